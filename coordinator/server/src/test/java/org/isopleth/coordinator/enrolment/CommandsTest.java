package org.isopleth.coordinator.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.enrolment.InviteToken;
import org.isopleth.wire.identity.IdentityFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private Path work;
    private String out = "";
    private String err = "";

    @BeforeEach
    void place() {
        work = folder.resolve("coordinator");
    }

    private int run(Object command, Object... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        int exit = new CommandLine(command)
                .setOut(new PrintWriter(outText))
                .setErr(new PrintWriter(errText))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return exit;
    }

    private int init(Object... arguments) {
        return run(new InitCommand(clock, RANDOM), arguments);
    }

    private int invite(Object... arguments) {
        return run(new InviteCommand(clock, RANDOM), arguments);
    }

    @Test
    void init_founds_a_consortium_under_localhost() throws IOException {
        assertEquals(0, init(work), err);
        IdentityFolder identity = IdentityFolder.open(work, clock.instant());
        assertEquals("localhost:7443", identity.membership().address().toString());
        assertTrue(out.contains(identity.root().fingerprint().hex()));
        for (String file : List.of("authority/root.key", "authority/issuing.key", "invites", "identity/tls.key")) {
            assertTrue(Files.exists(work.resolve(file)), file);
        }
        assertEquals(List.of(work), children(folder));
    }

    @Test
    void init_takes_other_hosts_and_ports_and_an_empty_folder() throws IOException {
        Files.createDirectories(work);
        assertEquals(0, init(work, "--host", "hub.example.org", "--host", "10.0.0.1", "--port", 443), err);
        IdentityFolder identity = IdentityFolder.open(work, clock.instant());
        assertEquals("hub.example.org:443", identity.membership().address().toString());
    }

    @Test
    void init_refuses_a_folder_that_is_something_elses_and_changes_nothing() throws IOException {
        Files.createDirectories(work);
        Files.writeString(work.resolve("thesis.txt"), "mine");
        assertEquals(2, init(work));
        assertOneLine("is not an empty folder");
        assertEquals(List.of(work.resolve("thesis.txt")), children(work));
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertEquals(2, init(file));
        assertEquals("mine", Files.readString(file));
        assertEquals(List.of(work, file), children(folder));
    }

    @Test
    void init_refuses_another_consortiums_folder_by_name() {
        assertEquals(0, init(work));
        String fingerprint =
                IdentityFolder.open(work, clock.instant()).root().fingerprint().hex();
        assertEquals(2, init(work));
        assertOneLine("already belongs to the coordinator coordinator of the consortium with root " + fingerprint);
    }

    @ParameterizedTest
    @CsvSource({"--port,0", "--port,70000", "--host,a b", "--host,''"})
    void init_refuses_wrong_addresses(String option, String value) {
        assertEquals(2, init(work, option, value));
        assertFalse(Files.exists(work));
    }

    @ParameterizedTest
    @CsvSource({"--site,site,connector", "--scientist,scientist,study", "--auditor,auditor,study"})
    void invite_prints_what_a_newcomer_needs(String option, String role, String program) {
        init(work);
        String fingerprint =
                IdentityFolder.open(work, clock.instant()).root().fingerprint().hex();
        assertEquals(0, invite(work, option, "maastro", "--json"), err);
        Json.Obj json = CanonicalJson.parse(out.strip()).asObject();
        InviteId id = InviteId.parse(json.text("invite"));
        InviteToken.parse(json.text("token"));
        assertEquals("localhost:7443", json.text("address"));
        assertEquals(fingerprint, json.text("rootFingerprint"));
        assertEquals("maastro", json.text("name"));
        assertEquals(role, json.text("role"));
        assertEquals(
                "isopleth " + program + " enrol --address localhost:7443 --invite " + id
                        + " --token-file - --root-fingerprint " + fingerprint + " DIR",
                json.text("command"));
        assertFalse(json.text("command").contains(json.text("token")));

        assertEquals(0, invite(work, option, "maastro"), err);
        assertTrue(out.contains("Invite for the " + role + " maastro") && out.contains(fingerprint), out);
        assertEquals(2, new InviteFolder(work, RANDOM).all().size());
    }

    @Test
    void invite_refuses_what_it_cannot_do_in_one_line() {
        assertEquals(2, invite(work, "--site", "maastro"));
        assertOneLine("holds no consortium: run `isopleth coordinator init` first");
        init(work);
        assertEquals(2, invite(work, "--site", "Maastro Clinic"));
        assertOneLine("a site name has 1 to 40 lower-case letters");
        assertEquals(2, invite(work));
        assertEquals(2, invite(work, "--site", "a", "--auditor", "b"));
        assertEquals(List.of(), new InviteFolder(work, RANDOM).all());
        clock.advance(Duration.ofDays(370));
        assertEquals(2, invite(work, "--site", "maastro"));
        assertOneLine("expired on");
    }

    private void assertOneLine(String part) {
        assertTrue(err.contains(part), err);
        assertEquals(1, err.lines().count(), err);
        assertEquals("", out);
    }

    private static List<Path> children(Path of) throws IOException {
        try (var paths = Files.list(of)) {
            List<Path> all = new ArrayList<>(paths.toList());
            all.sort(null);
            return all;
        }
    }
}
