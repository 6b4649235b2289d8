package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.connector.image.ImageConfiguration;
import org.isopleth.connector.image.PatientIdRule;
import org.isopleth.connector.passport.PassportFile;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.study.Passport;
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
}
