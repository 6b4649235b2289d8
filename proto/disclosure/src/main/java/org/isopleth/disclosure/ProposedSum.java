package org.isopleth.disclosure;

import java.util.List;
import java.util.Optional;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;

/// What a site is about to add to a masked sum, and the totals that say what the sum will tell. The own
/// numbers never leave the hospital. Immutable, thread-safe.
///
/// @param own the counts of this site's rows
/// @param total the sum of all sites' tallies, this site's included, from the masked readiness round of the
///     same frozen set of sites
/// @param jointRoundsReleased how many rounds with a joint tensor this site has released for the same
///     analysis of the same rows
/// @param declarations the tensors declared for the round; empty before the first round
/// @param contribution what would be masked; empty before the first round
public record ProposedSum(
        Exposure own,
        Tally total,
        int jointRoundsReleased,
        List<TensorDeclaration> declarations,
        Optional<Contribution> contribution) {

    public ProposedSum {
        declarations = List.copyOf(declarations);
        if (jointRoundsReleased < 0) {
            throw new IllegalArgumentException("released rounds are counted from 0");
        }
    }

    /// A whole analysis, before its first round.
    public static ProposedSum ofAnalysis(Exposure own, Tally total) {
        return new ProposedSum(own, total, 0, List.of(), Optional.empty());
    }

    /// One round of an analysis.
    public static ProposedSum ofRound(
            Exposure own,
            Tally total,
            int jointRoundsReleased,
            List<TensorDeclaration> declarations,
            Contribution contribution) {
        return new ProposedSum(own, total, jointRoundsReleased, declarations, Optional.of(contribution));
    }

    /// What the other sites have together; empty when the analysis names no totals, or when they do not hold
    /// this site's part.
    Optional<Tally> others() {
        if (total.entries().isEmpty()) {
            return Optional.empty();
        }
        List<TallyCell> cells = total.entries().stream().map(Tally.Entry::cell).toList();
        return total.minus(Tally.of(cells, own));
    }
}
