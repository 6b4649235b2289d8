package org.isopleth.radiomics.read.dicom;

import java.util.OptionalDouble;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// What uptake values are divided by. Immutable, thread-safe.
record PatientBody(DataSet patient) {
    /// Nobody is so many metres tall: the height is in centimetres then, a common mistake.
    private static final double TALLEST_METRES = 3;

    /// Grams, or square centimetres for the body surface area.
    ///
    /// @throws UnreadableException when weight, height or sex is needed and missing
    double size(UptakeValue kind) {
        double weight = positive(patient.number(Tag.PATIENT_WEIGHT), Reason.SUV_WEIGHT_MISSING);
        return switch (kind) {
            case BODY_WEIGHT -> 1000 * weight;
            case LEAN_BODY_MASS_JANMAHASATIAN -> {
                double index = weight / (height() * height());
                yield 1000 * 9270 * weight / (isMale() ? 6680 + 216 * index : 8780 + 244 * index);
            }
            case LEAN_BODY_MASS_JAMES -> {
                double ratio = weight / (100 * height());
                double lean = isMale() ? 1.10 * weight - 128 * ratio * ratio : 1.07 * weight - 148 * ratio * ratio;
                if (!(lean > 0)) {
                    throw new UnreadableException(Reason.SUV_BODY_IMPOSSIBLE);
                }
                yield 1000 * lean;
            }
            case BODY_SURFACE_AREA -> 1e4 * 0.007184 * Math.pow(weight, 0.425) * Math.pow(100 * height(), 0.725);
        };
    }

    private double height() {
        double height = positive(patient.number(Tag.PATIENT_SIZE), Reason.SUV_HEIGHT_MISSING);
        return height > TALLEST_METRES ? height / 100 : height;
    }

    private boolean isMale() {
        return switch (patient.text(Tag.PATIENT_SEX).orElse("")) {
            case "M" -> true;
            case "F" -> false;
            default -> throw new UnreadableException(Reason.SUV_SEX_MISSING);
        };
    }

    static double positive(OptionalDouble number, Reason otherwise) {
        if (!(number.orElse(0) > 0)) {
            throw new UnreadableException(otherwise);
        }
        return number.getAsDouble();
    }
}
