package org.isopleth.disclosure.loss;

/// The sum's masses times `e^(λl)` over `e^logarithm`. Immutable, thread-safe.
final class TiltedLoss {
    private final double step;
    private final long start;
    private final double[] masses;
    private final double lambda;
    private final double logarithm;
    private final double error;
    private final double up;

    /// @param step of the grid
    /// @param start the grid point of the first mass
    /// @param masses become this object's own
    /// @param logarithm what undoes the tilt
    /// @param times how many releases there are
    /// @param error the Euclidean length of what may be missing from the masses
    TiltedLoss(double step, long start, double[] masses, double lambda, double logarithm, int times, double error) {
        this.step = step;
        this.start = start;
        this.masses = masses;
        this.lambda = lambda;
        this.logarithm = logarithm;
        this.error = error;
        // More than the error of the logarithm and of exp.
        this.up = 1 + 1e-12 * (1000.0 + times);
    }

    /// How many masses there are.
    int length() {
        return masses.length;
    }

    /// What is charged to δ at this ε: the weights of the masses above ε are at most `e^(-λ(l-ε))`, which
    /// bounds their Euclidean length.
    double charge(double epsilon) {
        return error / StrictMath.sqrt(-StrictMath.expm1(-2 * lambda * step)) * height(epsilon);
    }

    /// `e^(logarithm - λl)`, what undoes the tilt.
    private double height(double loss) {
        double exponent = logarithm - lambda * loss;
        return exponent > 600 ? Double.POSITIVE_INFINITY : StrictMath.exp(exponent) * up;
    }

    /// From the top down as long as δ holds, then on the chord to the first grid point where it does not;
    /// the lowest grid point if it always holds, infinite if it never does.
    double epsilon(double delta) {
        double once = StrictMath.exp(-lambda * step);
        double twice = StrictMath.exp(-(lambda + 1) * step);
        double kept = 0;
        double fallen = 0;
        double before = 0;
        for (int i = masses.length - 1; i >= 0 && start + i >= -1; i--) {
            kept = kept * once + masses[i];
            fallen = fallen * twice + masses[i];
            double loss = (start + i) * step;
            double at = height(loss) * Math.max(0, kept - fallen) + charge(loss);
            if (at > delta && i == masses.length - 1) {
                // Nothing is known above the window but that little lies there.
                return Double.POSITIVE_INFINITY;
            }
            if (at > delta) {
                double part = at < Double.MAX_VALUE ? (at - delta) / (at - before) : 1;
                return Math.max(0, loss + StrictMath.log1p(part * StrictMath.expm1(step)) + 1e-12);
            }
            before = at;
        }
        return Math.max(0, lowest());
    }

    double lowest() {
        return start * step;
    }
}
