package org.isopleth.disclosure.noise;

import java.math.BigInteger;

/// Coins whose probabilities are exact: fractions of whole numbers, and `exp` of such a fraction. Stateless,
/// thread-safe.
///
/// Source: Canonne, Kamath, Steinke, *The Discrete Gaussian for Differential Privacy* (2020), algorithm 1.
final class ExactCoin {
    /// What a sound source of bits exceeds with probability below 2^-1000, whichever loop counts it.
    static final int PATIENCE = 1 << 12;

    private static final int WORD = 64;

    private ExactCoin() {}

    /// Heads with probability `numerator / denominator`, 1 if that is more.
    ///
    /// A uniform number of unlimited binary digits is compared with the fraction, 64 digits at a time; one
    /// word nearly always decides.
    static boolean toss(BigInteger numerator, BigInteger denominator, RandomBits random) {
        if (numerator.compareTo(denominator) >= 0) {
            return true;
        }
        BigInteger rest = numerator;
        for (int words = 0; rest.signum() > 0; words++) {
            BigInteger[] digits = rest.shiftLeft(WORD).divideAndRemainder(denominator);
            int compared = Long.compareUnsigned(random.next(), digits[0].longValue());
            if (compared != 0) {
                return compared < 0;
            }
            rest = digits[1];
            requirePatience(words);
        }
        return false;
    }

    /// Heads with probability `exp(-numerator / denominator)`.
    static boolean tossExp(BigInteger numerator, BigInteger denominator, RandomBits random) {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        // Each factor exp(-1) is tails with probability 0.63, so a large exponent costs no more than a small one.
        for (int i = 0; parts[0].compareTo(BigInteger.valueOf(i)) > 0; i++) {
            if (!tossExpBelowOne(BigInteger.ONE, BigInteger.ONE, random)) {
                return false;
            }
            requirePatience(i);
        }
        return tossExpBelowOne(parts[1], denominator, random);
    }

    /// For x = numerator / denominator in \[0, 1\]: the first k at which a coin of x/k shows tails is odd with
    /// probability `1 - x + x²/2! - x³/3! + ... = exp(-x)`.
    private static boolean tossExpBelowOne(BigInteger numerator, BigInteger denominator, RandomBits random) {
        int k = 1;
        while (toss(numerator, denominator.multiply(BigInteger.valueOf(k)), random)) {
            requirePatience(k);
            k++;
        }
        return k % 2 == 1;
    }

    /// A whole number from 0, below `bound`, each equally likely.
    static BigInteger below(BigInteger bound, RandomBits random) {
        int bits = bound.subtract(BigInteger.ONE).bitLength();
        for (int tries = 0; ; tries++) {
            BigInteger drawn = BigInteger.ZERO;
            for (int have = 0; have < bits; have += WORD) {
                int some = Math.min(WORD, bits - have);
                drawn = drawn.shiftLeft(some).or(unsigned(random.next() >>> (WORD - some)));
            }
            if (drawn.compareTo(bound) < 0) {
                return drawn;
            }
            requirePatience(tries);
        }
    }

    private static BigInteger unsigned(long word) {
        BigInteger low = BigInteger.valueOf(word & Long.MAX_VALUE);
        return word < 0 ? low.setBit(WORD - 1) : low;
    }

    static void requirePatience(int counted) {
        if (counted > PATIENCE) {
            throw new RandomBitsException();
        }
    }
}
