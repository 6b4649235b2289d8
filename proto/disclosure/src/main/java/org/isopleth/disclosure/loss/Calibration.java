package org.isopleth.disclosure.loss;

import java.util.function.DoubleUnaryOperator;

/// How much noise a budget asks for, rounded up. Stateless, thread-safe.
public final class Calibration {
    private Calibration() {}

    /// The standard deviation `Δ / √(2ρ)` of noise for this cost, rounded up.
    ///
    /// @throws IllegalArgumentException when the cost is nothing
    public static double sigma(double sensitivity, PrivacyCost cost) {
        if (cost.steps() < 1) {
            throw new IllegalArgumentException("no noise costs nothing");
        }
        return Math.nextUp(Math.nextUp(sensitivity / StrictMath.sqrt(2 * cost.rho())));
    }

    /// The cost whose ε, by the larger of the Rényi bound and the privacy loss distribution, is within this
    /// budget: at most 1e-9 below the largest.
    ///
    /// @param epsilon above 0 and at most 1000
    public static PrivacyCost cost(double epsilon, double delta) {
        long yes = 0;
        long no = PrivacyCost.of(epsilon + 1).steps();
        while (no - yes > 1 + yes / 1_000_000_000) {
            long middle = yes + (no - yes) / 2;
            if (epsilon(new PrivacyCost(middle), delta) <= epsilon) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        return new PrivacyCost(yes);
    }

    /// The ε that a budget is kept by: the larger of both bounds.
    public static double epsilon(PrivacyCost cost, double delta) {
        return Math.max(RenyiBound.epsilon(cost, delta), GaussianLoss.epsilon(cost, delta));
    }

    /// A noise multiplier with an ε within the budget, at most 1e-7 times above the least such between `low` and
    /// `high`.
    ///
    /// @param epsilonOf the ε of a noise multiplier, falling
    /// @throws IllegalArgumentException when `high` is not enough
    public static double multiplier(double epsilon, double low, double high, DoubleUnaryOperator epsilonOf) {
        double yes = high;
        double no = low;
        if (!(epsilonOf.applyAsDouble(high) <= epsilon)) {
            throw new IllegalArgumentException("more noise is needed than was allowed");
        }
        while (yes - no > 1e-7 * yes) {
            double middle = (yes + no) / 2;
            if (epsilonOf.applyAsDouble(middle) <= epsilon) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        return yes;
    }
}
