package org.isopleth.analysis.design;

/// Student's t distribution with ν degrees of freedom, to about fourteen digits. Stateless, thread-safe.
final class Student {
    /// Enough terms of the continued fraction for any ν we meet; it stops by itself far earlier.
    private static final int MAX_TERMS = 10_000;

    private static final double TINY = 1e-300;

    private Student() {}

    /// `P(|T| ≥ |t|) = I_x(ν/2, ½)` with `x = ν / (ν + t²)` (Abramowitz and Stegun 26.7.1).
    static double twoSided(double t, int degrees) {
        double a = degrees / 2.0;
        double square = t * t;
        double x = degrees / (degrees + square);
        double y = square / (degrees + square);
        // x^a √y / B(a, ½); log1p keeps the digits of x near 1.
        double front =
                Math.exp(-a * Math.log1p(square / degrees)) * Math.sqrt(y) * gammaRatio(degrees) / Math.sqrt(Math.PI);
        // The fraction converges fast on the near side of the mean of the beta distribution.
        return x < (a + 1) / (a + 2.5) ? front * fraction(x, a, 0.5) / a : 1 - front * fraction(y, 0.5, a) / 0.5;
    }

    /// The density at t.
    static double density(double t, int degrees) {
        return gammaRatio(degrees)
                / Math.sqrt(degrees * Math.PI)
                * Math.exp(-(degrees + 1) / 2.0 * Math.log1p(t * t / degrees));
    }

    /// `Γ((ν+1)/2) / Γ(ν/2)`, from its value at ν = 1 or 2 by `Γ(x+1) = x Γ(x)`.
    private static double gammaRatio(int degrees) {
        double ratio = degrees % 2 == 1 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
        for (int nu = degrees % 2 == 1 ? 1 : 2; nu < degrees; nu += 2) {
            ratio *= (nu + 1.0) / nu;
        }
        return ratio;
    }

    /// The continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), by Lentz's
    /// method.
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = reciprocal(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= MAX_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = reciprocal(1 + even * d);
            c = 1 + even / c;
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = reciprocal(1 + odd * d);
            c = 1 + odd / c;
            value *= d * c;
            if (Math.abs(d * c - 1) < 1e-16) {
                return value;
            }
        }
        return value;
    }

    private static double reciprocal(double x) {
        return 1 / (Math.abs(x) < TINY ? TINY : x);
    }
}
