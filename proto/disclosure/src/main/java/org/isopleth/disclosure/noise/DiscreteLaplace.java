package org.isopleth.disclosure.noise;

import java.math.BigInteger;

/// The discrete Laplace distribution: a whole number x with probability proportional to `exp(-|x| / b)`.
/// Immutable, thread-safe.
///
/// Exact: the scale b is a fraction and every decision is made with whole numbers. A draw takes a few dozen
/// words of randomness on average, whatever the scale.
///
/// Source: Canonne, Kamath, Steinke, *The Discrete Gaussian for Differential Privacy* (2020), algorithm 2.
///
/// @param numerator of b, above 0
/// @param denominator of b, above 0
public record DiscreteLaplace(BigInteger numerator, BigInteger denominator) {
    public DiscreteLaplace {
        if (numerator.signum() <= 0 || denominator.signum() <= 0) {
            throw new IllegalArgumentException("a discrete Laplace distribution has a scale above 0");
        }
    }

    /// Draws one number.
    ///
    /// @throws RandomBitsException when the source repeats itself
    public BigInteger draw(RandomBits random) {
        for (int tries = 0; ; tries++) {
            BigInteger magnitude = geometric(random).divide(denominator);
            boolean negative = random.next() < 0;
            // Zero has one sign only, or it would come twice as often as it should.
            if (!negative || magnitude.signum() != 0) {
                return negative ? magnitude.negate() : magnitude;
            }
            ExactCoin.requirePatience(tries);
        }
    }

    /// A number x from 0 with probability proportional to `exp(-x / numerator)`: its remainder by the
    /// numerator by rejection, its quotient by counting heads of `exp(-1)`.
    private BigInteger geometric(RandomBits random) {
        BigInteger remainder = ExactCoin.below(numerator, random);
        for (int tries = 0; !ExactCoin.tossExp(remainder, numerator, random); tries++) {
            ExactCoin.requirePatience(tries);
            remainder = ExactCoin.below(numerator, random);
        }
        int quotient = 0;
        while (ExactCoin.tossExp(BigInteger.ONE, BigInteger.ONE, random)) {
            ExactCoin.requirePatience(quotient);
            quotient++;
        }
        return numerator.multiply(BigInteger.valueOf(quotient)).add(remainder);
    }
}
