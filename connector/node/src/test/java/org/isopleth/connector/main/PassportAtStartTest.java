package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.cohort.Column;
import org.isopleth.connector.image.ImageConfiguration;
import org.isopleth.connector.image.PatientIdRule;
import org.isopleth.connector.passport.PassportFile;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.study.Passport;
import org.isopleth.study.Readiness;
import org.isopleth.wire.identity.SignedPassport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connector with images measures the reference when it starts, and its ledger says when that changed.
class PassportAtStartTest {
    @TempDir
    Path folder;

    @Test
    void the_passport_is_kept_shown_and_entered_once() throws Exception {
        Path site = folder.resolve("site");
        try (Hospital hospital = new Hospital(site, TestStudies.table(60, 1))) {
            hospital.images = Optional.of(new ImageConfiguration(
                    new ImageConfiguration.Folder(folder),
                    Set.of("CT"),
                    Optional.empty(),
                    List.of(),
                    PatientIdRule.NONE));
            hospital.start();
            hospital.stop();
            hospital.start();
            hospital.stop();
            Path state = hospital.configuration().storage().state();
            Passport passport = PassportFile.read(state).orElseThrow();
            assertTrue(passport.isSound());
            SignedPassport signed =
                    SignedPassport.read(CanonicalJson.parse(Files.readAllBytes(state.resolve("passport.json")))
                            .asObject());
            assertEquals(passport, signed.passport());
            assertEquals(
                    hospital.site.membership().name(),
                    signed.signer(hospital.site.root(), Instant.now()).name());
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("passport.json"))));
            long entered = hospital.ledger().stream()
                    .filter(entry -> entry.occurrence().event() == LedgerEvent.CONFIGURATION_CHANGED)
                    .filter(entry -> passport.digest()
                            .equals(entry.occurrence().details().digests().get("passport")))
                    .count();
            assertEquals(1, entered);
            StringWriter out = new StringWriter();
            assertEquals(
                    0, ConnectorMain.commands().setOut(new PrintWriter(out)).execute("status", site.toString()));
            assertTrue(
                    out.toString().contains("isopleth-radiomics 0.1.0: 482 of 482 IBSI reference values"),
                    out.toString());
        }
    }

    @Test
    void a_study_with_features_is_answered_with_the_passport() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), contrasts())) {
            hospital.images = Optional.of(new ImageConfiguration(
                    new ImageConfiguration.Folder(folder),
                    Set.of("CT"),
                    Optional.empty(),
                    List.of(),
                    PatientIdRule.NONE));
            hospital.start();
            Readiness readiness = readiness(hospital);
            assertEquals(List.of(), readiness.findings());
            assertEquals(PassportFile.read(hospital.configuration().storage().state()), readiness.passport());
            assertEquals(
                    readiness.passport(), hospital.patients.passport, "what measures images has it from the connector");
        }
    }

    @Test
    void a_cohort_frozen_before_an_upgrade_is_answered_with_the_passport_it_was_frozen_with() throws Exception {
        Passport before = new Passport("isopleth-radiomics 0.0.9", 482, 482, Digest.of("values"));
        try (Hospital hospital = new Hospital(folder.resolve("site"), contrasts())) {
            hospital.images = Optional.of(new ImageConfiguration(
                    new ImageConfiguration.Folder(folder),
                    Set.of("CT"),
                    Optional.empty(),
                    List.of(),
                    PatientIdRule.NONE));
            // Killed here, before the answer, and started as another release.
            hospital.patients.freeze(
                    StudyOfImagesTest.study().digest(),
                    contrasts(),
                    new Readiness(CohortSize.FROM_50, List.of(), Optional.of(before)),
                    Instant.now().plusSeconds(86_400));
            hospital.start();
            assertEquals(Optional.of(before), readiness(hospital).passport());
        }
    }

    @Test
    void a_site_without_images_says_so_to_a_study_with_features() throws Exception {
        try (Hospital hospital = new Hospital(folder.resolve("site"), contrasts())) {
            hospital.start();
            Readiness readiness = readiness(hospital);
            assertEquals(List.of(new Readiness.Finding(Readiness.Cause.IMAGES, "describe", "")), readiness.findings());
            assertEquals(Optional.empty(), readiness.passport());
        }
    }

    private static Readiness readiness(Hospital hospital) throws InterruptedException {
        Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(StudyOfImagesTest.study()));
        conversation.offer();
        assertTrue(conversation.permit().granted());
        return conversation.getReady().readiness();
    }

    private static AnalysisTable contrasts() {
        double[] values = new double[60];
        for (int row = 0; row < values.length; row++) {
            values[row] = row;
        }
        return new AnalysisTable(60, List.of(new Column.Numeric("contrast", values)));
    }
}
