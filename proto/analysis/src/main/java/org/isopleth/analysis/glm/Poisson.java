package org.isopleth.analysis.glm;

import org.isopleth.analysis.regression.Model.PartBounds;
import org.isopleth.analysis.regression.Totals;

/// Counts, log link: `ℓ = Σ yη − exp η − log y!`.
///
/// A mean is capped at twice the sum of all counts, so that a bound can be declared. At the maximum the
/// means add up to the counts, so no mean there comes near the cap: it only tames steps on the way.
record Poisson() implements Family {

    /// log k! for k below 16, where k! is an exact double.
    private static final int SMALL = 16;

    @Override
    public String word() {
        return "poisson";
    }

    @Override
    public double mean(double eta, Totals totals) {
        return Math.min(StrictMath.exp(eta), cap(totals));
    }

    @Override
    public double variance(double mean) {
        return mean;
    }

    @Override
    public double logLikelihood(double y, double eta, double mean) {
        return y * eta - mean - logFactorial(y);
    }

    @Override
    public double nullIntercept(Totals totals) {
        return StrictMath.log(totals.outcome() / totals.patients());
    }

    @Override
    public PartBounds bounds(double eta, double y, double reach, Totals totals) {
        double mean = cap(totals);
        return new PartBounds(Math.max(y, mean) * reach, mean * reach * reach, y * eta + mean + logFactorial(y) + 1);
    }

    private static double cap(Totals totals) {
        return 2 * Math.max(1, totals.outcome());
    }

    /// `log y!` for a whole number: by the product below 16, else by Stirling's series (NIST DLMF
    /// 5.11.1) to the term 1/1680 x⁻⁷, whose error there is below 1e-14.
    static double logFactorial(double y) {
        if (y < SMALL) {
            double product = 1;
            for (int k = 2; k <= y; k++) {
                product *= k;
            }
            return StrictMath.log(product);
        }
        double x = y + 1;
        double square = x * x;
        double series = (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / x;
        return (x - 0.5) * StrictMath.log(x) - x + StrictMath.log(2 * Math.PI) / 2 + series;
    }
}
