package org.isopleth.radiomics.read.dicom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.isopleth.radiomics.read.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 350 MBq of a tracer with a half-life of one hour, injected into 70 kg at 09:05: `70000 g / 350e6 Bq` is
/// 2e-4 at the injection and 4e-4 an hour later.
class UptakeScalingTest {
    private static final double AT_INJECTION = 2e-4;
    private static final double AN_HOUR_LATER = 4e-4;

    @TempDir
    Path folder;

    private static WrittenObject pet(Consumer<WrittenObject> tracer) {
        WrittenObject item = new WrittenObject()
                .text(Tag.RADIONUCLIDE_TOTAL_DOSE, "3.5e8")
                .text(Tag.RADIONUCLIDE_HALF_LIFE, "3600")
                .text(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME, "20260302090500.00");
        tracer.accept(item);
        return new WrittenObject()
                .text(Tag.MODALITY, "PT")
                .text(Tag.UNITS, "BQML")
                .text(Tag.DECAY_CORRECTION, "START")
                .text(Tag.PATIENT_WEIGHT, "70")
                .text(Tag.PATIENT_SIZE, "1.75")
                .text(Tag.PATIENT_SEX, "M")
                .text(Tag.SERIES_DATE, "20260302")
                .text(Tag.SERIES_TIME, "100500")
                .text(Tag.ACQUISITION_DATE, "20260302")
                .text(Tag.ACQUISITION_TIME, "101000.000")
                .items(Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE, item);
    }

    private static WrittenObject pet() {
        return pet(item -> {});
    }

    private double factor(WrittenObject object, UptakeValue kind) {
        try {
            Path file = object.write(folder.resolve("pet.dcm"), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
            return UptakeScaling.of(DicomFile.open(file).attributes()).factor(kind);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private double byWeight(WrittenObject object) {
        return factor(object, UptakeValue.BODY_WEIGHT);
    }

    private void assertNear(double expected, double actual) {
        assertEquals(expected, actual, 1e-7 * expected);
    }

    @Test
    void decayCorrectedToTheInjectionUsesTheWholeDose() {
        assertNear(AT_INJECTION, byWeight(pet().text(Tag.DECAY_CORRECTION, "ADMIN")));
    }

    @Test
    void decayCorrectedToTheStartIsComputedBackFromTheFrame() {
        // The acquisition began 5 min after the scan. The mean count rate of 120 s with λ = ln 2/3600 s lies at
        // x/2 − x²/24 with x = 120 λ = 0.0231049, over λ: 59.88448 s.
        WrittenObject object = pet().text(Tag.ACTUAL_FRAME_DURATION, "120000")
                .text(Tag.FRAME_REFERENCE_TIME, "359884.48")
                .text(Tag.SERIES_TIME, "153000");
        assertNear(AN_HOUR_LATER, byWeight(object));
    }

    @Test
    void withoutAFrameTheStartIsTheSeriesUnlessItIsAfterTheAcquisition() {
        assertNear(AN_HOUR_LATER, byWeight(pet()));
        assertRefused(Reason.SUV_TIMES_MISSING, () -> byWeight(pet().text(Tag.SERIES_TIME, "153000")));
    }

    @Test
    void withoutDecayCorrectionTheMiddleOfTheFrameCounts() {
        WrittenObject object = pet().text(Tag.DECAY_CORRECTION, "NONE")
                .text(Tag.ACQUISITION_TIME, "100400")
                .text(Tag.ACTUAL_FRAME_DURATION, "120000");
        assertNear(AN_HOUR_LATER, byWeight(object));
    }

    @Test
    void anInjectionBeforeMidnightBelongsToTheDayBefore() {
        WrittenObject object = pet(item -> item.without(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME)
                        .text(Tag.RADIOPHARMACEUTICAL_START_TIME, "233000"))
                .text(Tag.SERIES_TIME, "003000")
                .text(Tag.ACQUISITION_TIME, "003500");
        assertNear(AN_HOUR_LATER, byWeight(object));
        WrittenObject slow = pet(item -> item.without(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME)
                .text(Tag.RADIOPHARMACEUTICAL_START_TIME, "090500")
                .text(Tag.RADIONUCLIDE_HALF_LIFE, "282240"));
        assertRefused(Reason.SUV_TIMES_MISSING, () -> byWeight(slow));
    }

    @Test
    void aDateOfInjectionThatForgetsMidnightIsCorrectedFromSixHoursOn() {
        // The scan starts at 00:30 on the day that the injection at 23:30 is said to be.
        WrittenObject object = pet(item -> item.text(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME, "20260302233000"))
                .text(Tag.SERIES_TIME, "003000")
                .text(Tag.ACQUISITION_TIME, "003500");
        assertNear(AN_HOUR_LATER, byWeight(object));
        // Six hours are not more than six: 2e-4 · 2^(-6), an injection during the scan of a slow protocol.
        WrittenObject sixHours = pet(item -> item.text(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME, "20260302160500"));
        assertNear(AT_INJECTION / 64, byWeight(sixHours));
        // One second more is the day before: 18 h less one second, 2^(18 - 1/3600).
        WrittenObject more = pet(item -> item.text(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME, "20260302160501"));
        assertNear(AT_INJECTION * 262144 * 0.999807477, byWeight(more));
    }

    @Test
    void anInjectionDuringADynamicScanIsBeforeItsDecay() {
        WrittenObject object = pet(item -> item.text(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME, "20260302110500"));
        assertNear(AT_INJECTION / 2, byWeight(object));
    }

    @Test
    void correctedToTheInjectionNeitherTimesNorHalfLifeAreNeeded() {
        WrittenObject object = pet(item ->
                        item.without(Tag.RADIONUCLIDE_HALF_LIFE).without(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME))
                .text(Tag.DECAY_CORRECTION, "ADMIN")
                .without(Tag.ACQUISITION_TIME);
        assertNear(AT_INJECTION, byWeight(object));
    }

    @Test
    void anAcquisitionDateAndTimeInOneGoBeforeTwo() {
        WrittenObject object = pet().text(Tag.DECAY_CORRECTION, "NONE")
                .text(Tag.ACQUISITION_DATE_TIME, "20260302100400.000000+0100")
                .text(Tag.ACQUISITION_TIME, "110000")
                .text(Tag.ACTUAL_FRAME_DURATION, "120000");
        assertNear(AN_HOUR_LATER, byWeight(object));
    }

    @Test
    void gesPrivateTimesStandInForMissingOnes() {
        WrittenObject object = pet(item -> item.without(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME))
                .text(Tag.GE_CREATOR, "GEMS_PETD_01")
                .text(Tag.GE_SCAN_DATE_TIME, "20260302100500.00")
                .text(Tag.GE_ADMINISTERED_DATE_TIME, "20260302090500.00")
                .text(Tag.SERIES_TIME, "153000");
        assertNear(AN_HOUR_LATER, byWeight(object));
        assertRefused(Reason.SUV_TIMES_MISSING, () -> byWeight(object.text(Tag.GE_CREATOR, "ELSE")));
    }

    @Test
    void philipsCountsComeWithAnUptakeFactorOrAnActivityFactor() {
        WrittenObject counts = pet().text(Tag.UNITS, "CNTS").text(Tag.PHILIPS_CREATOR, "Philips PET Private Group");
        assertNear(0.25, byWeight(counts.text(Tag.PHILIPS_SUV_FACTOR, "0.25")));
        counts.text(Tag.PHILIPS_SUV_FACTOR, "0").text(Tag.PHILIPS_ACTIVITY_FACTOR, "3");
        assertNear(3 * AN_HOUR_LATER, byWeight(counts));
        assertRefused(Reason.SUV_COUNTS_UNSCALED, () -> byWeight(counts.without(Tag.PHILIPS_ACTIVITY_FACTOR)));
        counts.text(Tag.PHILIPS_SUV_FACTOR, "0.25").without(Tag.PHILIPS_CREATOR);
        assertRefused(Reason.SUV_COUNTS_UNSCALED, () -> byWeight(counts));
    }

    @Test
    void uptakeValuesPassThroughAndAreConvertedByTheBody() {
        WrittenObject grams = new WrittenObject().text(Tag.MODALITY, "PT").text(Tag.UNITS, "GML");
        assertEquals(1, byWeight(grams));
        assertRefused(Reason.SUV_WEIGHT_MISSING, () -> factor(grams, UptakeValue.BODY_SURFACE_AREA));
        WrittenObject surface = pet().text(Tag.UNITS, "CM2ML");
        assertEquals(1, factor(surface, UptakeValue.BODY_SURFACE_AREA));
        assertEquals(70000 / 18480.72, byWeight(surface), 1e-3);
        assertRefused(Reason.SUV_TYPE_UNSUPPORTED, () -> byWeight(grams.text(Tag.SUV_TYPE, "IBW")));
    }

    @Test
    void uptakeValuesByLeanBodyMassSayWhichFormula() {
        // From the formulas below: 55.857 kg and 56.52 kg of the man's 70 kg.
        WrittenObject grams = pet().text(Tag.UNITS, "GML");
        assertEquals(70 / 55.857, byWeight(grams.text(Tag.SUV_TYPE, "LBMJANMA")), 1e-4);
        assertNear(70 / 56.52, byWeight(grams.text(Tag.SUV_TYPE, "LBMJAMES128")));
        assertEquals(1, factor(grams, UptakeValue.LEAN_BODY_MASS_JAMES));
        WrittenObject counts = pet().text(Tag.UNITS, "CNTS")
                .text(Tag.PHILIPS_CREATOR, "Philips PET Private Group")
                .text(Tag.PHILIPS_SUV_FACTOR, "0.25");
        assertNear(0.25 * 56.52 / 70, factor(counts, UptakeValue.LEAN_BODY_MASS_JAMES));
    }

    @Test
    void leanBodyMassAndSurfaceFollowTheirFormulas() {
        WrittenObject man = pet().text(Tag.DECAY_CORRECTION, "ADMIN");
        WrittenObject woman = pet().text(Tag.DECAY_CORRECTION, "ADMIN").text(Tag.PATIENT_SEX, "F");
        // Body mass index 70/1.75² = 22.857143; 9270·70/(6680 + 216·22.857143) = 55.857 kg, and of a woman
        // 9270·70/(8780 + 244·22.857143) = 45.197 kg. James: 77 − 128·0.16 = 56.52; 74.9 − 148·0.16 = 51.22.
        assertEquals(55857 / 3.5e8, factor(man, UptakeValue.LEAN_BODY_MASS_JANMAHASATIAN), 1 / 3.5e8);
        assertEquals(45197 / 3.5e8, factor(woman, UptakeValue.LEAN_BODY_MASS_JANMAHASATIAN), 1 / 3.5e8);
        assertNear(56520 / 3.5e8, factor(man, UptakeValue.LEAN_BODY_MASS_JAMES));
        assertNear(51220 / 3.5e8, factor(woman, UptakeValue.LEAN_BODY_MASS_JAMES));
        // 0.007184 · 70^0.425 · 175^0.725 = 1.848 m².
        assertEquals(18481 / 3.5e8, factor(man, UptakeValue.BODY_SURFACE_AREA), 1 / 3.5e8);
        man.text(Tag.PATIENT_SIZE, "175");
        assertEquals(18481 / 3.5e8, factor(man, UptakeValue.BODY_SURFACE_AREA), 1 / 3.5e8);
        man.text(Tag.PATIENT_SIZE, "0.5");
        assertRefused(Reason.SUV_BODY_IMPOSSIBLE, () -> factor(man, UptakeValue.LEAN_BODY_MASS_JAMES));
    }

    @Test
    void whatIsMissingIsRefusedByName() {
        assertRefused(Reason.SUV_NOT_PET, () -> byWeight(pet().text(Tag.MODALITY, "CT")));
        assertRefused(Reason.SUV_UNITS_UNSUPPORTED, () -> byWeight(pet().without(Tag.UNITS)));
        assertRefused(Reason.SUV_UNITS_UNSUPPORTED, () -> byWeight(pet().text(Tag.UNITS, "PROPCNTS")));
        assertRefused(Reason.SUV_WEIGHT_MISSING, () -> byWeight(pet().without(Tag.PATIENT_WEIGHT)));
        assertRefused(Reason.SUV_WEIGHT_MISSING, () -> byWeight(pet().text(Tag.PATIENT_WEIGHT, "0")));
        UptakeValue lean = UptakeValue.LEAN_BODY_MASS_JANMAHASATIAN;
        assertRefused(Reason.SUV_HEIGHT_MISSING, () -> factor(pet().without(Tag.PATIENT_SIZE), lean));
        assertRefused(Reason.SUV_SEX_MISSING, () -> factor(pet().text(Tag.PATIENT_SEX, "O"), lean));
        assertRefused(Reason.SUV_DOSE_MISSING, () -> byWeight(pet(item -> item.without(Tag.RADIONUCLIDE_TOTAL_DOSE))));
        assertRefused(
                Reason.SUV_HALF_LIFE_MISSING, () -> byWeight(pet(item -> item.without(Tag.RADIONUCLIDE_HALF_LIFE))));
        assertRefused(
                Reason.SUV_TIMES_MISSING,
                () -> byWeight(pet(item -> item.without(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME))));
        assertRefused(
                Reason.SUV_TRACER_MISSING, () -> byWeight(pet().without(Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE)));
        assertRefused(Reason.SUV_DECAY_UNKNOWN, () -> byWeight(pet().without(Tag.DECAY_CORRECTION)));
        assertRefused(Reason.SUV_TIMES_MISSING, () -> byWeight(pet().without(Tag.ACQUISITION_TIME)));
        assertRefused(Reason.SUV_TIMES_MISSING, () -> byWeight(pet().text(Tag.DECAY_CORRECTION, "NONE")));
        WrittenObject two =
                pet().items(Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE, new WrittenObject(), new WrittenObject());
        assertRefused(Reason.SUV_TRACER_MISSING, () -> byWeight(two));
    }

    @Test
    void datesThatADeidentifierShiftedApartAreRefused() {
        for (String date : List.of("20250302", "20270302", "20260228", "20260304", "99991231", "00010101")) {
            assertRefused(
                    Reason.SUV_DATES_INCONSISTENT,
                    () -> byWeight(pet(item -> item.text(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME, date + "090500"))));
        }
    }

    @Test
    void eachSliceOfASeriesIsScaledByItsOwnFactor() throws IOException {
        List<WrittenObject> slices = WrittenSeries.three(slice -> {});
        for (WrittenObject slice : slices) {
            slice.text(Tag.MODALITY, "PT").text(Tag.UNITS, "GML");
        }
        slices.get(1).text(Tag.UNITS, "CNTS").text(Tag.PHILIPS_CREATOR, "Philips PET Private Group");
        slices.get(1).text(Tag.PHILIPS_SUV_FACTOR, "0.5");
        Series series = Series.only(WrittenSeries.files(folder, slices));
        assertEquals(
                61.5f, series.uptake(LIMITS, UptakeValue.BODY_WEIGHT).volume().at(3, 2, 1));
        assertEquals(23, series.uptake(LIMITS, UptakeValue.BODY_WEIGHT).volume().at(3, 2, 0));
    }
}
