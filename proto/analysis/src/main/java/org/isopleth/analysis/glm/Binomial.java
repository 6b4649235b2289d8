package org.isopleth.analysis.glm;

import org.isopleth.analysis.regression.Model.PartBounds;
import org.isopleth.analysis.regression.Totals;

/// Yes-or-no outcome, logit link: `ℓ = Σ yη − log(1 + exp η)`.
record Binomial() implements Family {

    @Override
    public String word() {
        return "binomial";
    }

    @Override
    public double mean(double eta, Totals totals) {
        return probability(eta);
    }

    static double probability(double eta) {
        // exp is taken of the negative side only, which cannot overflow.
        double odds = StrictMath.exp(-Math.abs(eta));
        return (eta >= 0 ? 1 : odds) / (1 + odds);
    }

    @Override
    public double variance(double mean) {
        return mean * (1 - mean);
    }

    @Override
    public double logLikelihood(double y, double eta, double mean) {
        double towards = y == 1 ? eta : -eta;
        return Math.min(towards, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(eta)));
    }

    @Override
    public double nullIntercept(Totals totals) {
        return StrictMath.log(totals.outcome() / (totals.patients() - totals.outcome()));
    }

    @Override
    public PartBounds bounds(double eta, double y, double reach, Totals totals) {
        return new PartBounds(reach, reach * reach, eta + 1);
    }
}
