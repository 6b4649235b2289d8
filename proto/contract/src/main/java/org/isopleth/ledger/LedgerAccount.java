package org.isopleth.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;

/// What one ledger says that another ledger must say too: what left for which round and what arrived, the states of
/// rounds, permits. Fold a verified ledger's entries into it with [LedgerReader], then give both to
/// [LedgerComparison]. Not thread-safe; memory grows with the number of rounds.
public final class LedgerAccount {
    /// A site's part of a round.
    record Part(Optional<Digest> study, Optional<String> round, String site) {}

    /// Where it was written down.
    record Place(long entry, Instant time) {}

    /// One contribution to a round, or one state of it.
    record Passed(Part part, Digest bytes) {}

    private final String owner;
    final Map<Passed, Place> sent = new LinkedHashMap<>();
    final Map<Passed, Place> received = new LinkedHashMap<>();
    /// Parts of which the coordinator wrote that nothing usable came.
    final Set<Part> withdrawn = new HashSet<>();
    /// Every state that a round was asked with; the site of these parts is empty, as it is below.
    final Map<Passed, Place> states = new LinkedHashMap<>();

    final Set<Part> rounds = new HashSet<>();
    final Set<Part> combined = new HashSet<>();
    final Set<Digest> ended = new HashSet<>();
    final Map<Part, Place> permits = new LinkedHashMap<>();

    private boolean coordinates;
    private Instant latest = Instant.MIN;

    /// @param owner whose ledger it is
    public LedgerAccount(String owner) {
        this.owner = owner;
    }

    /// Whose ledger it is.
    public String owner() {
        return owner;
    }

    /// Whether it is a coordinator's: it registered studies or opened rounds.
    public boolean coordinates() {
        return coordinates;
    }

    /// When its last entry was written.
    Instant latest() {
        return latest;
    }

    /// Adds an entry, in order.
    public void accept(LedgerEntry entry) {
        latest = entry.time();
        Occurrence what = entry.occurrence();
        Place place = new Place(entry.sequence(), entry.time());
        boolean done = what.outcome() == LedgerOutcome.DONE;
        switch (what.event()) {
            case STUDY_REGISTERED -> coordinates = true;
            case RELEASED ->
                what.details()
                        .artefact()
                        .ifPresent(bytes -> sent.put(new Passed(part(what, owner), bytes.sha256()), place));
            case CONTRIBUTION_RECEIVED -> {
                Part part = part(what, what.actor().id());
                Optional<Digest> bytes =
                        Optional.ofNullable(what.details().digests().get("contribution"));
                if (done && bytes.isPresent()) {
                    received.put(new Passed(part, bytes.get()), place);
                } else {
                    withdrawn.add(part);
                }
            }
            case MASKING_REFUSED -> withdrawn.add(part(what, what.actor().id()));
            case ROUND_OPENED -> {
                coordinates = true;
                state(what, place);
            }
            case ROUND_RECEIVED -> {
                if (done) {
                    state(what, place);
                }
            }
            case ROUND_COMBINED -> combined.add(part(what, ""));
            case STUDY_ENDED -> what.context().study().ifPresent(ended::add);
            case PERMIT_DECIDED -> {
                if (what.outcome() == LedgerOutcome.ALLOWED) {
                    permits.put(permit(what), place);
                }
            }
            default -> {
                // The other side knows nothing of it.
            }
        }
    }

    private void state(Occurrence what, Place place) {
        Part round = part(what, "");
        rounds.add(round);
        Optional.ofNullable(what.details().digests().get("state"))
                .ifPresent(state -> states.putIfAbsent(new Passed(round, state), place));
    }

    private static Part permit(Occurrence what) {
        return new Part(what.context().study(), Optional.empty(), what.actor().id());
    }

    private static Part part(Occurrence what, String site) {
        return new Part(what.context().study(), what.context().round(), site);
    }
}
