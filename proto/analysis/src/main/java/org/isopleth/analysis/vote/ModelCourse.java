package org.isopleth.analysis.vote;

import org.isopleth.analysis.vote.Votes.Ruling;

/// Which model is in force, and how the last ones fared. Immutable, thread-safe if the model is.
///
/// A model that is not accepted is rolled back: the next round starts from the model in force, as if the
/// refused one had never been.
///
/// @param <M> the model
/// @param inForce the last model that was accepted, at first the plan's own
/// @param refusals how many candidates in a row were not accepted
public record ModelCourse<M>(M inForce, int refusals) {
    /// After this many in a row, more of the same will not help.
    private static final int MOST_REFUSALS = 3;

    /// A course that starts from this model.
    public static <M> ModelCourse<M> from(M model) {
        return new ModelCourse<>(model, 0);
    }

    /// After the sites' ruling on a candidate.
    public ModelCourse<M> after(M candidate, Ruling ruling) {
        return switch (ruling) {
            case ACCEPTED -> new ModelCourse<>(candidate, 0);
            case REFUSED, UNDECIDED, BEYOND_BOUND -> new ModelCourse<>(inForce, refusals + 1);
        };
    }

    /// Whether to stop with the model in force.
    public boolean ended() {
        return refusals >= MOST_REFUSALS;
    }
}
