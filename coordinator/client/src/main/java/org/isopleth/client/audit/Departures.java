package org.isopleth.client.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.Artefact;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.PolicyDecision;
import org.isopleth.ledger.PolicyRule;

/// Finds, among a hospital's entries in their order, those that say that something left or was refused. Not
/// thread-safe.
///
/// What the gate judges leaves later, with an entry of its own; every other entry with an artefact and a recipient
/// is a message that leaves with the entry.
final class Departures {
    private static final String CONTRIBUTION = "contribution";

    private record Question(Optional<Digest> study, Optional<String> round) {}

    private final Map<Optional<Digest>, Long> permits = new HashMap<>();
    private final Map<Question, List<String>> judged = new HashMap<>();

    /// What this entry says, if it is about something that left or was refused.
    Optional<Departure> of(LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        Question question = new Question(what.context().study(), what.context().round());
        boolean judgement = what.event() == LedgerEvent.RELEASE_DECIDED;
        if (what.event() == LedgerEvent.PERMIT_DECIDED) {
            if (what.outcome() == LedgerOutcome.ALLOWED) {
                permits.put(question.study(), entry.sequence());
            } else {
                permits.remove(question.study());
            }
        }
        if (judgement && what.outcome() != LedgerOutcome.ALLOWED) {
            return Optional.of(departure(entry, false, rules(what)));
        }
        Optional<Artefact> artefact = what.details().artefact();
        if (judgement
                && artefact.filter(bytes -> bytes.type().equals(CONTRIBUTION)).isPresent()) {
            judged.put(question, rules(what));
            return Optional.empty();
        }
        boolean leaves = what.event() == LedgerEvent.RELEASED
                || (artefact.isPresent() && !what.context().recipients().isEmpty());
        if (!leaves) {
            return Optional.empty();
        }
        List<String> rules = what.event() == LedgerEvent.RELEASED ? judged.remove(question) : rules(what);
        return Optional.of(departure(entry, true, rules == null ? List.of() : rules));
    }

    private Departure departure(LedgerEntry entry, boolean left, List<String> rules) {
        Occurrence what = entry.occurrence();
        Optional<Artefact> artefact = what.details().artefact();
        return new Departure(
                entry.sequence(),
                entry.time(),
                left,
                what.context().study(),
                what.context().round(),
                what.context().recipients(),
                artefact.map(Artefact::type).orElse(CONTRIBUTION),
                artefact.map(Artefact::bytes),
                what.details().bands().entrySet().stream()
                        .map(band -> band.getKey() + " " + band.getValue().text())
                        .toList(),
                Optional.ofNullable(permits.get(what.context().study())),
                rules,
                artefact.map(Artefact::sha256));
    }

    private static List<String> rules(Occurrence what) {
        return what.details().policy().map(PolicyDecision::rules).orElse(List.of()).stream()
                .map(Departures::rule)
                .toList();
    }

    /// Rules without a limit are written with limit 0.
    private static String rule(PolicyRule rule) {
        String limit = rule.threshold() == 0
                ? ""
                : ", limit "
                        + (rule.threshold() == Math.rint(rule.threshold())
                                ? Long.toString((long) rule.threshold())
                                : String.format(Locale.ROOT, "%s", rule.threshold()));
        return rule.id() + limit + ", " + rule.result().word();
    }
}
