package org.isopleth.disclosure.loss;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// ε by Rényi differential privacy: an upper bound that needs no distribution, and what a budget is kept by.
/// Stateless, thread-safe.
///
/// Divergences of one order add over releases; each order gives an ε, and the least of them holds
/// (Canonne, Kamath, Steinke 2020, proposition 12):
/// `ε = r(α) + ln((α-1)/α) - (ln δ + ln α)/(α-1)`.
public final class RenyiBound {
    /// The orders of a budget.
    public static final List<Double> ORDERS = DoubleStream.concat(
                    DoubleStream.of(1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5),
                    DoubleStream.concat(
                            IntStream.rangeClosed(5, 63).asDoubleStream(), DoubleStream.of(128, 256, 512, 1024)))
            .boxed()
            .toList();

    /// More than every relative error here: logarithms of sums of positive terms, at most 2^20 of them.
    private static final double UP = 1 + 1e-12;

    private static final int MOST_TERMS = 1 << 17;

    private RenyiBound() {}

    /// What one order says.
    @FunctionalInterface
    public interface Curve {
        /// The divergence of order `alpha`, above 1; infinite if this order says nothing.
        double at(double alpha);
    }

    /// The ε of everything that cost this together, rounded up: Gaussian noise of cost ρ has `r(α) = αρ`.
    public static double epsilon(PrivacyCost cost, double delta) {
        return cost.steps() == 0 ? 0 : epsilon(alpha -> alpha * cost.rho(), ORDERS, delta);
    }

    /// The ε of sampled releases together, rounded up.
    public static double epsilon(List<SampledGaussian> releases, List<Double> orders, double delta) {
        return epsilon(
                alpha -> releases.stream()
                        .mapToDouble(release -> release.times() * divergence(release, alpha))
                        .sum(),
                orders,
                delta);
    }

    /// The least ε over the orders, rounded up, from 0.
    public static double epsilon(Curve curve, List<Double> orders, double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta is between 0 and 1");
        }
        double least = Double.POSITIVE_INFINITY;
        for (double alpha : orders) {
            double divergence = curve.at(alpha) * UP;
            double less = -StrictMath.log1p(-1 / alpha) + StrictMath.log(delta) / (alpha - 1);
            double epsilon = divergence - less - StrictMath.log(alpha) / (alpha - 1);
            least = Math.min(least, epsilon + (divergence + Math.abs(less) + 1) * 1e-14);
        }
        return Math.max(0, least);
    }

    /// The simple conversion `ρ + 2√(ρ ln(1/δ))` (Bun, Steinke 2016, proposition 1.3), never below the others; for
    /// comparison with what others report.
    public static double simpleEpsilon(double rho, double delta) {
        return rho + 2 * StrictMath.sqrt(rho * -StrictMath.log(delta));
    }

    /// An upper bound of the divergence of one release, of this order.
    public static double divergence(SampledGaussian release, double alpha) {
        double variance = release.multiplier() * release.multiplier();
        if (release.rate() == 1) {
            return alpha / (2 * variance);
        }
        double moment = alpha == StrictMath.rint(alpha)
                ? wholeMoment(release.rate(), variance, (int) alpha)
                : fractionalMoment(release.rate(), release.multiplier(), alpha);
        // What rounding the exponents can do to the logarithm of a sum near 1.
        return (moment * UP + 1e-13 * (1 + alpha / 64)) / (alpha - 1);
    }

    /// `ln Σ C(α,k) (1-q)^(α-k) q^k exp((k²-k)/(2σ²))` (Mironov, Talwar, Zhang 2019, section 3.3).
    private static double wholeMoment(double rate, double variance, int alpha) {
        LogSum sum = new LogSum();
        double in = StrictMath.log(rate);
        double out = StrictMath.log1p(-rate);
        double choose = 0;
        for (int k = 0; k <= alpha; k++) {
            double square = ((double) k * k - k) / (2 * variance);
            sum.add(choose + (alpha - k) * out + k * in + square);
            choose += StrictMath.log((double) (alpha - k) / (k + 1));
        }
        return sum.log();
    }

    /// The series of Mironov, Talwar and Zhang (section 3.3) for an order between whole numbers, its terms taken
    /// without their signs: so nothing cancels, and the sum is an upper bound.
    ///
    /// From the point on where the two densities cross, the terms of size `C(α,i)` shrink at least as
    /// `1 - (α+1)/(i+1)`, as the scaled tails shrink too, so all after the i-th are at most (i+1)/α times as much
    /// as it; they are added as that. An order at which the rest stays above 1e-11 of the sum says nothing.
    private static double fractionalMoment(double rate, double sigma, double alpha) {
        double variance = sigma * sigma;
        double in = StrictMath.log(rate);
        double out = StrictMath.log1p(-rate);
        double crossing = variance * StrictMath.log(1 / rate - 1) + 0.5;
        LogSum sum = new LogSum();
        double choose = 0;
        for (int i = 0; i < MOST_TERMS; i++) {
            double j = alpha - i;
            double low = choose
                    + i * in
                    + j * out
                    + ((double) i * i - i) / (2 * variance)
                    + logUpper((i - crossing) / sigma);
            double high = choose + j * in + i * out + (j * j - j) / (2 * variance) + logUpper((crossing - j) / sigma);
            sum.add(low);
            sum.add(high);
            double rest = Math.max(low, high) + StrictMath.log(2 * (i + 1) / alpha);
            if (i > alpha + 1 && rest < sum.log() - 25) {
                sum.add(rest);
                return sum.log();
            }
            choose += StrictMath.log(Math.abs(alpha - i) / (i + 1));
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double logUpper(double z) {
        return z < -38 ? 0 : NormalTail.logUpper(z);
    }

    /// The logarithm of a sum of positive numbers, given by theirs.
    private static final class LogSum {
        private double most = Double.NEGATIVE_INFINITY;
        private double sum;

        void add(double log) {
            if (log > most) {
                sum = sum * StrictMath.exp(most - log) + 1;
                most = log;
            } else {
                sum += StrictMath.exp(log - most);
            }
        }

        double log() {
            return most + StrictMath.log(sum);
        }
    }
}
