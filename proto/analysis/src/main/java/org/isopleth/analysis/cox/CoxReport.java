package org.isopleth.analysis.cox;

import java.util.Locale;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.design.Distributions;
import org.isopleth.analysis.regression.CoefficientTable;
import org.isopleth.analysis.regression.CoefficientTable.OutcomeScale;
import org.isopleth.analysis.regression.CoefficientTable.Reference;
import org.isopleth.analysis.regression.Fit;
import org.isopleth.analysis.regression.Report;
import org.isopleth.analysis.regression.Results;
import org.isopleth.canonical.Json;

/// The result of a Cox model, as the package documents it.
///
/// @param model what both halves know
record CoxReport(CoxModel model) implements Report {

    @Override
    public Step of(Fit fit) {
        return new Step.Finished(Results.course(withoutCourse(fit), fit).build());
    }

    /// The result but for how it was reached.
    Json.Builder withoutCourse(Fit fit) {
        Reference normal = new Reference(
                Distributions::normalTwoSided,
                Distributions.normalQuantile(model.plan().level()));
        CoefficientTable table = new CoefficientTable(model.plan(), fit, OutcomeScale.NONE, normal);
        Json.Builder out = Results.head(model, EqualityClass.E0)
                .with("time", model.time().variable())
                .with("event", model.event().text())
                .with("strata", model.stratification().text())
                .with("ties", model.ties().name().toLowerCase(Locale.ROOT))
                .with("ridge", model.plan().ridge())
                .with("level", model.plan().level())
                .with("patients", fit.totals().patients())
                .with("events", Math.round(fit.totals().outcome()))
                .with("statistic", "z")
                .with("scale", table.scale())
                .with("coefficients", table.json())
                .with("logLikelihood", fit.logLikelihood())
                .with("nullLogLikelihood", fit.nullLogLikelihood());
        if (model.plan().ridge() == 0) {
            out.with("likelihoodRatio", Results.likelihoodRatio(model.plan(), fit));
        }
        return out;
    }
}
