package org.isopleth.client.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.LedgerContext;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.LedgerRule;
import org.isopleth.ledger.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A coordinator's and two hospitals' ledgers in one bundle. Every falsification is signed again by the key of the
/// ledger it was planted in, so that no signature and no hash gives it away.
class AuditBundleTest {
    private static final LedgerContext THIRD = LedgerContext.of(WrittenLedger.STUDY, "survival/1/3");

    @TempDir
    Path folder;

    private final TestCertificates consortium = new TestCertificates("urn:isopleth:site:unused:signing");
    private final WrittenLedger avon = WrittenLedger.hospital("avon");

    @Test
    void a_bundle_of_honest_ledgers_is_sound() throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), "study: 1\n");
        Path bundle = bundle(avon, "--study", study);
        AuditRun run = AuditRun.of("verify", bundle);
        assertEquals(0, run.exitCode(), run.out() + run.err());
        assertTrue(run.out().contains("The ledgers agree with each other and with the bundle's list.\n"), run.out());
        assertEquals(3, run.out().split("Sound: ", -1).length - 1, run.out());
        assertEquals("study: 1\n", Files.readString(bundle.resolve("documents/1-study.yaml")));
        Json.Obj json = AuditRun.of("verify", "--json", bundle).json();
        assertEquals("sound", json.text("verdict"));
        assertEquals(3, json.list("ledgers").size());
    }

    @Test
    void a_bundle_is_for_its_owner_alone_and_may_be_one_file() throws IOException {
        Path bundle = bundle(avon);
        try (Stream<Path> files = Files.walk(bundle)) {
            for (Path file : files.toList()) {
                String wanted = Files.isDirectory(file) ? "rwx------" : "rw-------";
                assertEquals(
                        wanted, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file::toString);
            }
        }
        Path zip = folder.resolve("bundle.zip");
        AuditRun made = AuditRun.of(bundleArguments(zip));
        assertEquals(0, made.exitCode(), made.err());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)));
        AuditRun run = AuditRun.of("verify", zip);
        assertEquals(0, run.exitCode(), run.out());
        AuditRun again = AuditRun.of(bundleArguments(zip));
        assertEquals(2, again.exitCode());
        assertTrue(again.err().contains("is there already; choose another name"), again.err());
    }

    @Test
    void five_planted_falsifications_are_found_and_named() throws IOException {
        Digest unpermitted = Digest.of("a study nobody permitted");
        long withoutPermit = avon.size() + 2;
        avon.releases(unpermitted, "means/1/1", Digest.of("means"));
        avon.add(avon.judged(THIRD, LedgerOutcome.REFUSED));
        long refused = avon.size();
        avon.released(THIRD, Digest.of("refused"));
        long openedTwice = avon.size();
        avon.opens("survival/2/1");
        long unknown = avon.size() + 2;
        avon.releases(WrittenLedger.STUDY, "survival/1/2", Digest.of("other bytes than the coordinator's"));
        long early = avon.size();
        avon.addAt(WrittenLedger.START, avon.site(LedgerEvent.DATASET_MAPPED, LedgerOutcome.DONE));

        AuditRun run = AuditRun.of("verify", "--json", bundle(avon));
        assertEquals(1, run.exitCode(), run.out());
        List<String> found = findings(run);
        assertFound(found, LedgerRule.PERMIT_FIRST, withoutPermit);
        assertFound(found, LedgerRule.RELEASE_ALLOWED, refused);
        assertFound(found, LedgerRule.ONE_OPENING, openedTwice);
        assertFound(found, LedgerRule.SENT_IS_RECEIVED, unknown);
        assertFound(found, LedgerRule.TIME_ORDER, early);

        Path page = folder.resolve("audit.html");
        AuditRun.of("verify", "--html", page, folder.resolve("bundle"));
        String html = Files.readString(page);
        for (LedgerRule rule : List.of(
                LedgerRule.PERMIT_FIRST,
                LedgerRule.RELEASE_ALLOWED,
                LedgerRule.ONE_OPENING,
                LedgerRule.SENT_IS_RECEIVED,
                LedgerRule.TIME_ORDER)) {
            assertTrue(html.contains("<code>" + rule.word() + "</code>"), rule::word);
        }
    }

    @Test
    void bytes_that_reached_the_coordinator_beside_the_gate_are_found() throws IOException {
        WrittenLedger coordinator = WrittenLedger.coordinator("avon", "brent");
        long entry = coordinator.size();
        coordinator.received("avon", LedgerContext.of(WrittenLedger.STUDY, "survival/1/1"), Digest.of("more"));
        avon.add(avon.site(LedgerEvent.STUDY_ENDED, LedgerOutcome.DONE).in(LedgerContext.of(WrittenLedger.STUDY)));
        AuditRun run = AuditRun.of("verify", "--json", bundle(coordinator, avon));
        assertEquals(1, run.exitCode(), run.out());
        assertEquals(List.of("received-is-sent " + entry), findings(run));
    }

    @Test
    void a_hospital_asked_another_question_than_was_written_down_is_found() throws IOException {
        long entry = avon.size();
        avon.add(avon.site(LedgerEvent.ROUND_RECEIVED, LedgerOutcome.DONE)
                .in(LedgerContext.of(WrittenLedger.STUDY, "survival/1/2"))
                .with("state", Digest.of("for avon alone")));
        assertEquals(List.of("same-question " + entry), findings(AuditRun.of("verify", "--json", bundle(avon))));
    }

    @Test
    void what_the_other_copy_is_too_old_to_know_is_open_and_no_finding() throws IOException {
        avon.releases(WrittenLedger.STUDY, "survival/1/3", Digest.of("later"));
        WrittenLedger coordinator = new WrittenLedger("coordinator");
        coordinator.add(coordinator
                .site(LedgerEvent.STUDY_REGISTERED, LedgerOutcome.DONE)
                .in(LedgerContext.of(WrittenLedger.STUDY)));
        AuditRun run = AuditRun.of("verify", "--json", bundle(coordinator, avon));
        assertEquals(0, run.exitCode(), run.out());
        assertEquals(5, run.json().integer("open"), "three of avon, two of brent");
    }

    @Test
    void a_bundle_that_was_changed_on_its_way_is_found() throws IOException {
        Path bundle = bundle(avon);
        Path list = bundle.resolve("manifest.json");
        byte[] whole = Files.readAllBytes(list);

        Path added = Files.writeString(bundle.resolve("note.txt"), "x");
        AuditRun more = AuditRun.of("verify", bundle);
        assertEquals(2, more.exitCode());
        assertTrue(more.out().contains("note.txt: the list does not name this file [bundle-as-listed]"), more.out());
        Files.delete(added);

        Path head = bundle.resolve("ledgers/1-coordinator/checkpoint");
        byte[] bytes = Files.readAllBytes(head);
        Files.delete(head);
        assertTrue(AuditRun.of("verify", bundle).out().contains("the list names this file, and it is missing"));
        Files.write(head, bytes);

        Files.write(list, Arrays.copyOf(whole, whole.length - 1));
        assertEquals(2, AuditRun.of("verify", bundle).exitCode());
        Files.write(list, whole);
        assertEquals(0, AuditRun.of("verify", bundle).exitCode());
    }

    @Test
    void ledgers_of_two_consortia_do_not_speak_of_each_other() throws IOException {
        Path one = avon.write(folder.resolve("avon"), consortium);
        Path two = WrittenLedger.hospital("brent")
                .write(folder.resolve("brent"), new TestCertificates("urn:isopleth:site:unused:signing"));
        Path bundle = folder.resolve("bundle");
        assertEquals(
                0,
                AuditRun.of("bundle", bundle, "--ledger", one, "--ledger", two).exitCode());
        AuditRun run = AuditRun.of("verify", bundle);
        assertEquals(1, run.exitCode(), run.out());
        assertTrue(run.out().contains("[one-consortium]"), run.out());
        assertTrue(run.out().contains("no coordinator's ledger is here"), run.out());
    }

    @Test
    void a_checkpoint_known_from_elsewhere_counts_for_the_ledger_it_names() throws IOException {
        Path bundle = bundle(avon);
        Path known = folder.resolve("avon/checkpoint");
        assertEquals(0, AuditRun.of("verify", "--known", known, bundle).exitCode());
        Path stranger = WrittenLedger.hospital("tees").write(folder.resolve("tees"), consortium);
        AuditRun run = AuditRun.of("verify", "--known", stranger.resolve("checkpoint"), bundle);
        assertEquals(2, run.exitCode());
        assertTrue(run.out().contains("none of these ledgers has its name"), run.out());
    }

    @Test
    void what_is_no_ledger_is_not_bundled() {
        AuditRun run = AuditRun.of("bundle", folder.resolve("bundle"), "--ledger", folder);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("is no ledger; give the folder 'ledger' of a program"), run.err());
    }

    private static void assertFound(List<String> found, LedgerRule rule, long entry) {
        assertTrue(found.contains(rule.word() + " " + entry), () -> rule.word() + " " + entry + " not in " + found);
    }

    /// Every finding as `rule entry`.
    private static List<String> findings(AuditRun run) {
        List<Json> findings = new ArrayList<>(run.json().list("findings"));
        run.json()
                .list("ledgers")
                .forEach(ledger ->
                        findings.addAll(ledger.asObject().object("ledger").list("findings")));
        return findings.stream()
                .map(Json::asObject)
                .map(finding -> finding.text("rule") + " " + finding.integer("entry"))
                .toList();
    }

    private Path bundle(WrittenLedger avon, Object... more) throws IOException {
        return bundle(WrittenLedger.coordinator("avon", "brent"), avon, more);
    }

    private Path bundle(WrittenLedger coordinator, WrittenLedger avon, Object... more) throws IOException {
        coordinator.write(folder.resolve("coordinator"), consortium);
        avon.write(folder.resolve("avon"), consortium);
        WrittenLedger.hospital("brent").write(folder.resolve("brent"), consortium);
        Path bundle = folder.resolve("bundle");
        AuditRun made = AuditRun.of(bundleArguments(bundle, more));
        assertEquals(0, made.exitCode(), made.err());
        assertTrue(
                made.out()
                        .contains(Digest.of(Files.readAllBytes(bundle.resolve("manifest.json")))
                                .hex()),
                made.out());
        return bundle;
    }

    private Object[] bundleArguments(Path bundle, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("bundle", bundle));
        for (String name : List.of("coordinator", "avon", "brent")) {
            arguments.addAll(List.of("--ledger", folder.resolve(name)));
        }
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }
}
