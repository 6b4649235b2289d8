package org.isopleth.analysis.design;

import smile.math.special.Erf;
import smile.stat.distribution.GaussianDistribution;
import smile.stat.distribution.TDistribution;

/// p-values and quantiles. Stateless, thread-safe.
public final class Distributions {
    private Distributions() {}

    /// `P(|Z| ≥ |z|)` for a standard normal Z; accurate in the far tail.
    public static double normalTwoSided(double z) {
        return Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }

    /// The z with `P(|Z| ≤ z) = level`, 1.959963984540054 for 0.95.
    public static double normalQuantile(double level) {
        return GaussianDistribution.getInstance().quantile(0.5 + level / 2);
    }

    /// `P(|T| ≥ |t|)` for Student's t.
    ///
    /// The library's function has seven digits, fewer than the ten promised, so this is our own.
    public static double studentTwoSided(double t, int degreesOfFreedom) {
        return Student.twoSided(t, degreesOfFreedom);
    }

    /// The t with `P(|T| ≤ t) = level`.
    public static double studentQuantile(double level, int degreesOfFreedom) {
        double t = new TDistribution(degreesOfFreedom).quantile(0.5 + level / 2);
        // Newton's method doubles the library's seven digits at each step.
        for (int i = 0; i < 3; i++) {
            t += (Student.twoSided(t, degreesOfFreedom) - (1 - level)) / (2 * Student.density(t, degreesOfFreedom));
        }
        return t;
    }

    /// `P(X ≥ x)` for a chi-square X.
    ///
    /// The finite sums of Abramowitz and Stegun 26.4.4 and 26.4.5, whose terms are all positive, keep
    /// their digits in the far tail, where one minus the distribution function has none.
    public static double chiSquareUpper(double x, int degreesOfFreedom) {
        if (x <= 0) {
            return 1;
        }
        boolean odd = degreesOfFreedom % 2 == 1;
        // Twice the normal density at √x, times √x when the terms are odd powers of √x.
        double term = odd ? Math.sqrt(2 * x / Math.PI) * Math.exp(-x / 2) : Math.exp(-x / 2);
        double sum = odd ? normalTwoSided(Math.sqrt(x)) : 0;
        for (int divisor = odd ? 3 : 2; divisor <= degreesOfFreedom; divisor += 2) {
            sum += term;
            term *= x / divisor;
        }
        return Math.min(1, sum);
    }
}
