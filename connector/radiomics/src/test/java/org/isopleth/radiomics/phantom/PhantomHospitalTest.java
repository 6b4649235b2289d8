package org.isopleth.radiomics.phantom;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.radiomics.Extraction;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.DicomFolder;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.SeriesImage;
import org.isopleth.radiomics.read.dicom.StructureSet;
import org.isopleth.radiomics.read.dicom.Tag;
import org.isopleth.radiomics.volume.Mask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomHospitalTest {
    private static final PhantomHospital SMOOTH =
            new PhantomHospital("avon", 3, 7, PhantomScanner.SMOOTH, PhantomCoding.ENGLISH);
    private static final PhantomHospital SHARP =
            new PhantomHospital("maas", 3, 7, PhantomScanner.SHARP, PhantomCoding.DUTCH);

    @TempDir
    Path folder;

    @Test
    void ourReaderFindsTheSameVoxelsAndTheSameLesionWithoutACaution() throws IOException {
        for (PhantomHospital hospital : List.of(SMOOTH, SHARP)) {
            PhantomHospital.Written written = hospital.write(folder.resolve(hospital.name()), PlantedModel.DEMO);
            for (int number = 0; number < hospital.patients(); number++) {
                PhantomPatient patient = hospital.patient(number);
                Path place = written.images().resolve("SYN-%04d".formatted(number + 1));
                Series series = Series.only(DicomFolder.open(place).soundFiles());
                SeriesImage image = series.image(LIMITS);
                assertEquals(Set.of(), image.cautions());
                assertEquals(patient.image().grid(), image.volume().grid());
                assertArrayEquals(patient.image().values(), image.volume().values());
                Mask lesion = StructureSet.of(DicomFile.open(place.resolve("RTSTRUCT.dcm")))
                        .named("GTVp1")
                        .mask(series, LIMITS);
                assertEquals(patient.lesion().bits(), lesion.bits());
                assertTrue(lesion.count() > 100, "large enough for a texture");
            }
        }
    }

    @Test
    void everyFileSaysThatItIsSyntheticAndNamesNobody() throws IOException {
        SMOOTH.write(folder, PlantedModel.DEMO);
        for (Path file : dicomFiles()) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertTrue(bytes.contains("SYNTHETIC^SYN-000"), file.toString());
            assertTrue(bytes.contains("Synthetic "), file.toString());
            var attributes = DicomFile.open(file).attributes();
            assertTrue(attributes.text(Tag.PATIENT_ID).orElseThrow().matches("SYN-000[123]"));
            assertTrue(attributes.text(Tag.STUDY_INSTANCE_UID).orElseThrow().startsWith("2.25."));
        }
    }

    @Test
    void everyIdentifierIsValidAndNoTwoObjectsShareOne() throws IOException {
        SMOOTH.write(folder.resolve("a"), PlantedModel.DEMO);
        SHARP.write(folder.resolve("b"), PlantedModel.DEMO);
        Set<String> instances = new HashSet<>();
        for (Path file : dicomFiles()) {
            Matcher uid =
                    Pattern.compile("2\\.25\\.[0-9]+").matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            assertTrue(uid.find());
            assertTrue(uid.group().length() <= 64 && !uid.group().startsWith("2.25.0"), uid.group());
            assertTrue(instances.add(uid.group()), "the head of a file names its instance first");
        }
    }

    /// The digest was printed by this program on x86-64, JDK 25; another machine must print the same.
    @Test
    void theSameSeedIsTheSameBytesAndAnotherIsNot() throws IOException {
        PhantomHospital.Written written = SHARP.write(folder, PlantedModel.DEMO);
        assertEquals(
                "a7bc19b55c5583523832e5f49762eafcb905c46f4d953a5f6b5b09e76c8c20b8",
                digest(written).hex());
        PhantomHospital other = new PhantomHospital("maas", 3, 8, PhantomScanner.SHARP, PhantomCoding.DUTCH);
        assertNotEquals(digest(written), digest(other.write(folder.resolve("other"), PlantedModel.DEMO)));
    }

    private static Digest digest(PhantomHospital.Written written) throws IOException {
        StringBuilder all =
                new StringBuilder(Digest.of(Files.readAllBytes(written.table())).hex());
        for (Path file : files(written.images())) {
            all.append(Digest.of(Files.readAllBytes(file)).hex());
        }
        return Digest.of(all.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theTableIsInTheHospitalsOwnWordsAndTheOutcomeIsTheModels() throws IOException {
        PhantomHospital.Written written = SHARP.write(folder, PlantedModel.DEMO);
        List<String> lines = Files.readAllLines(written.table());
        assertEquals("patientnummer,leeftijd,geslacht,recidief", lines.getFirst());
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            PhantomPatient patient = SHARP.patient(number);
            expected.add("SYN-%04d,%d,%s,%s"
                    .formatted(
                            number + 1,
                            patient.age(),
                            patient.isMale() ? "man" : "vrouw",
                            PlantedModel.DEMO.outcome(patient).hasOutcome() ? "ja" : "nee"));
        }
        assertEquals(expected, lines.subList(1, lines.size()));
    }

    /// 200 patients: about half have the outcome, and neither age nor chance depends on a patient's number.
    @Test
    void patientsAreSpreadAndDoNotResembleTheirNeighbours() {
        PhantomHospital hospital = new PhantomHospital("avon", 200, 3, PhantomScanner.SMOOTH, PhantomCoding.ENGLISH);
        List<PhantomPatient> patients = hospital.all();
        double agreement = 0;
        int outcomes = 0;
        for (int i = 0; i < patients.size(); i++) {
            outcomes += PlantedModel.DEMO.outcome(patients.get(i)).hasOutcome() ? 1 : 0;
            if (i > 0) {
                agreement +=
                        (patients.get(i).chance() - 0.5) * (patients.get(i - 1).chance() - 0.5) * 12;
            }
        }
        // A mean of 199 products of variance 1: five standard errors, a false alarm in two million.
        assertEquals(0, agreement / 199, 5 / Math.sqrt(199));
        assertTrue(outcomes > 70 && outcomes < 130, outcomes + " of 200 have the outcome");
    }

    private List<Path> dicomFiles() throws IOException {
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(".dcm"))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void theModelMeasuresWhatAStudyMeasures() {
        PhantomPatient patient = SHARP.patient(1);
        PlantedModel.Outcome outcome = PlantedModel.DEMO.outcome(patient);
        List<Measurement> all = Extraction.measure(
                Region.of(patient.image(), patient.lesion(), PlantedModel.SETTINGS), PlantedModel.SETTINGS);
        assertEquals(value(all, "Q4LE", Aggregation.NONE), outcome.meanHu());
        assertEquals(value(all, "TU9B", Aggregation.SPACE_AVERAGED), outcome.entropyBits());
    }

    private static double value(List<Measurement> all, String id, Aggregation aggregation) {
        return all.stream()
                .filter(one -> one.feature().id().equals(id) && one.aggregation() == aggregation)
                .findFirst()
                .orElseThrow()
                .value();
    }
}
