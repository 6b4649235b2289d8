package org.isopleth.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;

/// Checks, entry by entry and in their order, that the owner of a ledger did what it may: started before it acted,
/// had a permit before it read or let out, let out only what its rules had passed and what noise was paid for, opened
/// each masked sum once; and, of a coordinator's ledger, that contributions came from sites with a permit, for rounds
/// that were open. What has
/// happened before an entry is all an entry is judged by. Not thread-safe; memory grows with the number of rounds.
final class ConductCheck {
    private record Paid(String account, double rho) {}

    private record Consent(Optional<Digest> study, String site) {}

    private final Findings findings;
    private final Set<Consent> permits = new HashSet<>();
    /// By study and round, the artefact of the gate's latest decision, as long as that is in favour.
    private final Map<Digest, Digest> allowed = new HashMap<>();
    private final Set<Digest> sumsOpened = new HashSet<>();
    /// By study and round, what was paid for noise, whatever came of it.
    private final Map<Digest, Set<Paid>> paid = new HashMap<>();
    private final Set<Digest> roundsOpened = new HashSet<>();

    private boolean running;

    ConductCheck(Findings findings) {
        this.findings = findings;
    }

    void accept(long index, LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        switch (what.event()) {
            case PROGRAM_STARTED -> running = true;
            case PROGRAM_STOPPED -> running = false;
            case PERMIT_DECIDED -> decidePermit(what);
            case DATA_READ, COHORT_FROZEN -> requirePermit(index, entry, "patients' data were used");
            case BUDGET_RESERVED ->
                spend(what)
                        .ifPresent(spent -> paid.computeIfAbsent(round(what), _ -> new HashSet<>())
                                .add(spent));
            case RELEASE_DECIDED -> decideRelease(index, entry);
            case RELEASED -> release(index, entry);
            case SUM_OPENED -> openSum(index, entry);
            case ROUND_OPENED -> roundsOpened.add(round(what));
            case CONTRIBUTION_RECEIVED -> receive(index, what);
            default -> {
                // Every other event stands for itself.
            }
        }
    }

    /// In a site's ledger the site's own decision; in a coordinator's, what a site sent. One that does not verify
    /// (`FAILED`) changes nothing.
    private void decidePermit(Occurrence what) {
        Consent consent = new Consent(what.context().study(), what.actor().id());
        switch (what.outcome()) {
            case ALLOWED -> permits.add(consent);
            case REFUSED -> permits.remove(consent);
            case DONE, FAILED -> {
                // No decision.
            }
        }
    }

    private void decideRelease(long index, LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        if (what.outcome() != LedgerOutcome.ALLOWED) {
            allowed.remove(round(what));
            return;
        }
        boolean failed = what.details().policy().stream()
                .flatMap(policy -> policy.rules().stream())
                .anyMatch(rule -> rule.result() == PolicyRule.Result.FAILED);
        if (failed) {
            findings.domain(LedgerRule.RULES_PASSED, index, "the gate allowed what one of its rules had failed");
        }
        if (spend(what).isPresent()
                && !paid.getOrDefault(round(what), Set.of())
                        .contains(spend(what).get())) {
            findings.domain(
                    LedgerRule.PAID_FIRST, index, "the gate allowed a release with noise that was not paid for");
        }
        requirePermit(index, entry, "the gate allowed a release");
        allowed.put(round(what), artefact(what));
    }

    private void release(long index, LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        if (what.details().artefact().isEmpty()) {
            findings.domain(LedgerRule.RELEASE_NAMED, index, "something was released without saying which bytes");
        } else if (!artefact(what).equals(allowed.get(round(what)))) {
            findings.domain(
                    LedgerRule.RELEASE_ALLOWED, index, "an artefact was released that the gate had not allowed before");
        }
        requirePermit(index, entry, "an artefact was released");
    }

    private void openSum(long index, LedgerEntry entry) {
        if (!sumsOpened.add(attempted(entry.occurrence()))) {
            findings.domain(LedgerRule.ONE_OPENING, index, "a masked sum was opened twice");
        }
        requirePermit(index, entry, "a masked sum was opened");
    }

    private void receive(long index, Occurrence what) {
        if (what.outcome() != LedgerOutcome.DONE) {
            return;
        }
        if (!permits.contains(new Consent(what.context().study(), what.actor().id()))) {
            findings.domain(
                    LedgerRule.PERMIT_FIRST, index, "a contribution came from a site that had not permitted the study");
        }
        if (!roundsOpened.contains(round(what))) {
            findings.domain(LedgerRule.ROUND_FIRST, index, "a contribution came for a round that was not opened");
        }
    }

    private void requirePermit(long index, LedgerEntry entry, String did) {
        if (!permits.contains(new Consent(entry.occurrence().context().study(), entry.owner()))) {
            findings.domain(LedgerRule.PERMIT_FIRST, index, did + " for a study without a permit before it");
        }
        if (!running) {
            findings.domain(LedgerRule.STARTED_FIRST, index, did + " while the program had not started");
        }
    }

    private static Optional<Paid> spend(Occurrence what) {
        return what.details().spend().map(spend -> new Paid(spend.account(), spend.rho()));
    }

    /// Which round, whatever the attempt: a round's name is `analysis/attempt/number`.
    private static Digest attempted(Occurrence what) {
        String round = what.context().round().orElse("");
        int number = round.lastIndexOf('/');
        int attempt = round.lastIndexOf('/', Math.max(0, number - 1));
        String name = attempt < 0 ? round : round.substring(0, attempt) + round.substring(number);
        return Digest.of(study(what) + "\n" + name);
    }

    private static Digest round(Occurrence what) {
        return Digest.of(study(what) + "\n" + what.context().round().orElse(""));
    }

    private static Digest artefact(Occurrence what) {
        return what.details().artefact().map(Artefact::sha256).orElseGet(() -> Digest.of(""));
    }

    private static String study(Occurrence what) {
        return what.context().study().map(Digest::hex).orElse("");
    }
}
