package org.isopleth.connector.gate;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.Tally;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.round.RoundId;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;

/// What the site would like to contribute to a round, before the gate has looked at it. Never leaves the
/// hospital in this form. Immutable, thread-safe.
///
/// @param round the round
/// @param state digest of the state the round went out with
/// @param declarations the tensors declared for that state
/// @param exposure the counts of the rows behind the contribution
/// @param contribution what was computed
/// @param behind whose rows its analysis rests on, output by output
/// @param visible what others could read of it
/// @param noise what the gate adds to it, if the plan asks for noise
/// @param telling what it tells of whom, for the leak meter; empty for totals, which later sums hold
public record Proposal(
        RoundId round,
        Digest state,
        List<TensorDeclaration> declarations,
        Exposure exposure,
        Contribution contribution,
        List<RowsBehind> behind,
        Visible visible,
        Optional<NoisePlan> noise,
        Optional<Telling> telling) {
    public Proposal {
        declarations = List.copyOf(declarations);
        behind = List.copyOf(behind);
    }

    /// What others could read if it left.
    public sealed interface Visible {
        /// The contribution itself.
        record Contributed() implements Visible {}

        /// The sum over the sites of the whole numbers that the rules of every later sum rest on.
        record TotalsOfSites() implements Visible {}

        /// The sum over the sites of which these are the totals.
        record SumOfSites(Tally totals) implements Visible {}
    }
}
