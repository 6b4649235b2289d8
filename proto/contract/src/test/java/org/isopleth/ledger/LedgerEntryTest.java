package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

class LedgerEntryTest {
    private static final Actor ACTOR = new Actor("site", "aurora");
    private static final Instant TIME = Instant.parse("2026-11-01T12:00:00.120999Z");

    private static final PrivacySpend SPEND = new PrivacySpend(
            "lung/all", "discrete-gaussian", 0x1p-7, 1.5, 0.5, 1e-6, PrivacySpend.SpentBand.SECOND_QUARTER);

    @Test
    void an_entry_is_canonical_json_without_the_members_it_does_not_need() {
        LedgerEntry entry = new LedgerEntry(
                3, TIME, "aurora", Occurrence.of(ACTOR, LedgerEvent.PROGRAM_STARTED, LedgerOutcome.DONE));
        assertEquals(
                "{\"actor\":{\"id\":\"aurora\",\"type\":\"site\"},\"event\":\"program-started\",\"outcome\":\"done\","
                        + "\"owner\":\"aurora\",\"seq\":3,\"t\":\"2026-11-01T12:00:00.120Z\",\"v\":1}",
                text(entry));
    }

    @Test
    void an_entry_with_everything_reads_back() {
        Digest digest = Digest.of("x");
        Occurrence all = Occurrence.of(
                        new Actor("site", "aurora", Optional.of(digest)),
                        LedgerEvent.RELEASE_DECIDED,
                        LedgerOutcome.REFUSED)
                .in(LedgerContext.of(digest, "survival/3").to("coordinator", "auditor"))
                .about(new Artefact(digest, 4_096, "contribution"))
                .because(new PolicyDecision(
                        "site-rules",
                        Optional.of(digest),
                        List.of(
                                new PolicyRule("parameters-per-row", 0.2, PolicyRule.Result.PASSED),
                                new PolicyRule("rows", 10, PolicyRule.Result.FAILED))))
                .with("rows", SizeBand.of(7))
                .with("state", digest)
                .paying(SPEND);
        LedgerEntry entry = new LedgerEntry(0, TIME, "aurora", all);
        assertEquals(entry, LedgerEntry.parse(entry.bytes()));
        assertArrayEquals(entry.bytes(), LedgerEntry.parse(entry.bytes()).bytes());
    }

    @Test
    void what_was_paid_for_noise_is_said_under_both_assumptions() {
        LedgerEntry entry = new LedgerEntry(
                0,
                TIME,
                "aurora",
                Occurrence.of(ACTOR, LedgerEvent.BUDGET_RESERVED, LedgerOutcome.DONE)
                        .paying(SPEND));
        assertEquals(
                "{\"actor\":{\"id\":\"aurora\",\"type\":\"site\"},\"dp\":{\"account\":\"lung/all\","
                        + "\"delta\":0.000001,\"epsDistributed\":0.5,\"epsSite\":1.5,\"mechanism\":"
                        + "\"discrete-gaussian\",\"rho\":0.0078125,\"spentAfter\":\"25-50 %\"},"
                        + "\"event\":\"budget-reserved\",\"outcome\":\"done\",\"owner\":\"aurora\",\"seq\":0,"
                        + "\"t\":\"2026-11-01T12:00:00.120Z\",\"v\":1}",
                text(entry));
        assertEquals(entry, LedgerEntry.parse(entry.bytes()));
        for (String bad : List.of(
                text(entry).replace("25-50 %", "26 %"),
                text(entry).replace("0.0078125", "-1"),
                text(entry).replace("\"mechanism\"", "\"method\""),
                text(entry).replace("lung/all", "Lung registry"))) {
            assertThrows(LedgerFormatException.class, () -> LedgerEntry.parse(bytes(bad)), bad);
        }
        assertEquals(PrivacySpend.SpentBand.FIRST_QUARTER, PrivacySpend.SpentBand.of(0.2499));
        assertEquals(PrivacySpend.SpentBand.SECOND_QUARTER, PrivacySpend.SpentBand.of(0.25));
        assertEquals(PrivacySpend.SpentBand.LAST_QUARTER, PrivacySpend.SpentBand.of(1.01));
    }

    @Test
    void every_word_reads_back() {
        for (LedgerEvent event : LedgerEvent.values()) {
            assertEquals(event, LedgerEvent.parse(event.word()));
        }
        for (LedgerOutcome outcome : LedgerOutcome.values()) {
            assertEquals(outcome, LedgerOutcome.parse(outcome.word()));
        }
        for (SizeBand band : SizeBand.values()) {
            assertEquals(band, SizeBand.parse(band.text()));
        }
    }

    @Test
    void sizes_are_told_in_bands() {
        assertEquals("<10", SizeBand.of(0).text());
        assertEquals("<10", SizeBand.of(9).text());
        assertEquals("10-49", SizeBand.of(10).text());
        assertEquals("10-49", SizeBand.of(49).text());
        assertEquals("50-99", SizeBand.of(50).text());
        assertEquals("100-499", SizeBand.of(499).text());
        assertEquals("500-\u2026", SizeBand.of(500).text());
    }

    @Test
    void whatever_is_not_the_form_is_refused() {
        String good = text(new LedgerEntry(3, TIME, "aurora", TestLedger.occurrence(1)));
        assertEquals(3, LedgerEntry.parse(bytes(good)).sequence());
        List<String> bad = List.of(
                good.replace("\"v\":1", "\"v\":2"),
                good.replace("\"v\":1", "\"v\":1,\"x\":1"),
                good.replace("\"type\":\"policy\"", "\"type\":\"policy\",\"zip\":\"1\""),
                good.replace("\"v\":1", "\"v\":1 "),
                good.replace("\"seq\":3", "\"seq\":3.0"),
                good.replace("\"seq\":3", "\"seq\":-3"),
                good.replace("\"seq\":3", "\"seq\":3.5"),
                good.replace(".120Z", ".12Z"),
                good.replace(".120Z", ".120+00:00"),
                good.replace("2026-11-01", "2026-02-30"),
                good.replace("release-decided", "release-decidet"),
                good.replace("\"allowed\"", "\"ALLOWED\""),
                good.replace("50-99", "57"),
                good.replace("\"passed\"", "\"ok\""),
                good.replace("\"bytes\":4096", "\"bytes\":-1"),
                good.replace("coordinator", "Dr. Who and others"),
                good.replace("\"recipients\":[\"coordinator\"]", "\"recipients\":[]"),
                good.replace("\"recipients\":[\"coordinator\"]", "\"recipients\":[\"a\",\"a\"]"),
                good.replace("\"round\":\"survival/0\"", "\"round\":null"),
                good.substring(1),
                "[]",
                "");
        for (String text : bad) {
            assertThrows(LedgerFormatException.class, () -> LedgerEntry.parse(bytes(text)), text);
        }
        assertThrows(LedgerFormatException.class, () -> LedgerEntry.parse(new byte[LedgerEntry.MAX_BYTES + 1]));
    }

    @Test
    void an_entry_longer_than_the_limit_is_not_written() {
        Occurrence what = Occurrence.of(ACTOR, LedgerEvent.EXPORTED, LedgerOutcome.DONE);
        for (int i = 0; i < 300; i++) {
            what = what.with("file-" + i, Digest.of("file"));
        }
        LedgerEntry entry = new LedgerEntry(0, TIME, "aurora", what);
        assertThrows(LedgerException.class, entry::bytes);
    }

    private static String text(LedgerEntry entry) {
        return new String(entry.bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
