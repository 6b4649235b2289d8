package org.isopleth.connector.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.image.ImageImport.Effect;
import org.isopleth.connector.image.ImportAccount.Outcome;
import org.isopleth.connector.secret.SiteSecret;
import org.isopleth.connector.semantic.SemanticFixture;
import org.isopleth.connector.semantic.SemanticStore;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.radiomics.conformance.DigitalPhantom;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.settings.SettingsJson;
import org.isopleth.study.Passport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a hospital's DICOM tree to features in the semantic store.
class FolderImportTest {
    private static final PinnedSettings SETTINGS = pinned(Settings.Dimension.IN_SPACE);
    private static final PinnedSettings OTHER_SETTINGS = pinned(Settings.Dimension.BY_SLICE);

    @TempDir
    Path folder;

    private Path dicom;
    private Path state;
    private SemanticStore store;
    private Passport passport = new Passport(ImageImport.SOFTWARE, 482, 482, Digest.of("values"));
    private Optional<Path> regions = Optional.empty();
    private PatientIdRule rule = new PatientIdRule("H-", true, "p");

    private static PinnedSettings pinned(Settings.Dimension dimension) {
        Settings settings = DigitalPhantom.settings(dimension);
        return new PinnedSettings(settings, SettingsJson.digest(settings));
    }

    @BeforeEach
    void publishTheTable() throws IOException {
        dicom = Files.createDirectories(folder.resolve("dicom"));
        state = Files.createDirectories(folder.resolve("state"));
        SemanticFixture fixture = new SemanticFixture(state);
        MappingDocument mapping = fixture.mapping(
                "register",
                Files.writeString(folder.resolve("register.csv"), "id,age\np12345,60\np777,70\n"),
                "id",
                "columns:\n  - {column: age, term: ncit:C25150, kind: numeric, unit: a}\n");
        store = fixture.store();
        store.publish(mapping, SourceTable.of(mapping.source()), Instant.EPOCH);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void images_are_linked_measured_and_found_under_the_canonical_name() throws Exception {
        new WrittenPatient("H-0012345", 41, "20260105", "gtv_p 1").write(dicom);
        ImportAccount account = run(SETTINGS);
        assertEquals(1, account.series(Outcome.MEASURED));
        assertEquals(1, account.lesions());
        assertEquals(List.of("GTVp1 baseline 0 144.0e0"), rows("""
            SELECT ?a ?b ?c ?d WHERE {
              ?p a ncit:C16960 ; roo:P100020/<urn:isopleth:relation:lesion> ?l .
              ?l <urn:isopleth:relation:region> ?a ; <urn:isopleth:relation:time-point> ?b ;
                 <urn:isopleth:relation:day> ?c ; <urn:isopleth:relation:volume-mm3> ?d }\
            """));
    }

    @Test
    void a_second_import_reads_only_what_changed() throws Exception {
        WrittenPatient first = new WrittenPatient("12345", 41, "20260105", "GTVp1");
        first.write(dicom);
        new WrittenPatient("777", 42, "20260106", "GTVp1").write(dicom);
        run(SETTINGS);
        assertEquals(2, run(SETTINGS).series(Outcome.UNCHANGED));

        new WrittenPatient("12345", 41, "20260105", "GTVn2").write(dicom);
        ImportAccount account = run(SETTINGS);
        assertEquals(1, account.series(Outcome.MEASURED));
        assertEquals(1, account.series(Outcome.UNCHANGED));
        assertEquals(List.of("GTVn2", "GTVp1"), regions());
    }

    @Test
    void settings_of_a_study_are_measured_beside_those_before() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        run(SETTINGS);
        assertEquals(1, run(OTHER_SETTINGS).series(Outcome.MEASURED));
        assertEquals(1, run(SETTINGS, OTHER_SETTINGS).series(Outcome.UNCHANGED));
    }

    @Test
    void an_earlier_image_becomes_the_baseline() throws Exception {
        new WrittenPatient("12345", 41, "20260210", "GTVp1").write(dicom);
        run(SETTINGS);
        new WrittenPatient("12345", 42, "20260105", "GTVp1").write(dicom);
        ImportAccount account = run(SETTINGS);
        assertEquals(1, account.series(Outcome.MEASURED));
        assertEquals(1, account.series(Outcome.MOVED));
        assertEquals(List.of("baseline 0", "follow-up-1 36"), timePoints());
    }

    @Test
    void damage_and_junk_are_listed_and_stop_nothing() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        Files.writeString(dicom.resolve("notes.txt"), "call the radiologist");
        byte[] slice =
                new WrittenPatient("777", 42, "20260106", "GTVp1").images().getFirst();
        Files.write(dicom.resolve("cut.dcm"), java.util.Arrays.copyOf(slice, slice.length - 10));
        ImportAccount account = run(SETTINGS);
        assertEquals(1, account.series(Outcome.MEASURED));
        String said = String.join("\n", account.lines());
        assertTrue(said.contains("1 others, 1 damaged"), said);
        assertTrue(said.contains("cut.dcm: "), said);
    }

    @Test
    void a_series_whose_last_slice_is_damaged_is_not_measured_without_it() throws Exception {
        WrittenPatient patient = new WrittenPatient("12345", 41, "20260105", "GTVp1");
        patient.write(dicom);
        Path last = dicom.resolve("export 41").resolve(WrittenPatient.NAME).resolve("I1");
        byte[] whole = Files.readAllBytes(last);
        assertEquals(1, run(SETTINGS).series(Outcome.MEASURED));
        // Cut within the pixels, between two attributes behind the series, before it, and before the modality.
        for (int length : List.of(
                whole.length - 10,
                at(whole, "MONOCHROME2") - 8,
                at(whole, "thorax of") - 8,
                at(whole, "20260105") - 8)) {
            Files.write(last, java.util.Arrays.copyOf(whole, length));
            ImportAccount account = run(SETTINGS);
            assertEquals(1, account.series(Outcome.REFUSED), account.lines().toString());
            assertEquals(Set.of(), store.images().series(), "what was measured is not believed any longer");
        }
        Files.write(last, whole);
        assertEquals(1, run(SETTINGS).series(Outcome.MEASURED));
    }

    @Test
    void a_damaged_file_that_names_its_series_refuses_no_other_in_its_folder() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        byte[] slice =
                new WrittenPatient("777", 42, "20260106", "GTVp1").images().getFirst();
        Path place = dicom.resolve("export 41").resolve(WrittenPatient.NAME);
        Files.write(place.resolve("other"), java.util.Arrays.copyOf(slice, at(slice, "MONOCHROME2") - 8));
        assertEquals(1, run(SETTINGS).series(Outcome.MEASURED));
    }

    private static int at(byte[] file, String text) {
        int found = new String(file, StandardCharsets.ISO_8859_1).indexOf(text);
        assertTrue(found > 0, text);
        return found;
    }

    @Test
    void an_unreadable_series_is_refused_with_its_reason_and_not_tried_again() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        new WrittenPatient("777", 42, "20260105", "GTVp1").write(dicom);
        Files.delete(dicom.resolve("export 41").resolve(WrittenPatient.NAME).resolve("I2"));
        for (int i = 0; i < 2; i++) {
            ImportAccount account = run(SETTINGS);
            assertEquals(1, account.series(Outcome.REFUSED));
            assertTrue(
                    account.lines().contains("    1: a slice is missing"),
                    account.lines().toString());
        }
        assertEquals(List.of("GTVp1"), regions());
    }

    @Test
    void images_of_patients_no_table_names_and_images_without_a_region_are_not_kept() throws Exception {
        new WrittenPatient("999", 41, "20260105", "GTVp1").write(dicom);
        new WrittenPatient("12345", 42, "20260105", "GTVp1").write(dicom);
        Files.delete(dicom.resolve("plans").resolve("RS42"));
        ImportAccount account = run(SETTINGS);
        assertEquals(1, account.series(Outcome.NO_PATIENT));
        assertEquals(1, account.series(Outcome.NO_REGIONS));
        assertEquals(Set.of(), store.images().series());
    }

    @Test
    void two_regions_of_one_name_are_not_chosen_between() throws Exception {
        WrittenPatient patient = new WrittenPatient("12345", 41, "20260105", "GTVp1");
        patient.write(dicom);
        byte[] second = new WrittenPatient("12345", 41, "20260105", "gtv p1").regions();
        Files.write(
                dicom.resolve("second"), replaced(second, patient.studyUid() + ".2.1", patient.studyUid() + ".2.2"));
        ImportAccount account = run(SETTINGS);
        assertEquals(0, account.lesions());
        assertTrue(
                account.lines().contains("  1 not measured: more than one region has the name that was asked for"),
                account.lines().toString());
    }

    @Test
    void a_name_that_can_mean_two_regions_is_not_measured_as_either() throws Exception {
        regions("""
            regions: 1
            synonyms:
              GTVp: [boost]
              GTVn2: [boost 7]
            """);
        new WrittenPatient("12345", 41, "20260105", "Boost-7").write(dicom);
        ImportAccount account = run(SETTINGS);
        assertEquals(0, account.lesions());
        assertTrue(
                account.lines().stream().anyMatch(line -> line.contains("can mean GTVn2 or GTVp7")),
                account.lines().toString());
    }

    @Test
    void a_hospital_s_own_names_are_known_and_a_new_name_measures_again() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "Haupttumor").write(dicom);
        run(SETTINGS);
        assertEquals(List.of(), regions());
        regions("regions: 1\nsynonyms: {GTVp1: [Haupttumor]}\n");
        assertEquals(1, run(SETTINGS).series(Outcome.MEASURED));
        assertEquals(List.of("GTVp1"), regions());
    }

    @Test
    void images_within_one_visit_share_a_time_point_and_those_between_windows_are_left_out() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        new WrittenPatient("12345", 42, "20260112", "GTVp1").write(dicom);
        new WrittenPatient("12345", 43, "20260301", "GTVp1").write(dicom);
        regions("regions: 1\ntime-points: {same-visit-days: 14}\n");
        run(SETTINGS);
        assertEquals(List.of("baseline 0", "baseline 7", "follow-up-1 55"), timePoints());

        regions("regions: 1\ntime-points: {windows: [{from-day: 0, to-day: 3}, {from-day: 40, to-day: 70}]}\n");
        ImportAccount account = run(SETTINGS);
        assertEquals(1, account.series(Outcome.NO_TIME_POINT));
        assertEquals(List.of("baseline 0", "follow-up-1 55"), timePoints());
    }

    @Test
    void a_dry_run_measures_nothing() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        assertEquals(1, run(Effect.TRY, SETTINGS).series(Outcome.TO_MEASURE));
        assertEquals(Set.of(), store.images().series());
    }

    @Test
    void images_that_are_gone_leave_the_store_but_an_empty_folder_is_taken_for_a_lost_disk() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        new WrittenPatient("777", 42, "20260105", "GTVp1").write(dicom);
        run(SETTINGS);
        delete(dicom.resolve("export 41"));
        run(SETTINGS);
        assertEquals(1, store.images().series().size());

        delete(dicom);
        Files.createDirectory(dicom);
        ImageSourceException lost = assertThrows(ImageSourceException.class, () -> run(SETTINGS));
        assertTrue(String.valueOf(lost.getMessage()).contains("see that it is mounted"), lost.getMessage());
        assertEquals(1, store.images().series().size());
    }

    @Test
    void nothing_that_is_stored_names_the_patient() throws Exception {
        new WrittenPatient("H-0012345", 41, "20260105", "GTVp1").write(dicom);
        new WrittenPatient("H-0012345", 43, "20260210", "Lesion of Jane Doe").write(dicom);
        run(SETTINGS);
        close();
        List<String> telling =
                List.of("DOE", "Jane", "12345", WrittenPatient.UID, "20260105", "2026-01-05", "20260210", "19700101");
        List<String> found = new ArrayList<>();
        int files = 0;
        try (Stream<Path> paths = Files.walk(state)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files++;
                byte[] bytes = Files.readAllBytes(path);
                for (var charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE)) {
                    String text = new String(bytes, charset);
                    telling.stream()
                            .filter(word -> text.contains(word))
                            .forEach(word -> found.add(path.getFileName() + " holds " + word));
                }
            }
        }
        assertTrue(files > 3, "the store and the index were looked at");
        assertEquals(List.of(), found);
        store = new SemanticFixture(state).store();
        assertEquals(List.of("GTVp1"), regions());
    }

    @Test
    void the_index_is_read_again_under_another_rule() throws Exception {
        new WrittenPatient("H-0012345", 41, "20260105", "GTVp1").write(dicom);
        rule = PatientIdRule.NONE;
        assertEquals(1, run(SETTINGS).series(Outcome.NO_PATIENT));
        rule = new PatientIdRule("H-", true, "p");
        assertEquals(1, run(SETTINGS).series(Outcome.MEASURED));
    }

    @Test
    void a_machine_that_misses_a_reference_value_measures_nothing() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        passport = new Passport(ImageImport.SOFTWARE, 481, 482, Digest.of("values"));
        ImageSourceException told = assertThrows(ImageSourceException.class, () -> run(SETTINGS));
        assertTrue(String.valueOf(told.getMessage()).contains("only 481 of 482 IBSI reference values"));
        assertEquals(Set.of(), store.images().series());
    }

    @Test
    void after_an_upgrade_only_what_is_asked_for_is_measured_again() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        run(SETTINGS, OTHER_SETTINGS);
        passport = new Passport("isopleth-radiomics 0.2.0", 482, 482, Digest.of("values"));
        assertEquals(1, run(SETTINGS).series(Outcome.MEASURED));
        assertEquals(1, run(SETTINGS).series(Outcome.UNCHANGED));
        assertEquals(
                Set.of(
                        SETTINGS.digest().hex() + " isopleth-radiomics 0.2.0",
                        OTHER_SETTINGS.digest().hex() + " " + ImageImport.SOFTWARE),
                Set.copyOf(rows("SELECT ?digest ?version WHERE { ?e prov:used ?s ; prov:wasAssociatedWith ?a ."
                        + " ?s a prov:Plan ; <urn:isopleth:relation:digest> ?digest ."
                        + " ?a <urn:isopleth:relation:version> ?version }")));
    }

    @Test
    void what_is_measured_when_the_program_stops_is_not_measured_again() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        new WrittenPatient("777", 42, "20260106", "GTVp1").write(dicom);
        class StoppedException extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
        class Stopping implements ImageSource.Progress {
            private int regions;

            @Override
            public void at(String what, long number) {}

            @Override
            public void check() {
                if (++regions == 2) {
                    throw new StoppedException();
                }
            }
        }
        assertThrows(StoppedException.class, () -> run(new Stopping(), Effect.KEEP, SETTINGS));
        ImportAccount account = run(SETTINGS);
        assertEquals(1, account.series(Outcome.UNCHANGED));
        assertEquals(1, account.series(Outcome.MEASURED));
    }

    @Test
    void the_modality_of_an_acquisition_is_the_image_s_own() throws Exception {
        new WrittenPatient("12345", 41, "20260105", "GTVp1").write(dicom);
        new WrittenPatient("777", 42, "20260105", "GTVp1").writeAs("MR", dicom);
        run(SETTINGS);
        assertEquals(
                List.of("C16809 MR", "C17204 CT"),
                rows("SELECT (STRAFTER(STR(?kind), '#') AS ?k) ?m WHERE { ?i <urn:isopleth:relation:modality> ?m ;"
                        + " a ?kind . FILTER(?kind != prov:Entity) } ORDER BY ?k"));
    }

    private ImportAccount run(PinnedSettings... settings) {
        return run(Effect.KEEP, settings);
    }

    private ImportAccount run(Effect effect, PinnedSettings... settings) {
        return run((_, _) -> {}, effect, settings);
    }

    private ImportAccount run(ImageSource.Progress progress, Effect effect, PinnedSettings... settings) {
        ImageConfiguration configuration = new ImageConfiguration(
                new ImageConfiguration.Folder(dicom), Set.of("CT", "MR"), regions, List.of(), rule);
        SecureRandom random = new SecureRandom();
        SiteSecret secret = SiteSecret.openOrCreate(state.resolve("site.secret"), random);
        return HospitalImages.read(configuration, state, secret, passport)
                .bring(store, List.of(settings), effect, progress, () -> Instant.EPOCH, random);
    }

    private void regions(String document) throws IOException {
        regions = Optional.of(Files.writeString(folder.resolve("regions.yaml"), document));
    }

    private List<String> timePoints() {
        return rows("SELECT ?a ?b WHERE { ?l"
                + " <urn:isopleth:relation:time-point> ?a ; <urn:isopleth:relation:day> ?b }");
    }

    private List<String> regions() {
        return rows("SELECT ?r WHERE { ?l <urn:isopleth:relation:region> ?r }");
    }

    private List<String> rows(String query) {
        return SemanticFixture.rows(store, query);
    }

    private static byte[] replaced(byte[] file, String before, String after) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(before) && before.length() == after.length());
        return text.replace(before, after).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        assertFalse(Files.exists(folder));
    }
}
