package org.isopleth.radiomics.read.dicom;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// Makes uptake values of a PET slice's values (PS3.3, C.8.9.1; METHODS 4.1). Immutable, thread-safe.
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
///
/// Values in GML or CM2ML are uptake values already; Philips's counts come with a factor.
record UptakeScaling(DataSet image, PatientBody body) {
    /// An injection that seems to lie so long after the acquisition was the day before.
    private static final Duration OVERNIGHT = Duration.ofHours(6);

    /// Beyond one day and so many half-lives there is nothing left to see.
    private static final double VISIBLE_HALF_LIVES = 10;

    private static final double DAY_SECONDS = 86_400;

    static UptakeScaling of(DataSet image) {
        if (!image.text(Tag.MODALITY).orElse("").equals("PT")) {
            throw new UnreadableException(Reason.SUV_NOT_PET);
        }
        return new UptakeScaling(image, new PatientBody(image));
    }

    /// What a rescaled value is to be multiplied by.
    ///
    /// @throws UnreadableException when something needed is missing or contradicts itself
    double factor(UptakeValue kind) {
        return switch (image.text(Tag.UNITS).orElse("")) {
            case "GML" -> converted(stored("BW"), kind);
            case "CM2ML" -> converted(stored("BSA"), kind);
            case "BQML" -> body.size(kind) / dose();
            case "CNTS" -> counts(kind);
            default -> throw new UnreadableException(Reason.SUV_UNITS_UNSUPPORTED);
        };
    }

    private UptakeValue stored(String unsaid) {
        return switch (image.text(Tag.SUV_TYPE).orElse(unsaid)) {
            case "BW" -> UptakeValue.BODY_WEIGHT;
            case "LBMJANMA" -> UptakeValue.LEAN_BODY_MASS_JANMAHASATIAN;
            case "LBMJAMES128" -> UptakeValue.LEAN_BODY_MASS_JAMES;
            case "BSA" -> UptakeValue.BODY_SURFACE_AREA;
            default -> throw new UnreadableException(Reason.SUV_TYPE_UNSUPPORTED);
        };
    }

    private double converted(UptakeValue from, UptakeValue to) {
        return from == to ? 1 : body.size(to) / body.size(from);
    }

    private double counts(UptakeValue kind) {
        boolean philips = image.text(Tag.PHILIPS_CREATOR).orElse("").equals("Philips PET Private Group");
        OptionalDouble suv = philips ? image.number(Tag.PHILIPS_SUV_FACTOR) : OptionalDouble.empty();
        OptionalDouble activity = philips ? image.number(Tag.PHILIPS_ACTIVITY_FACTOR) : OptionalDouble.empty();
        if (suv.orElse(0) > 0) {
            return suv.getAsDouble() * converted(UptakeValue.BODY_WEIGHT, kind);
        }
        return PatientBody.positive(activity, Reason.SUV_COUNTS_UNSCALED) * body.size(kind) / dose();
    }

    /// The injected dose at the moment for which decay was corrected, in Bq.
    private double dose() {
        List<DataSet> tracers = image.items(Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE);
        if (tracers.size() != 1) {
            throw new UnreadableException(Reason.SUV_TRACER_MISSING);
        }
        DataSet tracer = tracers.getFirst();
        double injected = PatientBody.positive(tracer.number(Tag.RADIONUCLIDE_TOTAL_DOSE), Reason.SUV_DOSE_MISSING);
        String correction = image.text(Tag.DECAY_CORRECTION).orElse("");
        if (correction.equals("ADMIN")) {
            return injected;
        }
        double halfLife = PatientBody.positive(tracer.number(Tag.RADIONUCLIDE_HALF_LIFE), Reason.SUV_HALF_LIFE_MISSING);
        LocalDateTime reference = switch (correction) {
            case "START" -> scanStart(halfLife);
            case "NONE" -> frameMiddle();
            default -> throw new UnreadableException(Reason.SUV_DECAY_UNKNOWN);
        };
        return injected * Math.pow(2, -waited(tracer, reference, halfLife) / halfLife);
    }

    private LocalDateTime acquisition() {
        return Moments.dateTime(image, Tag.ACQUISITION_DATE_TIME)
                .or(() -> Moments.both(image, Tag.ACQUISITION_DATE, Tag.ACQUISITION_TIME))
                .orElseThrow(() -> new UnreadableException(Reason.SUV_TIMES_MISSING));
    }

    private LocalDateTime frameMiddle() {
        double milliseconds = PatientBody.positive(image.number(Tag.ACTUAL_FRAME_DURATION), Reason.SUV_TIMES_MISSING);
        return later(acquisition(), milliseconds / 2000);
    }

    private LocalDateTime scanStart(double halfLife) {
        OptionalDouble reference = image.number(Tag.FRAME_REFERENCE_TIME);
        OptionalDouble duration = image.number(Tag.ACTUAL_FRAME_DURATION);
        if (reference.isPresent() && duration.orElse(0) > 0) {
            double decay = Math.log(2) / halfLife;
            double length = duration.getAsDouble() / 1000;
            double mean = Math.log(decay * length / -Math.expm1(-decay * length)) / decay;
            return later(acquisition(), mean - reference.getAsDouble() / 1000);
        }
        Optional<LocalDateTime> own = isGe() ? Moments.dateTime(image, Tag.GE_SCAN_DATE_TIME) : Optional.empty();
        return own.or(() -> Moments.both(image, Tag.SERIES_DATE, Tag.SERIES_TIME)
                        .filter(series -> !series.isAfter(acquisition())))
                .orElseThrow(() -> new UnreadableException(Reason.SUV_TIMES_MISSING));
    }

    private boolean isGe() {
        return image.text(Tag.GE_CREATOR).orElse("").equals("GEMS_PETD_01");
    }

    private static LocalDateTime later(LocalDateTime time, double seconds) {
        if (!(Math.abs(seconds) < 365 * DAY_SECONDS)) {
            throw new UnreadableException(Reason.SUV_DATES_INCONSISTENT);
        }
        return time.plusNanos(Math.round(seconds * 1e9));
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
                isGe() ? Moments.dateTime(image, Tag.GE_ADMINISTERED_DATE_TIME) : Optional.empty();
        return timed.or(() -> own).orElseThrow(() -> new UnreadableException(Reason.SUV_TIMES_MISSING));
    }
}
