package org.isopleth.disclosure.budget;

import java.time.Duration;
import org.isopleth.disclosure.loss.GaussianLoss;

/// How much an account may spend. Immutable, thread-safe.
///
/// @param yearly the largest ε of all releases within [#YEAR] together
/// @param release the largest ε of one release
/// @param delta δ that goes with both
public record BudgetTerms(double yearly, double release, double delta) {
    /// How long a release counts towards the yearly budget. A calendar's year would allow twice as much around
    /// New Year.
    public static final Duration YEAR = Duration.ofDays(366);

    /// The largest δ there is.
    public static final double MOST_DELTA = 1e-6;

    private static final double MOST_EPSILON = 100;

    /// The loosest terms that need no signature.
    public static final BudgetTerms LOOSEST_UNSIGNED = new BudgetTerms(8, 1, MOST_DELTA);

    public BudgetTerms {
        if (!(release > 0 && release <= yearly && yearly <= MOST_EPSILON)) {
            throw new IllegalArgumentException(
                    "an epsilon is above 0 and at most 100, that of a release at most the yearly one");
        }
        if (!(delta >= GaussianLoss.LEAST_DELTA && delta <= MOST_DELTA)) {
            throw new IllegalArgumentException("the delta of a budget is from 1e-15 to 1e-6");
        }
    }

    /// What holds unless a data protection officer has signed otherwise: ε up to 8 in a year and up to 1 for a
    /// release, δ the smaller of 1e-6 and 1/(10 N).
    ///
    /// @param patients N, how many patients the account protects, from 1
    public static BudgetTerms usual(long patients) {
        if (patients < 1) {
            throw new IllegalArgumentException("a budget protects at least one patient");
        }
        return new BudgetTerms(
                LOOSEST_UNSIGNED.yearly(),
                LOOSEST_UNSIGNED.release(),
                Math.min(MOST_DELTA, Math.nextDown(0.1 / patients)));
    }

    /// Whether nothing is allowed by these that is not by `other`.
    public boolean asTightAs(BudgetTerms other) {
        return yearly <= other.yearly && release <= other.release && delta <= other.delta;
    }
}
