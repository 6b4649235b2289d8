package org.isopleth.radiomics.read.dicom;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// A frame of an enhanced multi-frame PET image (PS3.3, A.56 and C.8.22). Immutable, thread-safe.
///
/// The real world value mapping says what stored values mean, by a code of context group 84 "PET Units" (where it is
/// left out, the rescale type does), and the corrections module for which moment decay was corrected: nothing is
/// guessed from the series.
record PetFrame(Plane plane) implements PetValues {
    /// How far the mapping's zero may be from that of the rescaled values, in values.
    private static final double SAME_ZERO = 1e-6;

    @Override
    public Meaning meaning() {
        for (DataSet mapping : plane.groups().items(Tag.REAL_WORLD_VALUE_MAPPING_SEQUENCE, plane.frame())) {
            Optional<Meaning> meaning =
                    mapping.first(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE).flatMap(unit -> meaning(unit, mapping));
            if (meaning.isPresent()) {
                return meaning.get();
            }
        }
        String type = plane.groups()
                .group(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, plane.frame())
                .flatMap(values -> values.text(Tag.RESCALE_TYPE))
                .orElse("");
        return switch (type) {
            case "BQML" -> new Activity(1);
            case "GML" -> new Uptake(UptakeValue.BODY_WEIGHT, 1);
            case "CM2ML" -> new Uptake(UptakeValue.BODY_SURFACE_AREA, 1);
            default -> throw new UnreadableException(Reason.SUV_UNITS_UNSUPPORTED);
        };
    }

    private Optional<Meaning> meaning(DataSet unit, DataSet mapping) {
        String code = unit.text(Tag.CODE_VALUE)
                .or(() -> unit.text(Tag.LONG_CODE_VALUE))
                .orElse("");
        // The annotation of a UCUM code stands before or after its unit.
        return switch (code.replaceFirst("^(\\{[^}]*\\})(.*)$", "$2$1")) {
            case "Bq/ml" -> Optional.of(new Activity(scale(mapping)));
            case "g/ml", "g/ml{SUVbw}" -> Optional.of(new Uptake(UptakeValue.BODY_WEIGHT, scale(mapping)));
            case "g/ml{SUVlbm(Janma)}" ->
                Optional.of(new Uptake(UptakeValue.LEAN_BODY_MASS_JANMAHASATIAN, scale(mapping)));
            case "g/ml{SUVlbm(James128)}" -> Optional.of(new Uptake(UptakeValue.LEAN_BODY_MASS_JAMES, scale(mapping)));
            case "cm2/ml", "cm2/ml{SUVbsa}" -> Optional.of(new Uptake(UptakeValue.BODY_SURFACE_AREA, scale(mapping)));
            default -> Optional.empty();
        };
    }

    /// Mapped units for each unit of a rescaled value: both are made of the same stored value.
    private double scale(DataSet mapping) {
        double slope = PatientBody.positive(mapping.number(Tag.REAL_WORLD_VALUE_SLOPE), Reason.SUV_UNITS_UNSUPPORTED);
        OptionalDouble intercept = mapping.number(Tag.REAL_WORLD_VALUE_INTERCEPT);
        double apart = plane.intercept() / plane.slope() - intercept.orElse(0) / slope;
        if (plane.table().isPresent() || plane.slope() < 0 || !(Math.abs(apart) <= SAME_ZERO)) {
            throw new UnreadableException(Reason.SUV_UNITS_UNSUPPORTED);
        }
        return slope / plane.slope();
    }

    @Override
    public boolean isCorrectedToInjection() {
        return false;
    }

    @Override
    public LocalDateTime decayReference(double halfLife) {
        DataSet object = plane.attributes();
        return switch (object.text(Tag.DECAY_CORRECTED).orElse("")) {
            case "YES" ->
                Moments.dateTime(object, Tag.DECAY_CORRECTION_DATE_TIME)
                        .orElseThrow(() -> new UnreadableException(Reason.SUV_TIMES_MISSING));
            case "NO" -> frameMiddle();
            default -> throw new UnreadableException(Reason.SUV_DECAY_UNKNOWN);
        };
    }

    private LocalDateTime frameMiddle() {
        DataSet content = plane.groups()
                .group(Tag.FRAME_CONTENT_SEQUENCE, plane.frame())
                .orElseThrow(() -> new UnreadableException(Reason.SUV_TIMES_MISSING));
        Optional<LocalDateTime> said = Moments.dateTime(content, Tag.FRAME_REFERENCE_DATE_TIME);
        return said.orElseGet(() -> {
            double milliseconds =
                    PatientBody.positive(content.number(Tag.FRAME_ACQUISITION_DURATION), Reason.SUV_TIMES_MISSING);
            LocalDateTime start = Moments.dateTime(content, Tag.FRAME_ACQUISITION_DATE_TIME)
                    .orElseThrow(() -> new UnreadableException(Reason.SUV_TIMES_MISSING));
            return PetSlice.later(start, milliseconds / 2000);
        });
    }
}
