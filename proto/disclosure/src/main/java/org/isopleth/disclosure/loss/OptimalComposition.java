package org.isopleth.disclosure.loss;

import java.util.OptionalDouble;

/// The ε of several releases of which nothing is known but the (ε, δ) of each: the best there is without
/// knowing the noise (Kairouz, Oh, Viswanath 2015, theorem 3.3). Stateless, thread-safe.
public final class OptimalComposition {
    private OptimalComposition() {}

    /// The total ε of `times` releases, each (ε, δ); nothing if no finite one holds for this total δ.
    ///
    /// For i from 0 to times/2, ε is `(times - 2i)·ε` with a total δ of `1 - (1-δ)^times (1 - δᵢ)`,
    /// `δᵢ = Σ_{l<i} C(times,l) (e^((times-l)ε) - e^((times-2i+l)ε)) / (1+e^ε)^times`.
    ///
    /// @param epsilon of each, above 0 and at most 20
    /// @param delta of each, from 0 and below 1
    /// @param times from 1 to 1000
    public static OptionalDouble epsilon(double epsilon, double delta, int times, double totalDelta) {
        if (!(epsilon > 0 && epsilon <= 20) || !(delta >= 0 && delta < 1) || times < 1 || times > 1000) {
            throw new IllegalArgumentException("releases have an epsilon up to 20 and a delta below 1, 1000 at most");
        }
        double none = times * StrictMath.log1p(-delta);
        for (int i = times / 2; i >= 0; i--) {
            double total =
                    -StrictMath.expm1(none + StrictMath.log1p(-Math.min(1, tail(epsilon, times, i) * 1.000_000_001)));
            if (total <= totalDelta) {
                return OptionalDouble.of((times - 2 * i) * epsilon);
            }
        }
        return OptionalDouble.empty();
    }

    private static double tail(double epsilon, int times, int i) {
        double sum = 0;
        double choose = 0;
        double whole = times * (epsilon + StrictMath.log1p(StrictMath.exp(-epsilon)));
        for (int l = 0; l < i; l++) {
            double most = choose + (times - l) * epsilon - whole;
            sum += -StrictMath.exp(most) * StrictMath.expm1(2.0 * (l - i) * epsilon);
            choose += StrictMath.log((double) (times - l) / (l + 1));
        }
        return sum;
    }
}
