package org.isopleth.disclosure.loss;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Tails of the standard normal distribution, with a bound on the error. Stateless, thread-safe.
final class NormalTail {
    /// Relative error of [#scaled] for arguments from 0: 14 positive terms, each within a few ulp, and a
    /// quadrature error below 2^-56. This is 256 ulp.
    static final double RELATIVE = 0x1p-45;

    /// Relative error of [#upper] up to 38: that of `scaled`, and that of `exp(-z²/2)` by the rounding of its
    /// exponent, 722 · 2^-53.
    static final double UPPER_RELATIVE = 0x1p-42;

    /// Step of the quadrature: its error is `exp(-π²/h²)`, 7e-18.
    private static final double STEP = 0.5;

    /// The squares of the midpoints `(k + 1/2) h`, as far as they matter, and `exp` of minus these.
    private static final double[] SQUARES = IntStream.range(0, 13)
            .mapToDouble(k -> (k + 0.5) * STEP * (k + 0.5) * STEP)
            .toArray();

    private static final double[] FALLS =
            DoubleStream.of(SQUARES).map(square -> StrictMath.exp(-square)).toArray();
    private static final double[] NODES = {
        0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363
    };
    private static final double[] WEIGHTS = {
        0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763
    };

    /// Below this width eight nodes of Gauss and Legendre integrate the density to 2^-46 up to |z| = 40;
    /// from there on the difference of two tails loses less than 2^4 of their precision.
    private static final double NARROW = 0.1;

    private NormalTail() {}

    /// `exp(x²) · erfc(x)`.
    ///
    /// For x from 0 by the midpoint rule on `erfc(x) = (2x/π) exp(-x²) ∫ exp(-t²)/(x² + t²) dt` over t from 0,
    /// with the residue of the pole at t = ix added where the rule passes it (Chiarella, Reichel 1968); every
    /// term is positive. For x below 0 as `2 exp(x²) - scaled(-x)`.
    static double scaled(double x) {
        if (x < 0) {
            return 2 * StrictMath.exp(x * x) - scaled(-x);
        }
        double square = x * x;
        double sum = 0;
        for (int k = SQUARES.length - 1; k >= 0; k--) {
            sum += FALLS[k] / (square + SQUARES[k]);
        }
        double rule = 2 * STEP * x / Math.PI * sum;
        double pole = x < Math.PI / STEP
                ? 2 * StrictMath.exp(square - 2 * Math.PI * x / STEP) / (1 + StrictMath.exp(-2 * Math.PI * x / STEP))
                : 0;
        return rule + pole;
    }

    /// The probability of more than `z`, for z from 0; 0 beyond 38 (it is below 1e-315).
    static double upper(double z) {
        return z > 38 ? 0 : StrictMath.exp(-z * z / 2) * scaled(z / StrictMath.sqrt(2)) / 2;
    }

    /// The natural logarithm of the probability of more than `z`, for any z down to -38; within 1e-11.
    static double logUpper(double z) {
        return z > 0 ? -z * z / 2 + StrictMath.log(scaled(z / StrictMath.sqrt(2)) / 2) : StrictMath.log1p(-upper(-z));
    }

    /// The probability between `from` and `to`, where `from <= to`; either may be infinite.
    static double between(double from, double to) {
        if (from < 0 && to <= 0) {
            return between(-to, -from);
        }
        if (to - from < NARROW) {
            return integral(from, to);
        }
        return from >= 0 ? Math.max(0, upper(from) - upper(to)) : Math.max(0, 1 - upper(-from) - upper(to));
    }

    private static double integral(double from, double to) {
        double middle = (from + to) / 2;
        double half = (to - from) / 2;
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            double low = middle - half * NODES[i];
            double high = middle + half * NODES[i];
            sum += WEIGHTS[i] * (StrictMath.exp(-low * low / 2) + StrictMath.exp(-high * high / 2));
        }
        return half * sum / StrictMath.sqrt(2 * Math.PI);
    }
}
