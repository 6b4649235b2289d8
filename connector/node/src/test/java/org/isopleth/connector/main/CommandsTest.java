package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What is wrong is told in one line that says what to do, with exit code 2.
class CommandsTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_that_is_not_there_or_not_enrolled() {
        assertTold("is no folder", "run", folder.resolve("nowhere").toString());
        assertTold("holds no identity", "run", folder.toString());
        assertTold("holds no identity", "status", folder.toString());
    }

    @Test
    void an_expired_certificate() {
        Path site = folder.resolve("site");
        new TestConsortium(Instant.now().minus(Duration.ofDays(40))).enrol(site, "aurora", Role.SITE, 7443);
        assertTold("expired", "run", site.toString());
    }

    @Test
    void the_folder_of_somebody_else() {
        Path scientist = folder.resolve("scientist");
        new TestConsortium(Instant.now()).enrol(scientist, "dr-jansen", Role.SCIENTIST, 7443);
        assertTold("a connector needs the folder of a site", "run", scientist.toString());
    }

    @Test
    void a_state_that_is_in_use_or_belongs_to_another_consortium() throws Exception {
        Path site = folder.resolve("site");
        try (Hospital hospital = new Hospital(site, TestStudies.table(60, 1))) {
            hospital.start();
            assertTold("in use", "run", site.toString());
        }
        Path old = site.resolve("identity");
        try (Stream<Path> files = Files.list(old)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(old);
        new TestConsortium(Instant.now()).enrol(site, "aurora", Role.SITE, 7443);
        assertTold("connector", "run", site.toString());
    }

    @Test
    void a_wrong_configuration_or_policy_or_mapping() throws Exception {
        Path site = folder.resolve("site");
        new TestConsortium(Instant.now()).enrol(site, "aurora", Role.SITE, 7443);
        assertTold("mapping.yaml:1:1: the file does not exist", "run", site.toString());
        assertTold("mapping.yaml:1:1: the file does not exist", "import", site.toString());
        Files.writeString(site.resolve("policy.yaml"), "policy: 1\nminimum-rows: 3\n");
        assertTold("policy.yaml:2:15: minimum-rows must be at least 10", "run", site.toString());
        Files.delete(site.resolve("policy.yaml"));
        Files.writeString(site.resolve("connector.yaml"), "connector: 1\nport: 7\n");
        assertTold("connector.yaml:2:1: unknown key 'port'", "run", site.toString());
    }

    @Test
    void a_work_folder_others_can_read() throws Exception {
        Path site = folder.resolve("site");
        new TestConsortium(Instant.now()).enrol(site, "aurora", Role.SITE, 7443);
        OwnerOnlyFiles.createFolder(site.resolve("ledger"));
        Files.setPosixFilePermissions(site.resolve("identity"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertTold("is open to other users", "run", site.toString());
    }

    @Test
    void status_says_who_this_is() {
        Path site = folder.resolve("site");
        new TestConsortium(Instant.now()).enrol(site, "aurora", Role.SITE, 7443);
        StringWriter out = new StringWriter();
        CommandLine commands = ConnectorMain.commands().setOut(new PrintWriter(out));
        assertEquals(0, commands.execute("status", site.toString()));
        assertTrue(out.toString().contains("site         aurora"), out.toString());
        assertTrue(out.toString().contains("not run yet"), out.toString());
        assertTrue(
                out.toString().matches("(?s).* \\(connection, [0-9]+ days left\\), .* \\(signing, .*"), out.toString());
    }

    private static void assertTold(String words, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands =
                ConnectorMain.commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertEquals(2, commands.execute(arguments), err.toString());
        assertTrue(err.toString().contains(words), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("isopleth: error: "), err.toString());
        assertEquals("", out.toString());
    }
}
