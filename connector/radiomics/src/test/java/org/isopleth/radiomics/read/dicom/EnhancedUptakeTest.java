package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.isopleth.radiomics.read.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An enhanced multi-frame PET of two frames. 350 MBq of a tracer with a half-life of one hour, injected into 70 kg at
/// 09:05: `70000 g / 350e6 Bq` is 2e-4 at the injection and 4e-4 an hour later. The stored values are 100 in the first
/// frame and 200 in the second; the first rescales by 0.5, the second by 0.25: 50 Bq/ml everywhere.
class EnhancedUptakeTest {
    private static final double AN_HOUR_LATER = 4e-4;

    @TempDir
    Path folder;

    private static WrittenObject tracer() {
        return new WrittenObject()
                .text(Tag.RADIONUCLIDE_TOTAL_DOSE, "3.5e8")
                .text(Tag.RADIONUCLIDE_HALF_LIFE, "3600")
                .text(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME, "20260302090500.00");
    }

    private static WrittenObject mapping(String unit, double slope) {
        WrittenObject code = new WrittenObject().text(Tag.CODING_SCHEME_DESIGNATOR, "UCUM");
        code.text(unit.length() > 16 ? Tag.LONG_CODE_VALUE : Tag.CODE_VALUE, unit);
        return new WrittenObject()
                .items(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE, code)
                .real(Tag.REAL_WORLD_VALUE_INTERCEPT, 0)
                .real(Tag.REAL_WORLD_VALUE_SLOPE, slope);
    }

    private static WrittenObject frame(double height, double slope, WrittenObject... mappings) {
        return new WrittenObject()
                .items(
                        Tag.PLANE_POSITION_SEQUENCE,
                        new WrittenObject().text(Tag.IMAGE_POSITION_PATIENT, "10\\20\\" + height))
                .items(
                        Tag.FRAME_CONTENT_SEQUENCE,
                        new WrittenObject()
                                .text(Tag.FRAME_ACQUISITION_DATE_TIME, "20260302100400.00")
                                .real(Tag.FRAME_ACQUISITION_DURATION, 120_000))
                .items(
                        Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                        new WrittenObject()
                                .text(Tag.RESCALE_SLOPE, Double.toString(slope))
                                .text(Tag.RESCALE_INTERCEPT, "0")
                                .text(Tag.RESCALE_TYPE, "US"))
                .items(Tag.REAL_WORLD_VALUE_MAPPING_SEQUENCE, mappings);
    }

    private static WrittenObject pet(WrittenObject... frames) {
        short[] cells = new short[24];
        java.util.Arrays.fill(cells, 0, 12, (short) 100);
        java.util.Arrays.fill(cells, 12, 24, (short) 200);
        return WrittenSeries.format(new WrittenObject())
                .text(Tag.MODALITY, "PT")
                .text(Tag.SERIES_INSTANCE_UID, "1.2.3")
                .text(Tag.NUMBER_OF_FRAMES, "2")
                .text(Tag.PATIENT_WEIGHT, "70")
                .text(Tag.PATIENT_SIZE, "1.75")
                .text(Tag.PATIENT_SEX, "M")
                .text(Tag.DECAY_CORRECTED, "YES")
                .text(Tag.DECAY_CORRECTION_DATE_TIME, "20260302100500.00")
                .items(Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE, tracer())
                .items(
                        Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                        new WrittenObject()
                                .items(
                                        Tag.PLANE_ORIENTATION_SEQUENCE,
                                        new WrittenObject().text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0"))
                                .items(
                                        Tag.PIXEL_MEASURES_SEQUENCE,
                                        new WrittenObject().text(Tag.PIXEL_SPACING, "2\\1")))
                .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames)
                .pixels(cells);
    }

    static WrittenObject inUnits(String unit) {
        return pet(frame(30, 0.5, mapping(unit, 0.5)), frame(33, 0.25, mapping(unit, 0.25)));
    }

    private float[] uptake(WrittenObject object, UptakeValue kind) {
        try {
            Series series = Series.only(WrittenSeries.files(folder, List.of(object)));
            return series.uptake(LIMITS, kind).volume().values();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertEverywhere(double expected, WrittenObject object, UptakeValue kind) {
        for (float value : uptake(object, kind)) {
            assertEquals(expected, value, 1e-6 * expected);
        }
    }

    private void assertRefusal(Reason reason, WrittenObject object) {
        assertRefused(reason, () -> uptake(object, UptakeValue.BODY_WEIGHT));
    }

    @Test
    void activityIsDividedByTheDoseAtTheDecayCorrectionTime() {
        assertEverywhere(50 * AN_HOUR_LATER, inUnits("Bq/ml"), UptakeValue.BODY_WEIGHT);
        WrittenObject toTheInjection = inUnits("Bq/ml").text(Tag.DECAY_CORRECTION_DATE_TIME, "20260302090500");
        assertEverywhere(50 * AN_HOUR_LATER / 2, toTheInjection, UptakeValue.BODY_WEIGHT);
        // James's lean body mass of the man: 1.10·70 − 128·0.4² = 56.52 kg.
        assertEverywhere(50 * AN_HOUR_LATER * 56.52 / 70, inUnits("Bq/ml"), UptakeValue.LEAN_BODY_MASS_JAMES);
    }

    @Test
    void theMappingSaysWhatStoredValuesMeanWhateverTheRescaling() {
        WrittenObject object =
                pet(frame(30, 0.5, mapping("{counts}/s", 7), mapping("Bq/ml", 3)), frame(33, 1, mapping("Bq/ml", 1.5)));
        assertEverywhere(300 * AN_HOUR_LATER, object, UptakeValue.BODY_WEIGHT);
    }

    @Test
    void withoutDecayCorrectionTheFramesReferenceOrMiddleCounts() {
        WrittenObject middle = inUnits("Bq/ml").text(Tag.DECAY_CORRECTED, "NO").without(Tag.DECAY_CORRECTION_DATE_TIME);
        assertEverywhere(50 * AN_HOUR_LATER, middle, UptakeValue.BODY_WEIGHT);
        WrittenObject said = new WrittenObject().text(Tag.FRAME_REFERENCE_DATE_TIME, "20260302110500");
        WrittenObject[] frames = {
            frame(30, 0.5, mapping("Bq/ml", 0.5)).items(Tag.FRAME_CONTENT_SEQUENCE, said),
            frame(33, 0.25, mapping("Bq/ml", 0.25)).items(Tag.FRAME_CONTENT_SEQUENCE, said)
        };
        assertEverywhere(50 * AN_HOUR_LATER * 2, pet(frames).text(Tag.DECAY_CORRECTED, "NO"), UptakeValue.BODY_WEIGHT);
    }

    @Test
    void uptakeValuesPassThroughByTheCodeOfTheirKind() {
        for (String unit : List.of("g/ml{SUVbw}", "{SUVbw}g/ml", "g/ml")) {
            assertEverywhere(50, inUnits(unit), UptakeValue.BODY_WEIGHT);
        }
        assertEverywhere(50, inUnits("g/ml{SUVlbm(Janma)}"), UptakeValue.LEAN_BODY_MASS_JANMAHASATIAN);
        assertEverywhere(50 * 70 / 56.52, inUnits("g/ml{SUVlbm(James128)}"), UptakeValue.BODY_WEIGHT);
        assertEverywhere(50, inUnits("{SUVbsa}cm2/ml"), UptakeValue.BODY_SURFACE_AREA);
    }

    @Test
    void withoutAMappingTheRescaleTypeSaysTheUnit() {
        WrittenObject[] frames = {frame(30, 0.5), frame(33, 0.25)};
        for (int i = 0; i < 2; i++) {
            frames[i].items(
                    Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                    new WrittenObject()
                            .text(Tag.RESCALE_SLOPE, i == 0 ? "0.5" : "0.25")
                            .text(Tag.RESCALE_TYPE, "BQML"));
        }
        assertEverywhere(50 * AN_HOUR_LATER, pet(frames), UptakeValue.BODY_WEIGHT);
    }

    @Test
    void whatIsMissingIsRefusedByName() {
        assertRefusal(Reason.SUV_UNITS_UNSUPPORTED, inUnits("{counts}/s"));
        assertRefusal(Reason.SUV_UNITS_UNSUPPORTED, inUnits("g/ml{SUVlbm}"));
        assertRefusal(Reason.SUV_UNITS_UNSUPPORTED, pet(frame(30, 0.5), frame(33, 0.5)));
        Consumer<WrittenObject> shifted = mapping -> mapping.real(Tag.REAL_WORLD_VALUE_INTERCEPT, 3);
        WrittenObject other = mapping("Bq/ml", 0.5);
        shifted.accept(other);
        assertRefusal(Reason.SUV_UNITS_UNSUPPORTED, pet(frame(30, 0.5, other), frame(33, 0.5, other)));
        assertRefusal(
                Reason.SUV_TRACER_MISSING, inUnits("Bq/ml").without(Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE));
        assertRefusal(Reason.SUV_WEIGHT_MISSING, inUnits("Bq/ml").without(Tag.PATIENT_WEIGHT));
        assertRefusal(Reason.SUV_DECAY_UNKNOWN, inUnits("Bq/ml").without(Tag.DECAY_CORRECTED));
        assertRefusal(Reason.SUV_TIMES_MISSING, inUnits("Bq/ml").without(Tag.DECAY_CORRECTION_DATE_TIME));
        WrittenObject noContent = pet(
                frame(30, 0.5, mapping("Bq/ml", 0.5)).without(Tag.FRAME_CONTENT_SEQUENCE),
                frame(33, 0.5, mapping("Bq/ml", 0.5)).without(Tag.FRAME_CONTENT_SEQUENCE));
        assertRefusal(Reason.SUV_TIMES_MISSING, noContent.text(Tag.DECAY_CORRECTED, "NO"));
        WrittenObject dateless = inUnits("Bq/ml")
                .items(
                        Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE,
                        tracer().without(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME));
        assertRefusal(Reason.SUV_TIMES_MISSING, dateless);
        assertRefusal(
                Reason.SUV_DATES_INCONSISTENT, inUnits("Bq/ml").text(Tag.DECAY_CORRECTION_DATE_TIME, "20260402100500"));
    }
}
