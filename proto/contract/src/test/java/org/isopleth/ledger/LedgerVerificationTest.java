package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

class LedgerVerificationTest {
    private static final int SIZE = 600;
    private static final List<byte[]> LEAVES = TestLedger.leaves(SIZE);

    private final TestLedger ledger = new TestLedger(LEAVES, 1, 3, 255, 256, 300, 512, SIZE);

    @Test
    void a_sound_ledger_is_found_sound() {
        LedgerVerdict.Sound sound = assertInstanceOf(LedgerVerdict.Sound.class, ledger.verify());
        LedgerSummary summary = sound.summary();
        assertEquals("aurora", summary.owner());
        assertEquals("isopleth.example/ledger/aurora", summary.origin());
        assertEquals(SIZE, summary.size());
        assertEquals(MerkleTreeTest.naive(LEAVES), summary.root());
        assertEquals(7, summary.checkpoints());
        assertEquals(Optional.of(Digest.of(ledger.certificates().chain().getLast())), summary.rootFingerprint());
    }

    @Test
    void an_empty_ledger_is_sound() {
        assertInstanceOf(LedgerVerdict.Sound.class, new TestLedger(List.of(), 0).verify());
        assertInstanceOf(LedgerVerdict.Sound.class, new TestLedger(LEAVES, 0, 256).verify());
    }

    @Test
    void partial_tiles_of_earlier_sizes_may_stay_when_they_are_right() {
        TileTree earlier = new TileTree((path, content) -> {});
        LEAVES.subList(0, 300).forEach(earlier::append);
        earlier.partialTiles((path, content) -> ledger.files().put(path.path(), content));
        assertInstanceOf(LedgerVerdict.Sound.class, ledger.verify());
        for (String path : List.of("tile/entries/001.p/44", "tile/0/001.p/44")) {
            byte[] tile = ledger.file(path);
            tile[tile.length / 2] ^= 1;
            assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, path, ledger.verify());
            tile[tile.length / 2] ^= 1;
        }
    }

    @Test
    void the_root_of_the_certificates_may_be_demanded() {
        Digest right = Digest.of(ledger.certificates().chain().getLast());
        assertInstanceOf(LedgerVerdict.Sound.class, verify(Optional.of(right)));
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "key.json", verify(Optional.of(Digest.of("another"))));
    }

    @Test
    void a_cut_tail_is_found_in_every_form() {
        TestLedger shorter = new TestLedger(LEAVES, 1, 3, 255, 256, 300, 512, SIZE);
        shorter.files().remove("tile/entries/002.p/88");
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "tile/entries/002.p/88", shorter.verify());

        TestLedger rolledBack = new TestLedger(LEAVES, 1, 3, 255, 256, 300, 512, SIZE);
        rolledBack.files().put("checkpoint", rolledBack.file("checkpoints/512"));
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "checkpoint", rolledBack.verify());

        TestLedger cutEntry = new TestLedger(LEAVES, 1, 3, 255, 256, 300, 512, SIZE);
        byte[] bundle = cutEntry.file("tile/entries/002.p/88");
        int last = 2 + LEAVES.getLast().length;
        cutEntry.files().put("tile/entries/002.p/88", Arrays.copyOf(bundle, bundle.length - last));
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "tile/entries/002.p/88", cutEntry.verify());
    }

    @Test
    void a_ledger_cut_short_with_its_checkpoints_contradicts_one_kept_elsewhere() {
        SignedNote kept = SignedNote.parse(ledger.file("checkpoint"));
        LedgerExpectations expectations = new LedgerExpectations(Optional.empty(), List.of(kept));
        assertInstanceOf(LedgerVerdict.Sound.class, LedgerVerification.verify(ledger, expectations));

        TileTree tree = new TileTree((path, content) -> {});
        LEAVES.subList(0, 512).forEach(tree::append);
        ledger.files().remove("checkpoints/600");
        ledger.files().put("checkpoint", ledger.file("checkpoints/512"));
        ledger.files().keySet().removeIf(path -> path.startsWith("tile/") && path.contains(".p/"));
        tree.partialTiles((path, content) -> ledger.files().put(path.path(), content));
        assertInstanceOf(LedgerVerdict.Sound.class, ledger.verify(), "alone, it is a sound shorter ledger");
        assertFinding(
                LedgerFinding.Kind.CRYPTOGRAPHIC,
                "the checkpoint known from elsewhere",
                LedgerVerification.verify(ledger, expectations));
    }

    @Test
    void swapped_entries_are_found() {
        List<byte[]> swapped = new ArrayList<>(LEAVES.subList(0, 256));
        byte[] first = swapped.get(10);
        swapped.set(10, swapped.get(11));
        swapped.set(11, first);
        ledger.files().put("tile/entries/000", EntryBundle.encode(swapped));
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "tile/0/000", ledger.verify());
    }

    @Test
    void a_replaced_older_checkpoint_is_found_even_when_signed_with_the_key() {
        Checkpoint other = new Checkpoint("isopleth.example/ledger/aurora", 300, Digest.of("another history"));
        ledger.files().put("checkpoints/300", other.sign(ledger.signer()).bytes());
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "checkpoints/300", ledger.verify());
        ledger.files().put("checkpoints/300", ledger.file("checkpoints/256"));
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "checkpoints/300", ledger.verify());
    }

    @Test
    void a_checkpoint_of_another_ledger_or_with_further_signatures_is_found() {
        Checkpoint elsewhere = new Checkpoint("isopleth.example/ledger/borealis", 300, Digest.of("x"));
        ledger.files().put("checkpoints/300", elsewhere.sign(ledger.signer()).bytes());
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "checkpoints/300", ledger.verify());

        TestLedger joined = new TestLedger(LEAVES, SIZE);
        SignedNote note = SignedNote.parse(joined.file("checkpoint"));
        List<NoteSignature> signatures = new ArrayList<>(note.signatures());
        signatures.addAll(
                SignedNote.sign(note.text(), TestLedger.newSigner("stranger")).signatures());
        byte[] both = new SignedNote(note.text(), signatures).bytes();
        joined.files().put("checkpoint", both);
        joined.files().put("checkpoints/600", both);
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "checkpoint", joined.verify());
    }

    @Test
    void stray_and_missing_files_are_found() {
        for (String stray : List.of(
                "notes.txt",
                "tile/entries/003",
                "tile/entries/002.p/89",
                "tile/0/000.p/0",
                "tile/1/000.p/3",
                "checkpoints/601",
                "checkpoints/0300",
                "checkpoint.old")) {
            byte[] copy = ledger.file("checkpoint");
            ledger.files().put(stray, copy);
            assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, stray, ledger.verify());
            ledger.files().remove(stray);
        }
        for (String path : List.of("key.json", "checkpoint", "tile/0/001", "tile/1/000.p/2", "tile/entries/000")) {
            byte[] content = ledger.files().remove(path);
            assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, path, ledger.verify());
            ledger.files().put(path, content);
        }
        assertInstanceOf(LedgerVerdict.Sound.class, ledger.verify());
    }

    @Test
    void a_place_without_a_ledger_or_that_fails_is_unreadable() {
        ledger.files().remove("key.json");
        ledger.files().remove("checkpoint");
        assertInstanceOf(LedgerVerdict.Unreadable.class, ledger.verify());
        LedgerSource failing = new LedgerSource() {
            @Override
            public SortedSet<String> paths() {
                throw new UncheckedIOException(new java.io.IOException("the disc is gone"));
            }

            @Override
            public Optional<byte[]> read(String path) {
                return Optional.empty();
            }
        };
        assertInstanceOf(LedgerVerdict.Unreadable.class, LedgerVerification.verify(failing, LedgerExpectations.NONE));
    }

    @Test
    void entries_out_of_order_in_a_well_signed_ledger_are_domain_findings() {
        Instant time = Instant.parse("2026-11-01T08:00:00.000Z");
        Occurrence start = Occurrence.of(new Actor("site", "aurora"), LedgerEvent.PROGRAM_STARTED, LedgerOutcome.DONE);
        byte[] first = new LedgerEntry(0, time, "aurora", start).bytes();
        assertDomain("entry 1", first, new LedgerEntry(2, time, "aurora", start).bytes());
        assertDomain("entry 1", first, new LedgerEntry(1, time.minusMillis(1), "aurora", start).bytes());
        assertDomain("entry 1", first, new LedgerEntry(1, time, "borealis", start).bytes());
        assertDomain(
                "entry 1", first, (" " + new String(first, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        assertDomain("entry 1", first, new byte[0]);
    }

    @Test
    void a_release_needs_an_allowed_decision_on_the_same_bytes_and_round_before_it() {
        Occurrence decided = TestLedger.occurrence(1);
        Occurrence released = TestLedger.occurrence(2);
        assertRunsSound(decided, released, released);
        LedgerRule rule = LedgerRule.RELEASE_ALLOWED;
        assertBreaks(rule, 0, released, decided);
        assertBreaks(rule, 1, refused(decided), released);
        assertBreaks(rule, 2, decided, refused(decided), released);
        // The gate does not write down the digest of what it refuses.
        Occurrence unnamed = Occurrence.of(decided.actor(), decided.event(), LedgerOutcome.REFUSED)
                .in(decided.context());
        assertBreaks(rule, 2, decided, unnamed, released);
        assertBreaks(rule, 1, decided, TestLedger.occurrence(5));
        assertBreaks(rule, 1, decided, released.in(LedgerContext.of(Digest.of("a study"), "survival/1")));
        assertBreaks(rule, 1, decided, released.in(LedgerContext.of(Digest.of("b study"), "survival/0")));
        assertBreaks(
                LedgerRule.RELEASE_NAMED,
                0,
                Occurrence.of(new Actor("site", "aurora"), LedgerEvent.RELEASED, LedgerOutcome.DONE));
    }

    @Test
    void an_allowed_decision_has_no_failed_rule() {
        Occurrence decided = TestLedger.occurrence(1);
        PolicyDecision failed = new PolicyDecision(
                "site-rules", Optional.empty(), List.of(new PolicyRule("rows", 10, PolicyRule.Result.FAILED)));
        assertRunsSound(refused(decided).because(failed));
        assertBreaks(LedgerRule.RULES_PASSED, 0, decided.because(failed));
    }

    @Test
    void data_are_used_and_let_out_only_after_a_permit_for_that_study() {
        LedgerContext other = LedgerContext.of(Digest.of("b study"), "survival/0");
        Occurrence permit = TestLedger.prelude().getLast();
        Occurrence read = Occurrence.of(new Actor("site", "aurora"), LedgerEvent.DATA_READ, LedgerOutcome.DONE);
        assertRunsSound(read.in(LedgerContext.of(Digest.of("a study"))));
        assertBreaks(LedgerRule.PERMIT_FIRST, 0, read.in(other));
        assertBreaks(LedgerRule.PERMIT_FIRST, 1, refused(permit), read.in(LedgerContext.of(Digest.of("a study"))));
        assertBreaks(LedgerRule.PERMIT_FIRST, 0, TestLedger.occurrence(1).in(other), permit.in(other));
        assertRunsSound(permit.in(other), TestLedger.occurrence(1).in(other));
        Occurrence anothers = Occurrence.of(new Actor("site", "borealis"), permit.event(), permit.outcome());
        assertBreaks(
                LedgerRule.PERMIT_FIRST,
                1,
                anothers.in(other),
                TestLedger.occurrence(1).in(other));
    }

    @Test
    void a_program_that_does_not_run_does_nothing() {
        Actor site = new Actor("site", "aurora");
        Occurrence stopped = Occurrence.of(site, LedgerEvent.PROGRAM_STOPPED, LedgerOutcome.DONE);
        Occurrence started = Occurrence.of(site, LedgerEvent.PROGRAM_STARTED, LedgerOutcome.DONE);
        assertBreaks(LedgerRule.STARTED_FIRST, 1, stopped, TestLedger.occurrence(1));
        assertRunsSound(stopped, started, TestLedger.occurrence(1), TestLedger.occurrence(2));
    }

    @Test
    void a_masked_sum_is_opened_once_whatever_the_attempt() {
        Occurrence opened = Occurrence.of(new Actor("site", "aurora"), LedgerEvent.SUM_OPENED, LedgerOutcome.DONE);
        Digest study = Digest.of("a study");
        assertRunsSound(
                opened.in(LedgerContext.of(study, "survival/1/1")), opened.in(LedgerContext.of(study, "survival/1/2")));
        assertBreaks(
                LedgerRule.ONE_OPENING,
                1,
                opened.in(LedgerContext.of(study, "survival/1/1")),
                opened.in(LedgerContext.of(study, "survival/2/1")));
    }

    @Test
    void noise_is_paid_for_before_what_it_hides_is_let_out() {
        Actor site = new Actor("site", "aurora");
        LedgerContext round = LedgerContext.of(Digest.of("a study"), "describe/1/1");
        PrivacySpend spend = new PrivacySpend(
                "lung/all", "discrete-gaussian", 0.25, 1, 1, 1e-6, PrivacySpend.SpentBand.FIRST_QUARTER);
        Occurrence reserved = Occurrence.of(site, LedgerEvent.BUDGET_RESERVED, LedgerOutcome.DONE)
                .in(round)
                .paying(spend);
        Occurrence allowed = Occurrence.of(site, LedgerEvent.RELEASE_DECIDED, LedgerOutcome.ALLOWED)
                .in(round)
                .paying(spend);
        assertRunsSound(reserved, allowed);
        assertBreaks(LedgerRule.PAID_FIRST, 0, allowed, reserved);
        Occurrence other = Occurrence.of(site, LedgerEvent.BUDGET_RESERVED, LedgerOutcome.DONE)
                .in(round)
                .paying(new PrivacySpend(
                        "lung/all", "discrete-gaussian", 0.125, 1, 1, 1e-6, PrivacySpend.SpentBand.FIRST_QUARTER));
        assertBreaks(LedgerRule.PAID_FIRST, 1, other, allowed);
    }

    @Test
    void a_coordinator_takes_contributions_of_permitted_sites_for_open_rounds() {
        Actor borealis = new Actor("site", "borealis");
        LedgerContext round = LedgerContext.of(Digest.of("c study"), "survival/1/1");
        Occurrence permit = Occurrence.of(borealis, LedgerEvent.PERMIT_DECIDED, LedgerOutcome.ALLOWED)
                .in(LedgerContext.of(Digest.of("c study")));
        Occurrence opened = Occurrence.of(
                        new Actor("coordinator", "coordinator"), LedgerEvent.ROUND_OPENED, LedgerOutcome.DONE)
                .in(round);
        Occurrence received = Occurrence.of(borealis, LedgerEvent.CONTRIBUTION_RECEIVED, LedgerOutcome.DONE)
                .in(round);
        assertRunsSound(permit, opened, received);
        assertBreaks(LedgerRule.PERMIT_FIRST, 1, opened, received);
        assertBreaks(LedgerRule.ROUND_FIRST, 1, permit, received);
    }

    @Test
    void a_key_that_its_owner_did_not_certify_is_found() {
        VerifierKey key = ledger.signer().verifier();
        for (String uri : List.of(
                "urn:isopleth:site:borealis:signing",
                "urn:isopleth:site:aurora",
                "urn:isopleth:scientist:aurora:signing")) {
            TestCertificates other = new TestCertificates(uri);
            assertKeyRefused(other.certify("aurora", key));
        }
        TestCertificates other = new TestCertificates("urn:isopleth:site:aurora:signing");
        List<byte[]> chain = ledger.certificates().chain();
        List<byte[]> strangers = other.chain();
        assertKeyRefused(KeyCertification.make("aurora", key, chain, other::sign));
        assertKeyRefused(KeyCertification.make(
                "aurora", key, List.of(strangers.get(0), chain.get(1), chain.get(2)), other::sign));
        assertKeyRefused(KeyCertification.make(
                "aurora", key, List.of(strangers.get(0), strangers.get(1), chain.get(2)), other::sign));
        assertKeyRefused(KeyCertification.make("aurora", key, chain.subList(0, 1), ledger.certificates()::sign));
        assertKeyRefused(KeyCertification.make("aurora", key, chain.subList(0, 2), ledger.certificates()::sign));
        assertKeyRefused(KeyCertification.make(
                "aurora", key, List.of(new byte[] {0x30, 0}, chain.get(1), chain.get(2)), ledger.certificates()::sign));
        assertKeyRefused(KeyCertification.make(
                "aurora", key, chain, (label, document) -> ledger.certificates().sign("isopleth/other/v1", document)));
        TestCertificates late =
                new TestCertificates("urn:isopleth:site:aurora:signing", LocalDateTime.of(2037, 1, 1, 0, 0));
        assertKeyRefused(late.certify("aurora", key));
    }

    private LedgerVerdict verify(Optional<Digest> root) {
        return LedgerVerification.verify(ledger, new LedgerExpectations(root, List.of()));
    }

    private void assertKeyRefused(KeyCertification certification) {
        ledger.files().put("key.json", certification.bytes());
        assertFinding(LedgerFinding.Kind.CRYPTOGRAPHIC, "key.json", ledger.verify());
    }

    private static void assertDomain(String where, byte[]... leaves) {
        assertFinding(LedgerFinding.Kind.DOMAIN, where, new TestLedger(List.of(leaves), leaves.length).verify());
    }

    private static Occurrence refused(Occurrence decided) {
        return new Occurrence(
                decided.actor(), decided.event(), LedgerOutcome.REFUSED, decided.context(), decided.details());
    }

    private static void assertRunsSound(Occurrence... what) {
        LedgerVerdict verdict = ledgerOf(what).verify();
        assertInstanceOf(LedgerVerdict.Sound.class, verdict, verdict::toString);
    }

    /// @param index of the occurrence that breaks the rule
    private static void assertBreaks(LedgerRule rule, long index, Occurrence... what) {
        long entry = TestLedger.prelude().size() + index;
        LedgerVerdict.Broken broken =
                assertInstanceOf(LedgerVerdict.Broken.class, ledgerOf(what).verify());
        assertEquals(LedgerFinding.Kind.DOMAIN, broken.kind());
        assertTrue(
                broken.findings().stream()
                        .anyMatch(finding ->
                                finding.rule() == rule && finding.entry().equals(Optional.of(entry))),
                () -> rule + " at " + entry + " is not among " + broken.findings());
    }

    /// A program that runs, with a permit for a study, and then does this.
    private static TestLedger ledgerOf(Occurrence... what) {
        List<Occurrence> all = new ArrayList<>(TestLedger.prelude());
        all.addAll(List.of(what));
        List<byte[]> leaves = new ArrayList<>();
        for (Occurrence one : all) {
            leaves.add(new LedgerEntry(leaves.size(), Instant.parse("2026-11-01T08:00:00Z"), "aurora", one).bytes());
        }
        return new TestLedger(leaves, leaves.size());
    }

    private static void assertFinding(LedgerFinding.Kind kind, String where, LedgerVerdict verdict) {
        LedgerVerdict.Broken broken = assertInstanceOf(LedgerVerdict.Broken.class, verdict, where);
        assertEquals(kind, broken.kind());
        assertTrue(
                broken.findings().stream().anyMatch(finding -> finding.where().equals(where)),
                () -> where + " is not among " + broken.findings());
    }
}
