package org.isopleth.unit;

import java.math.BigDecimal;
import java.math.BigInteger;

/// A positive exact fraction, in lowest terms. Immutable, thread-safe.
///
/// @param numerator above 0
/// @param denominator above 0
public record Ratio(BigInteger numerator, BigInteger denominator) {
    /// A double has 53 bits of significand; with 11 more and a sticky bit below them, rounding the
    /// quotient once more cannot differ from rounding the fraction itself.
    private static final int QUOTIENT_BITS = 64;

    public Ratio {
        if (numerator.signum() <= 0 || denominator.signum() <= 0) {
            throw new IllegalArgumentException("a ratio is above 0");
        }
        BigInteger common = numerator.gcd(denominator);
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    /// The exact value of a decimal text such as `0.45359237`.
    static Ratio of(String decimal) {
        BigDecimal value = new BigDecimal(decimal);
        int scale = Math.max(0, value.scale());
        return new Ratio(value.movePointRight(scale).toBigIntegerExact(), BigInteger.TEN.pow(scale));
    }

    Ratio times(Ratio other) {
        return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Ratio dividedBy(Ratio other) {
        return new Ratio(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /// `value` times this ratio, computed exactly and rounded once, to the nearest double (ties to
    /// even).
    ///
    /// @param value with at most 1000 digits before and after the point
    double times(BigDecimal value) {
        if (value.signum() == 0) {
            return 0.0;
        }
        if (Math.abs((long) value.scale()) > 1000 || value.precision() > 1000) {
            throw new IllegalArgumentException("a number with more than 1000 digits");
        }
        int scale = Math.max(0, value.scale());
        BigInteger top = value.movePointRight(scale).toBigIntegerExact().abs().multiply(numerator);
        BigInteger bottom = BigInteger.TEN.pow(scale).multiply(denominator);
        int shift = QUOTIENT_BITS + bottom.bitLength() - top.bitLength();
        BigInteger[] quotient = shift >= 0
                ? top.shiftLeft(shift).divideAndRemainder(bottom)
                : top.divideAndRemainder(bottom.shiftLeft(-shift));
        BigInteger sticky = quotient[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE;
        // The quotient has QUOTIENT_BITS or one more; one further bit remembers a remainder.
        BigInteger bits = quotient[0].shiftLeft(1).or(sticky);
        double magnitude = scaled(bits, shift + 1);
        return value.signum() < 0 ? -magnitude : magnitude;
    }

    /// `bits / 2^shift`, rounded once.
    private static double scaled(BigInteger bits, int shift) {
        if (shift <= 0) {
            return bits.shiftLeft(-shift).doubleValue();
        }
        return new BigDecimal(bits)
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)))
                .doubleValue();
    }
}
