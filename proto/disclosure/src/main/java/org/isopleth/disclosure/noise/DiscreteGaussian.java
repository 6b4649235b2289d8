package org.isopleth.disclosure.noise;

import java.math.BigInteger;

/// The discrete Gaussian distribution: a whole number x with probability proportional to
/// `exp(-x² / (2σ²))`. Immutable, thread-safe.
///
/// Exact: σ² is a fraction and every decision is made with whole numbers, so that no bit of a
/// floating-point number can tell what was hidden (Mironov 2012). A draw takes about fifty words of
/// randomness on average, whatever σ. How long it takes depends on the number drawn and never on data;
/// it is not constant, so what is released leaves at fixed times, not when it is ready.
///
/// Source: Canonne, Kamath, Steinke, *The Discrete Gaussian for Differential Privacy* (2020), algorithm 3.
///
/// @param numerator of σ², above 0
/// @param denominator of σ², above 0
public record DiscreteGaussian(BigInteger numerator, BigInteger denominator) {
    public DiscreteGaussian {
        if (numerator.signum() <= 0 || denominator.signum() <= 0) {
            throw new IllegalArgumentException("a discrete Gaussian distribution has a variance above 0");
        }
    }

    /// The distribution with this σ², a whole number.
    public static DiscreteGaussian ofVariance(BigInteger variance) {
        return new DiscreteGaussian(variance, BigInteger.ONE);
    }

    /// Draws one number: a discrete Laplace of scale t = ⌊σ⌋ + 1 is kept with probability
    /// `exp(-(|y| - σ²/t)² / (2σ²))`.
    ///
    /// @throws RandomBitsException when the source repeats itself
    public BigInteger draw(RandomBits random) {
        BigInteger scale = numerator.divide(denominator).sqrt().add(BigInteger.ONE);
        DiscreteLaplace proposal = new DiscreteLaplace(scale, BigInteger.ONE);
        // With σ² = n/d the exponent is (|y|·d·t - n)² / (2·n·d·t²).
        BigInteger step = denominator.multiply(scale);
        BigInteger under = numerator.multiply(step).multiply(scale).shiftLeft(1);
        for (int tries = 0; ; tries++) {
            BigInteger drawn = proposal.draw(random);
            BigInteger distance = drawn.abs().multiply(step).subtract(numerator);
            if (ExactCoin.tossExp(distance.multiply(distance), under, random)) {
                return drawn;
            }
            ExactCoin.requirePatience(tries);
        }
    }
}
