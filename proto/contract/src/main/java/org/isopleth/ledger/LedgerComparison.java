package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.ledger.LedgerAccount.Part;
import org.isopleth.ledger.LedgerAccount.Passed;
import org.isopleth.ledger.LedgerAccount.Place;

/// Lays a site's ledger beside the coordinator's: what one says it sent the other must have received, and what one
/// received the other must have sent; both were in the same round with the same state and speak of the same permits.
///
/// Two copies are never of the same moment. What only the older copy lacks is counted as open, never as a finding:
/// a copy made later decides it. A contribution to an attempt that was never added up may be missing at the
/// coordinator: it came too late and was not used. Immutable, thread-safe.
///
/// @param findings what does not agree; each names the ledger and the entry it was read in
/// @param open how many entries the other ledger is too old to answer
public record LedgerComparison(List<LedgerFinding> findings, long open) {

    public LedgerComparison {
        findings = List.copyOf(findings);
    }

    /// Compares.
    public static LedgerComparison of(LedgerAccount coordinator, LedgerAccount site) {
        Comparing comparing = new Comparing(coordinator, site);
        site.sent.forEach(comparing::sent);
        coordinator.received.forEach(comparing::received);
        site.states.forEach(comparing::asked);
        coordinator.permits.forEach(comparing::permitted);
        return new LedgerComparison(comparing.findings, comparing.open);
    }

    /// One comparison on its way. Not thread-safe.
    private static final class Comparing {
        private final LedgerAccount coordinator;
        private final LedgerAccount site;
        private final List<LedgerFinding> findings = new ArrayList<>();
        private long open;

        Comparing(LedgerAccount coordinator, LedgerAccount site) {
            this.coordinator = coordinator;
            this.site = site;
        }

        void sent(Passed contribution, Place place) {
            Part part = contribution.part();
            Part round = new Part(part.study(), part.round(), "");
            if (coordinator.received.containsKey(contribution) || coordinator.withdrawn.contains(part)) {
                return;
            }
            boolean opened = coordinator.rounds.contains(round);
            boolean missing = opened
                    ? coordinator.combined.contains(round)
                    : !coordinator.latest().isBefore(place.time());
            if (missing) {
                find(LedgerRule.SENT_IS_RECEIVED, site, place, "the coordinator's ledger does not know these bytes");
            } else if (part.study().filter(coordinator.ended::contains).isEmpty()) {
                open++;
            }
        }

        void received(Passed contribution, Place place) {
            Part part = contribution.part();
            if (!part.site().equals(site.owner()) || site.sent.containsKey(contribution)) {
                return;
            }
            decide(
                    LedgerRule.RECEIVED_IS_SENT,
                    part,
                    place,
                    "the ledger of " + site.owner() + " does not say that it sent these bytes");
        }

        void asked(Passed state, Place place) {
            if (coordinator.rounds.contains(state.part()) && !coordinator.states.containsKey(state)) {
                find(LedgerRule.SAME_QUESTION, site, place, "the coordinator's ledger has another state of this round");
            }
        }

        void permitted(Part permit, Place place) {
            if (permit.site().equals(site.owner()) && !site.permits.containsKey(permit)) {
                decide(
                        LedgerRule.SAME_PERMIT,
                        permit,
                        place,
                        "the ledger of " + site.owner() + " does not have this permit");
            }
        }

        /// What the site's ledger must say by now, or could not say yet when it was copied.
        private void decide(LedgerRule rule, Part part, Place place, String what) {
            boolean later = !site.latest().isBefore(place.time());
            if (later || part.study().filter(site.ended::contains).isPresent()) {
                find(rule, coordinator, place, what);
            } else {
                open++;
            }
        }

        private void find(LedgerRule rule, LedgerAccount in, Place place, String what) {
            String where = "ledger of " + in.owner() + ", entry " + place.entry();
            findings.add(new LedgerFinding(rule, where, Optional.of(place.entry()), what));
        }
    }
}
