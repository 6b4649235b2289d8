package org.isopleth.disclosure;

import java.util.List;
import java.util.Optional;
import org.isopleth.cohort.Exposure;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;

/// What a site is about to let out, and the rows behind it. Never leaves the hospital. Immutable,
/// thread-safe.
///
/// @param level the release level the site's permit grants
/// @param exposure the counts of the rows behind it
/// @param jointRoundsReleased how many rounds with a joint tensor this site has released for the same
///     analysis of the same rows, restarts included and repeated answers (same bytes) excluded
/// @param declarations the tensors declared for the round; empty before the first round
/// @param contribution what would be sent; empty before the first round
public record ProposedRelease(
        ReleaseLevel level,
        Exposure exposure,
        int jointRoundsReleased,
        List<TensorDeclaration> declarations,
        Optional<Contribution> contribution) {

    public ProposedRelease {
        declarations = List.copyOf(declarations);
        if (jointRoundsReleased < 0) {
            throw new IllegalArgumentException("released rounds are counted from 0");
        }
    }

    /// A whole analysis, before its first round: whether these rows can take part at all.
    public static ProposedRelease ofAnalysis(ReleaseLevel level, Exposure exposure) {
        return new ProposedRelease(level, exposure, 0, List.of(), Optional.empty());
    }

    /// One round of an analysis.
    public static ProposedRelease ofRound(
            ReleaseLevel level,
            Exposure exposure,
            int jointRoundsReleased,
            List<TensorDeclaration> declarations,
            Contribution contribution) {
        return new ProposedRelease(level, exposure, jointRoundsReleased, declarations, Optional.of(contribution));
    }

    /// d: the widest marginal tensor, as the at-site half or a declaration counts it.
    int marginalColumns() {
        return widest(TensorDeclaration.Disclosure.MARGINAL, exposure.marginalColumns());
    }

    /// p: the widest joint tensor, as the at-site half or a declaration counts it.
    int jointColumns() {
        return widest(TensorDeclaration.Disclosure.JOINT, exposure.jointColumns());
    }

    /// Whether a round with these tensors releases a joint one, and so counts towards the planned rounds.
    public static boolean hasJointTensor(List<TensorDeclaration> declarations) {
        return declarations.stream().anyMatch(tensor -> tensor.disclosure() == TensorDeclaration.Disclosure.JOINT);
    }

    private int widest(TensorDeclaration.Disclosure kind, int counted) {
        return declarations.stream()
                .filter(tensor -> tensor.disclosure() == kind)
                .mapToInt(TensorDeclaration::columns)
                .reduce(counted, Math::max);
    }
}
