package org.isopleth.client.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditVerifyCommandTest {
    private record Run(int exitCode, String out, String err) {
        Json.Obj json() {
            return CanonicalJson.parse(out).asObject();
        }
    }

    @TempDir
    Path folder;

    private final TestLedger ledger = new TestLedger(TestLedger.leaves(300), 100, 300);

    @Test
    void a_sound_ledger_exits_0_and_says_what_it_is() throws IOException {
        Run run = verify(written(ledger).toString());
        assertEquals(0, run.exitCode());
        assertTrue(run.out().startsWith("Sound: "), run.out());
        assertTrue(run.out().contains("owner        aurora\n"), run.out());
        assertTrue(run.out().contains("entries      300, signed in 2 checkpoints\n"), run.out());
        assertTrue(run.out().contains(root().hex()), run.out());
        assertTrue(run.out().contains("Compare this with the root fingerprint"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void the_verdict_is_also_json() throws IOException {
        Json.Obj json = verify("--json", written(ledger).toString()).json();
        assertEquals("sound", json.text("verdict"));
        assertEquals("aurora", json.text("owner"));
        assertEquals("isopleth.example/ledger/aurora", json.text("origin"));
        assertEquals(300, json.integer("entries"));
        assertEquals(2, json.integer("checkpoints"));
        assertEquals(root().hex(), json.text("rootFingerprint"));
        assertEquals(64, json.text("root").length());
        assertEquals(List.of(), json.list("findings"));
    }

    @Test
    void the_root_fingerprint_is_taken_as_openssl_prints_it() throws IOException {
        String directory = written(ledger).toString();
        String openssl = HexFormat.ofDelimiter(":").withUpperCase().formatHex(root().bytes());
        Run right = verify("--root-fingerprint", openssl, directory);
        assertEquals(0, right.exitCode());
        assertFalse(right.out().contains("Compare this"), right.out());
        Run wrong = verify("--root-fingerprint", Digest.of("another").hex(), directory);
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.out().contains("key.json: the chain ends at another root"), wrong.out());
        Run malformed = verify("--root-fingerprint", "abc", directory);
        assertEquals(3, malformed.exitCode());
        assertTrue(
                malformed.err().startsWith("isopleth: error: --root-fingerprint: expected 64 hexadecimal digits"),
                malformed.err());
    }

    @Test
    void entries_out_of_order_exit_1() throws IOException {
        Path directory = written(withRelease());
        Run run = verify(directory.toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.out().startsWith("NOT SOUND: 1 finding.\n"), run.out());
        assertTrue(run.out().contains("- entry 3: an artefact was released"), run.out());
        assertTrue(run.out().contains("[release-allowed]"), run.out());
        Json.Obj finding = verify("--json", directory.toString())
                .json()
                .list("findings")
                .getFirst()
                .asObject();
        assertEquals("domain", finding.text("kind"));
        assertEquals("entry 3", finding.text("where"));
        assertEquals(3, finding.integer("entry"));
        assertEquals("release-allowed", finding.text("rule"));
        assertTrue(finding.text("meaning").contains("breach of data protection"), finding.text("meaning"));
    }

    @Test
    void the_verdict_is_also_a_page_for_people() throws IOException {
        Path page = folder.resolve("audit.html");
        assertEquals(
                0, verify("--html", page.toString(), written(ledger).toString()).exitCode());
        String sound = Files.readString(page);
        assertTrue(sound.contains("<h1>Sound</h1>") && sound.contains(root().hex()), sound);
        Path other = Files.createDirectory(folder.resolve("other"));
        write(withRelease(), other);
        assertEquals(1, verify("--html", page.toString(), other.toString()).exitCode());
        String broken = Files.readString(page);
        assertTrue(broken.contains("<td><code>release-allowed</code></td>"), broken);
        assertTrue(broken.contains(">entry 3<") && broken.contains("ask the hospital what these bytes were"), broken);
        assertFalse(broken.contains("<script") || broken.contains("http://"), broken);
        Run unwritable = verify("--html", folder.resolve("no/where.html").toString(), other.toString());
        assertEquals(3, unwritable.exitCode());
        assertTrue(unwritable.err().contains("its folder does not exist"), unwritable.err());
    }

    /// A running program with a permit that released what its gate had not allowed.
    private static TestLedger withRelease() {
        List<Occurrence> all = new ArrayList<>(TestLedger.prelude());
        all.add(TestLedger.occurrence(2));
        List<byte[]> leaves = new ArrayList<>();
        for (Occurrence one : all) {
            Instant time = Instant.parse("2026-11-01T08:00:00Z");
            leaves.add(new LedgerEntry(leaves.size(), time, TestLedger.OWNER, one).bytes());
        }
        return new TestLedger(leaves, leaves.size());
    }

    @Test
    void changed_files_exit_2() throws IOException {
        Random random = new Random(11);
        Path directory = written(ledger);
        for (String path : ledger.files().keySet()) {
            byte[] content = ledger.file(path).clone();
            content[random.nextInt(content.length)] ^= 0x10;
            Files.write(directory.resolve(path), content);
            Run run = verify("--json", directory.toString());
            assertEquals(2, run.exitCode(), path);
            assertTrue(
                    run.json().list("findings").stream()
                            .anyMatch(finding -> finding.asObject().text("kind").equals("cryptographic")),
                    run.out());
            Files.write(directory.resolve(path), ledger.file(path));
        }
        assertEquals(0, verify(directory.toString()).exitCode());
    }

    @Test
    void strangers_links_and_commands_to_the_terminal_are_findings() throws IOException {
        Path directory = written(ledger);
        Path stranger = Files.writeString(directory.resolve("red\u001b[31m"), "x");
        Run run = verify(directory.toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.out().contains("- red?[31m: this file is no part of a ledger"), run.out());
        Files.delete(stranger);

        Path elsewhere = folder.resolve("elsewhere");
        Files.move(directory.resolve("tile/0/000"), elsewhere);
        Files.createSymbolicLink(directory.resolve("tile/0/000"), elsewhere);
        assertEquals(2, verify(directory.toString()).exitCode());
    }

    @Test
    void a_longer_list_of_findings_is_cut_for_people() throws IOException {
        Path directory = written(ledger);
        for (int i = 0; i < 25; i++) {
            Files.writeString(directory.resolve("stray-" + i), "x");
        }
        Run run = verify(directory.toString());
        assertTrue(run.out().startsWith("NOT SOUND: 25 findings.\n"), run.out());
        assertTrue(run.out().endsWith("  and 15 more.\n"), run.out());
        assertEquals(
                25,
                verify("--json", directory.toString()).json().list("findings").size());
    }

    @Test
    void where_there_is_no_ledger_it_exits_3() throws IOException {
        Run absent = verify(folder.resolve("nowhere").toString());
        assertEquals(3, absent.exitCode());
        assertTrue(absent.out().endsWith("nowhere: there is no such directory\n"), absent.out());
        Run empty = verify(Files.createDirectory(folder.resolve("empty")).toString());
        assertEquals(3, empty.exitCode());
        assertTrue(empty.out().contains("this is no ledger"), empty.out());
        assertEquals("unreadable", verify("--json", folder.toString()).json().text("verdict"));
        assertEquals(3, verify().exitCode());
        assertEquals(3, verify("--unknown", "x").exitCode());
    }

    @Test
    void a_checkpoint_kept_elsewhere_must_still_be_contained() throws IOException {
        Path kept = Files.write(folder.resolve("kept"), ledger.file("checkpoints/100"));
        String directory = written(ledger).toString();
        assertEquals(0, verify("--checkpoint", kept.toString(), directory).exitCode());
        assertEquals(0, verify("--known", kept.toString(), directory).exitCode());
        Path shorter = Files.createDirectory(folder.resolve("other"));
        write(new TestLedger(TestLedger.leaves(300), 100, 300), shorter);
        assertEquals(
                2, verify("--checkpoint", kept.toString(), shorter.toString()).exitCode());
        Run absent = verify("--checkpoint", folder.resolve("none").toString(), directory);
        assertEquals(3, absent.exitCode());
        assertTrue(absent.err().contains("cannot be read"), absent.err());
        Files.writeString(kept, "no note", StandardCharsets.UTF_8);
        assertEquals(3, verify("--checkpoint", kept.toString(), directory).exitCode());
    }

    @Test
    void audit_alone_explains_itself() {
        StringWriter out = new StringWriter();
        CommandLine audit = new CommandLine(new AuditCommand()).setOut(new PrintWriter(out));
        assertEquals(0, audit.execute());
        assertTrue(out.toString().contains("verify"), out.toString());
    }

    private Digest root() {
        return Digest.of(ledger.certificates().chain().getLast());
    }

    private Path written(TestLedger what) throws IOException {
        Path directory = Files.createDirectory(folder.resolve("ledger"));
        write(what, directory);
        return directory;
    }

    private static void write(TestLedger what, Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : what.files().entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling("x").normalize().getParent());
            Files.write(target, file.getValue());
        }
    }

    private static Run verify(String... arguments) {
        List<String> all = new ArrayList<>(List.of("verify"));
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new AuditCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Run(exitCode, out.toString(), err.toString());
    }
}
