package org.isopleth.analysis.glm;

import org.isopleth.analysis.regression.Model.PartBounds;
import org.isopleth.analysis.regression.Totals;

/// Normal outcome, identity link, unit variance: `ℓ = −Σ (y − η)² / 2`. The outcome is standardised, and
/// the true variance is put back in the report.
record Gaussian() implements Family {

    @Override
    public String word() {
        return "gaussian";
    }

    @Override
    public double mean(double eta, Totals totals) {
        return eta;
    }

    @Override
    public double variance(double mean) {
        return 1;
    }

    @Override
    public double logLikelihood(double y, double eta, double mean) {
        return -(y - mean) * (y - mean) / 2;
    }

    @Override
    public double nullIntercept(Totals totals) {
        return 0;
    }

    @Override
    public PartBounds bounds(double eta, double y, double reach, Totals totals) {
        double residual = y + eta;
        return new PartBounds(residual * reach, reach * reach, residual * residual);
    }
}
