package org.isopleth.radiomics.read.dicom;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// A PET image of one frame (PS3.3, C.8.9). Immutable, thread-safe.
record PetSlice(DataSet image) implements PetValues {
    private static final double LONGEST_SECONDS = 365 * 86_400.0;

    @Override
    public Meaning meaning() {
        return switch (image.text(Tag.UNITS).orElse("")) {
            case "GML" -> new Uptake(stored("BW"), 1);
            case "CM2ML" -> new Uptake(stored("BSA"), 1);
            case "BQML" -> new Activity(1);
            case "CNTS" -> counts();
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

    private Meaning counts() {
        boolean philips = image.text(Tag.PHILIPS_CREATOR).orElse("").equals("Philips PET Private Group");
        OptionalDouble suv = philips ? image.number(Tag.PHILIPS_SUV_FACTOR) : OptionalDouble.empty();
        OptionalDouble activity = philips ? image.number(Tag.PHILIPS_ACTIVITY_FACTOR) : OptionalDouble.empty();
        if (suv.orElse(0) > 0) {
            return new Uptake(UptakeValue.BODY_WEIGHT, suv.getAsDouble());
        }
        return new Activity(PatientBody.positive(activity, Reason.SUV_COUNTS_UNSCALED));
    }

    @Override
    public boolean isCorrectedToInjection() {
        return correction().equals("ADMIN");
    }

    @Override
    public LocalDateTime decayReference(double halfLife) {
        return switch (correction()) {
            case "START" -> scanStart(halfLife);
            case "NONE" -> frameMiddle();
            default -> throw new UnreadableException(Reason.SUV_DECAY_UNKNOWN);
        };
    }

    private String correction() {
        return image.text(Tag.DECAY_CORRECTION).orElse("");
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
        Optional<LocalDateTime> own = isGe(image) ? Moments.dateTime(image, Tag.GE_SCAN_DATE_TIME) : Optional.empty();
        return own.or(() -> Moments.both(image, Tag.SERIES_DATE, Tag.SERIES_TIME)
                        .filter(series -> !series.isAfter(acquisition())))
                .orElseThrow(() -> new UnreadableException(Reason.SUV_TIMES_MISSING));
    }

    /// Whether GE's private attributes mean what they are taken for.
    static boolean isGe(DataSet image) {
        return image.text(Tag.GE_CREATOR).orElse("").equals("GEMS_PETD_01");
    }

    /// A moment some seconds later.
    ///
    /// @throws UnreadableException when that is beyond what a scan can last
    static LocalDateTime later(LocalDateTime time, double seconds) {
        if (!(Math.abs(seconds) < LONGEST_SECONDS)) {
            throw new UnreadableException(Reason.SUV_DATES_INCONSISTENT);
        }
        return time.plusNanos(Math.round(seconds * 1e9));
    }
}
