package org.isopleth.radiomics.read.dicom;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// Makes uptake values of a PET slice's values (PS3.3, C.8.9.1 and C.8.22; METHODS 4.1). Immutable, thread-safe.
///
/// `SUV = C · b / D`: C in Bq/ml, b the body's grams, D the injected dose in Bq, decayed by
/// `2^(−(t_ref − t_injection)/T½)` to the moment for which the scanner corrected decay:
///
/// - `ADMIN`: the injection; D is the dose.
/// - `START`: the start of the scan. It is computed back from the slice: the scanner places the mean count
///   rate of a frame of length T at `ln(λT/(1 − e^(−λT)))/λ` after its start and writes it, relative to the
///   start of the scan, as the frame reference time. Without these, GE's own scan start, else the series'
///   time when it is not after the acquisition.
/// - `NONE`: the middle of the frame.
/// - Enhanced multi-frame: the decay correction date and time; without correction, the frame's reference date and
///   time, or its middle.
///
/// Values in GML or CM2ML are uptake values already; Philips's counts come with a factor.
record UptakeScaling(DataSet image, PatientBody body, PetValues values) {
    /// An injection that seems to lie so long after the acquisition was the day before.
    private static final Duration OVERNIGHT = Duration.ofHours(6);

    /// Beyond one day and so many half-lives there is nothing left to see.
    private static final double VISIBLE_HALF_LIVES = 10;

    private static final double DAY_SECONDS = 86_400;

    /// Of an image of one frame.
    static UptakeScaling of(DataSet image) {
        return of(image, new PetSlice(image));
    }

    /// Of a frame, enhanced or not.
    static UptakeScaling of(Plane plane) {
        DataSet image = plane.attributes();
        return plane.groups().frames().isEmpty() ? of(image) : of(image, new PetFrame(plane));
    }

    private static UptakeScaling of(DataSet image, PetValues values) {
        if (!image.text(Tag.MODALITY).orElse("").equals("PT")) {
            throw new UnreadableException(Reason.SUV_NOT_PET);
        }
        return new UptakeScaling(image, new PatientBody(image), values);
    }

    /// What a rescaled value is to be multiplied by.
    ///
    /// @throws UnreadableException when something needed is missing or contradicts itself
    double factor(UptakeValue kind) {
        return switch (values.meaning()) {
            case PetValues.Activity(double scale) -> scale * body.size(kind) / dose();
            case PetValues.Uptake(UptakeValue from, double scale) -> scale * converted(from, kind);
        };
    }

    private double converted(UptakeValue from, UptakeValue to) {
        return from == to ? 1 : body.size(to) / body.size(from);
    }

    /// The injected dose at the moment for which decay was corrected, in Bq.
    private double dose() {
        List<DataSet> tracers = image.items(Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE);
        if (tracers.size() != 1) {
            throw new UnreadableException(Reason.SUV_TRACER_MISSING);
        }
        DataSet tracer = tracers.getFirst();
        double injected = PatientBody.positive(tracer.number(Tag.RADIONUCLIDE_TOTAL_DOSE), Reason.SUV_DOSE_MISSING);
        if (values.isCorrectedToInjection()) {
            return injected;
        }
        double halfLife = PatientBody.positive(tracer.number(Tag.RADIONUCLIDE_HALF_LIFE), Reason.SUV_HALF_LIFE_MISSING);
        LocalDateTime reference = values.decayReference(halfLife);
        return injected * Math.pow(2, -waited(tracer, reference, halfLife) / halfLife);
    }

    /// Seconds from the injection to a moment.
    private double waited(DataSet tracer, LocalDateTime reference, double halfLife) {
        LocalDateTime injection = injection(tracer, reference, halfLife);
        if (injection.isAfter(reference.plus(OVERNIGHT))) {
            injection = injection.minusDays(1);
        }
        Duration between = Duration.between(injection, reference);
        double seconds = between.getSeconds() + between.getNano() / 1e9;
        boolean tooEarly = seconds > Math.max(DAY_SECONDS, VISIBLE_HALF_LIVES * halfLife);
        if (tooEarly || injection.isAfter(reference.plus(OVERNIGHT))) {
            throw new UnreadableException(Reason.SUV_DATES_INCONSISTENT);
        }
        return seconds;
    }

    private LocalDateTime injection(DataSet tracer, LocalDateTime reference, double halfLife) {
        Optional<LocalDateTime> dated = Moments.dateTime(tracer, Tag.RADIOPHARMACEUTICAL_START_DATE_TIME);
        if (dated.isPresent()) {
            return dated.get();
        }
        // A time without a date tells the day of short-lived tracers only.
        LocalDate day = reference.toLocalDate();
        Optional<LocalDateTime> timed = Moments.time(tracer, Tag.RADIOPHARMACEUTICAL_START_TIME)
                .filter(time -> halfLife < DAY_SECONDS / 2)
                .map(day::atTime);
        Optional<LocalDateTime> own =
                PetSlice.isGe(image) ? Moments.dateTime(image, Tag.GE_ADMINISTERED_DATE_TIME) : Optional.empty();
        return timed.or(() -> own).orElseThrow(() -> new UnreadableException(Reason.SUV_TIMES_MISSING));
    }
}
