package org.isopleth.client.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.Actor;
import org.isopleth.ledger.Artefact;
import org.isopleth.ledger.LedgerContext;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.PolicyDecision;
import org.isopleth.ledger.PolicyRule;
import org.isopleth.ledger.SizeBand;
import org.isopleth.ledger.TestCertificates;
import org.isopleth.ledger.TestLedger;

/// A ledger that a test writes entry by entry, with the entries that the programs write. Not thread-safe.
final class WrittenLedger {
    static final Digest STUDY = Digest.of("a study of survival");
    static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

    private final String owner;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Actor coordinator = new Actor("coordinator", "coordinator");
    private Instant now = START;

    WrittenLedger(String owner) {
        this.owner = owner;
    }

    /// A hospital that permitted a study and took part in two masked rounds of it.
    static WrittenLedger hospital(String name) {
        WrittenLedger ledger = new WrittenLedger(name).started().permitted(STUDY);
        ledger.releases(STUDY, "survival/1/1", Digest.of(name + " 1"));
        ledger.opens("survival/1/1");
        ledger.releases(STUDY, "survival/1/2", Digest.of(name + " 2"));
        ledger.opens("survival/1/2");
        return ledger;
    }

    /// The coordinator of that study.
    static WrittenLedger coordinator(String... hospitals) {
        WrittenLedger ledger = new WrittenLedger("coordinator");
        ledger.add(ledger.coordinator(LedgerEvent.STUDY_REGISTERED)
                .in(LedgerContext.of(STUDY).to(hospitals)));
        for (String hospital : hospitals) {
            ledger.add(Occurrence.of(new Actor("site", hospital), LedgerEvent.PERMIT_DECIDED, LedgerOutcome.ALLOWED)
                    .in(LedgerContext.of(STUDY)));
        }
        for (int round = 1; round <= 2; round++) {
            LedgerContext context = LedgerContext.of(STUDY, "survival/1/" + round);
            ledger.add(ledger.coordinator(LedgerEvent.ROUND_OPENED)
                    .in(context)
                    .with("state", Digest.of("state of survival/1/" + round)));
            for (String hospital : hospitals) {
                ledger.received(hospital, context, Digest.of(hospital + " " + round));
            }
            ledger.add(ledger.coordinator(LedgerEvent.ROUND_COMBINED).in(context));
        }
        return ledger.add(ledger.coordinator(LedgerEvent.STUDY_ENDED).in(LedgerContext.of(STUDY)));
    }

    WrittenLedger received(String hospital, LedgerContext round, Digest bytes) {
        return add(Occurrence.of(new Actor("site", hospital), LedgerEvent.CONTRIBUTION_RECEIVED, LedgerOutcome.DONE)
                .in(round)
                .with("contribution", bytes));
    }

    WrittenLedger started() {
        return add(site(LedgerEvent.PROGRAM_STARTED, LedgerOutcome.DONE));
    }

    WrittenLedger permitted(Digest study) {
        add(coordinator(LedgerEvent.STUDY_RECEIVED).in(LedgerContext.of(study)));
        return add(site(LedgerEvent.PERMIT_DECIDED, LedgerOutcome.ALLOWED)
                .in(LedgerContext.of(study).to("coordinator"))
                .about(new Artefact(Digest.of("permit of " + owner), 700, "decided/1")));
    }

    /// A round arrives, the gate allows, the contribution leaves.
    WrittenLedger releases(Digest study, String round, Digest bytes) {
        LedgerContext context = LedgerContext.of(study, round);
        add(coordinator(LedgerEvent.ROUND_RECEIVED).in(context).with("state", Digest.of("state of " + round)));
        add(judged(context, LedgerOutcome.ALLOWED)
                .about(new Artefact(bytes, 4_096, "contribution"))
                .with("rows", SizeBand.of(57)));
        return released(context, bytes);
    }

    WrittenLedger released(LedgerContext context, Digest bytes) {
        return add(site(LedgerEvent.RELEASED, LedgerOutcome.DONE)
                .in(context.to("coordinator"))
                .about(new Artefact(bytes, 4_096, "contribution")));
    }

    /// The gate judges one rule.
    Occurrence judged(LedgerContext context, LedgerOutcome outcome) {
        PolicyRule.Result result =
                outcome == LedgerOutcome.ALLOWED ? PolicyRule.Result.PASSED : PolicyRule.Result.FAILED;
        return site(LedgerEvent.RELEASE_DECIDED, outcome)
                .in(context.to("coordinator"))
                .because(new PolicyDecision(
                        "site-policy",
                        Optional.of(Digest.of("policy")),
                        List.of(new PolicyRule("min-patients", 10, result))));
    }

    WrittenLedger opens(String round) {
        return add(site(LedgerEvent.SUM_OPENED, LedgerOutcome.DONE)
                .in(LedgerContext.of(STUDY, round).to("coordinator"))
                .about(new Artefact(Digest.of("shares of " + round), 900, "masking-step")));
    }

    WrittenLedger add(Occurrence what) {
        now = now.plusSeconds(1);
        return addAt(now, what);
    }

    WrittenLedger addAt(Instant time, Occurrence what) {
        entries.add(new LedgerEntry(entries.size(), time, owner, what));
        return this;
    }

    long size() {
        return entries.size();
    }

    Occurrence site(LedgerEvent event, LedgerOutcome outcome) {
        return Occurrence.of(new Actor("site", owner), event, outcome);
    }

    private Occurrence coordinator(LedgerEvent event) {
        return Occurrence.of(coordinator, event, LedgerOutcome.DONE);
    }

    /// Signs it with a key that the owner certified, and writes its files.
    Path write(Path folder, TestCertificates consortium) throws IOException {
        String role = owner.equals("coordinator") ? "coordinator" : "site";
        List<byte[]> leaves = entries.stream().map(LedgerEntry::bytes).toList();
        TestLedger ledger = new TestLedger(
                owner, consortium.another("urn:isopleth:" + role + ":" + owner + ":signing"), leaves, leaves.size());
        for (Map.Entry<String, byte[]> file : ledger.files().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling("x").normalize().getParent());
            Files.write(target, file.getValue());
        }
        return folder;
    }
}
