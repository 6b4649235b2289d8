package org.isopleth.client.export;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isopleth.ledger.Artefact;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.PolicyRule;

/// What a ledger says about the processing for one study. Not thread-safe.
final class Processing {
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private Optional<Instant> permitted = Optional.empty();
    private Optional<Instant> deleted = Optional.empty();
    private long reads;
    private long refusals;
    private final NavigableSet<String> recipients = new TreeSet<>();
    private final NavigableSet<String> rules = new TreeSet<>();
    private final SortedMap<String, Long> departures = new TreeMap<>();

    void add(LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        first = first.isBefore(entry.time()) ? first : entry.time();
        last = entry.time();
        what.details()
                .policy()
                .ifPresent(policy -> policy.rules().stream().map(PolicyRule::id).forEach(rules::add));
        boolean judged = what.event() == LedgerEvent.RELEASE_DECIDED;
        if (judged && what.outcome() == LedgerOutcome.REFUSED) {
            refusals++;
            return;
        }
        switch (what.event()) {
            case DATA_READ -> reads++;
            case COHORT_DELETED -> deleted = Optional.of(entry.time());
            case PERMIT_DECIDED -> {
                if (what.outcome() == LedgerOutcome.ALLOWED) {
                    permitted = Optional.of(entry.time());
                }
            }
            default -> {
                // Its recipients are counted below.
            }
        }
        Optional<Artefact> artefact = what.details().artefact();
        boolean left = artefact.isPresent()
                && !what.context().recipients().isEmpty()
                && !(judged && artefact.get().type().equals("contribution"));
        if (left) {
            recipients.addAll(what.context().recipients());
            departures.merge(artefact.get().type(), 1L, Long::sum);
        }
    }

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    Optional<Instant> permitted() {
        return permitted;
    }

    Optional<Instant> deleted() {
        return deleted;
    }

    long reads() {
        return reads;
    }

    long refusals() {
        return refusals;
    }

    NavigableSet<String> recipients() {
        return recipients;
    }

    NavigableSet<String> rules() {
        return rules;
    }

    /// How often each kind of bytes left.
    SortedMap<String, Long> departures() {
        return departures;
    }
}
