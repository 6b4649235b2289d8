package org.isopleth.client.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.LedgerContext;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditShowCommandTest {
    private static final LedgerContext REFUSED = LedgerContext.of(WrittenLedger.STUDY, "survival/1/3");

    @TempDir
    Path folder;

    private final TestCertificates consortium = new TestCertificates("urn:isopleth:site:unused:signing");
    private final WrittenLedger avon = WrittenLedger.hospital("avon");

    @Test
    void it_says_what_left_when_to_whom_and_under_which_permit() throws IOException {
        AuditRun run = show();
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("Ledger of avon, 11 entries: sound.\n"), run.out());
        assertTrue(run.out().contains("\nStudy " + WrittenLedger.STUDY.hex() + "\n"), run.out());
        assertTrue(
                run.out()
                        .contains("2026-11-01T08:00:03Z  entry 2  LEFT to coordinator: the decision on a permit"
                                + " (700 bytes), permit of entry 2\n"),
                run.out());
        assertTrue(
                run.out()
                        .contains("2026-11-01T08:00:06Z  entry 5  LEFT to coordinator: this hospital's part of the"
                                + " numbers of a round (4 KiB), round survival/1/1, permit of entry 2; rules:"
                                + " min-patients, limit 10, passed\n"),
                run.out());
        assertTrue(run.out().contains("a signed step of masking: keys, sealed shares"), run.out());
        assertTrue(run.out().endsWith("5 departures and 0 refusals. By this ledger, nothing else left.\n"), run.out());
    }

    @Test
    void it_says_what_was_refused_and_by_which_rule() throws IOException {
        avon.add(avon.judged(REFUSED, LedgerOutcome.REFUSED));
        AuditRun run = show();
        assertTrue(
                run.out()
                        .contains("entry 11  KEPT IN: this hospital's part of the numbers of a round, round"
                                + " survival/1/3, permit of entry 2; rules: min-patients, limit 10, failed\n"),
                run.out());
        assertTrue(run.out().contains("5 departures and 1 refusals"), run.out());
    }

    @Test
    void one_study_may_be_asked_for() throws IOException {
        Digest other = Digest.of("another study");
        avon.permitted(other).releases(other, "means/1/1", Digest.of("means"));
        AuditRun run = show("--study", other.hex().substring(0, 8));
        assertTrue(run.out().contains("Study " + other.hex()), run.out());
        assertFalse(run.out().contains(WrittenLedger.STUDY.hex()), run.out());
        assertTrue(run.out().contains("\n2 departures and 0 refusals"), run.out());
        AuditRun malformed = show("--study", "first");
        assertEquals(2, malformed.exitCode());
        assertTrue(malformed.err().contains("--study: expected 8 to 64 digits"), malformed.err());
    }

    @Test
    void the_same_is_written_for_machines() throws IOException {
        avon.add(avon.judged(REFUSED, LedgerOutcome.REFUSED));
        Path file = folder.resolve("left.json");
        assertEquals(0, show("--json", file).exitCode());
        List<Json.Obj> lines = Files.readAllLines(file).stream()
                .map(line -> CanonicalJson.parse(line).asObject())
                .toList();
        assertEquals(6, lines.size());
        assertEquals("contribution", lines.get(1).text("kind"));
        assertEquals(4_096, lines.get(1).integer("bytes"));
        assertEquals(2, lines.get(1).integer("permit"));
        assertEquals(Digest.of("avon 1").hex(), lines.get(1).text("sha256"));
        assertFalse(lines.getLast().flag("left"));
    }

    @Test
    void a_ledger_out_of_order_is_shown_and_said_to_be_so() throws IOException {
        avon.released(REFUSED, Digest.of("not allowed"));
        AuditRun run = show();
        assertTrue(run.out().startsWith("Ledger of avon, 12 entries: genuine, but 1 entry is out of order"), run.out());
        assertTrue(run.out().contains("entry 11  LEFT to coordinator"), run.out());
    }

    @Test
    void what_is_not_as_signed_is_not_shown() throws IOException {
        avon.write(folder.resolve("avon"), consortium);
        Path entries = folder.resolve("avon/tile/entries/000.p/11");
        byte[] bytes = Files.readAllBytes(entries);
        bytes[100] ^= 1;
        Files.write(entries, bytes);
        AuditRun run = AuditRun.of("show", folder.resolve("avon"));
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("the files are not what was signed; run 'isopleth audit verify'"), run.err());
        assertEquals("", run.out());
        assertEquals(2, AuditRun.of("show", folder.resolve("nowhere")).exitCode());
    }

    private AuditRun show(Object... more) throws IOException {
        avon.write(folder.resolve("avon"), consortium);
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = "show";
        arguments[1] = folder.resolve("avon");
        System.arraycopy(more, 0, arguments, 2, more.length);
        return AuditRun.of(arguments);
    }
}
