package org.isopleth.disclosure.loss;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// What a release costs in privacy: ρ of zero-concentrated differential privacy, in whole steps of 2^-40.
/// Immutable, thread-safe.
///
/// Adding Gaussian noise of variance σ² to a sum that one patient changes by at most Δ costs
/// `ρ = Δ² / (2σ²)`, and costs of releases add, in any order and even if later releases were chosen by
/// earlier ones (Bun, Steinke 2016, lemma 1.7). As whole numbers they add exactly, so the same releases
/// cost the same whatever their order, and every cost is rounded up once, when it arises.
///
/// @param steps ρ · 2^40, from 0 to 2^62; the largest stands for all that is more
public record PrivacyCost(long steps) implements Comparable<PrivacyCost> {
    /// ρ = 2^[#STEP_BITS] steps apart is 1.
    public static final int STEP_BITS = 40;

    /// Nothing was released.
    public static final PrivacyCost ZERO = new PrivacyCost(0);

    private static final long MOST = 1L << 62;

    public PrivacyCost {
        if (steps < 0 || steps > MOST) {
            throw new IllegalArgumentException("a privacy cost is from 0 to 2^22");
        }
    }

    /// The cost of at least `rho`.
    ///
    /// @param rho from 0 to 2^22
    /// @throws IllegalArgumentException when it is not
    public static PrivacyCost of(double rho) {
        if (!(rho >= 0 && rho <= Math.scalb(1.0, 22))) {
            throw new IllegalArgumentException("a privacy cost is from 0 to 2^22");
        }
        BigDecimal steps = new BigDecimal(rho).multiply(BigDecimal.valueOf(1L << STEP_BITS));
        return new PrivacyCost(steps.setScale(0, RoundingMode.CEILING).longValueExact());
    }

    /// The cost of noise: `sensitivity² / (2 · variance)`, rounded up.
    ///
    /// @param sensitivity how far one patient can move the sum (L2), in whole grid steps, from 0
    /// @param variance of the noise, in squared grid steps, above 0
    public static PrivacyCost ofNoise(BigInteger sensitivity, BigInteger variance) {
        BigInteger over = sensitivity.multiply(sensitivity).shiftLeft(STEP_BITS - 1);
        BigInteger[] steps = over.divideAndRemainder(variance);
        BigInteger up = steps[1].signum() == 0 ? steps[0] : steps[0].add(BigInteger.ONE);
        return new PrivacyCost(up.min(BigInteger.valueOf(MOST)).longValueExact());
    }

    /// The smallest whole variance of noise that costs at most this.
    ///
    /// @param sensitivity how far one patient can move the sum (L2), in whole grid steps
    /// @throws ArithmeticException when this is zero and the sensitivity is not
    public BigInteger variance(BigInteger sensitivity) {
        BigInteger over = sensitivity.multiply(sensitivity).shiftLeft(STEP_BITS - 1);
        BigInteger[] variance = over.divideAndRemainder(BigInteger.valueOf(steps));
        return variance[1].signum() == 0 ? variance[0] : variance[0].add(BigInteger.ONE);
    }

    /// This and `other` together.
    public PrivacyCost plus(PrivacyCost other) {
        return new PrivacyCost(steps > MOST - other.steps ? MOST : steps + other.steps);
    }

    /// ρ as a double; exact below 2^13.
    public double rho() {
        return Math.scalb((double) steps, -STEP_BITS);
    }

    @Override
    public int compareTo(PrivacyCost other) {
        return Long.compare(steps, other.steps);
    }

    @Override
    public String toString() {
        return "rho " + rho();
    }
}
