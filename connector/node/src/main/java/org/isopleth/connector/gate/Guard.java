package org.isopleth.connector.gate;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.site.SiteId;
import org.isopleth.store.Transaction;
import org.isopleth.study.ReleaseLevel;

/// A check of the gate that remembers what left before. The rules see one proposal; a guard sees it beside all
/// that this hospital has released. Thread-safe.
public interface Guard {
    /// What it says to a proposal that the rules allow. A proposal may be examined several times before it
    /// leaves, or never leave: only [Finding#note] makes it something that was released.
    Finding examine(Leaving leaving);

    /// What is about to leave.
    ///
    /// @param offer the study, as it was signed
    /// @param level what this site's permit grants
    /// @param sites whose sum is read, in a round on fixed totals; empty otherwise
    record Leaving(StudyOffer offer, ReleaseLevel level, Proposal proposal, Set<SiteId> sites) {
        public Leaving {
            sites = Set.copyOf(sites);
        }
    }

    /// What a guard found.
    ///
    /// @param results of its rules; the proposal leaves if all passed
    /// @param note what to remember, in the transaction that lets the proposal out
    record Finding(List<RuleResult> results, Consumer<Transaction> note) {
        public Finding {
            results = List.copyOf(results);
        }
    }
}
