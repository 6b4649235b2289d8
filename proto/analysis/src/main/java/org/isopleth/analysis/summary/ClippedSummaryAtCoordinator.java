package org.isopleth.analysis.summary;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.canonical.Json;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;

/// The coordinator's half of a clipped summary. What it does to sums that have noise is public and costs nothing:
/// counts become whole and not negative, means lie in their range, variances are not negative.
///
/// @param clipped what both halves know
record ClippedSummaryAtCoordinator(ClippedSummary clipped) implements AtCoordinator {

    @Override
    public Json.Obj start() {
        return Json.object().with("stage", "clipped").build();
    }

    @Override
    public Step step(Json.Obj state, Contribution sum) {
        double[] counts = sum.values(SummaryPlan.COUNTS);
        double[] sums = clipped.ranges().isEmpty() ? new double[0] : sum.values(SummaryPlan.SUMS);
        double[] squares = clipped.ranges().isEmpty() ? new double[0] : sum.values(SummaryPlan.SQUARES);
        List<Json> variables = new ArrayList<>();
        int at = 0;
        int number = 0;
        for (Variable variable : clipped.summary().variables()) {
            switch (variable) {
                case Variable.Numeric _ -> {
                    PublicRange range = clipped.ranges().get(number);
                    variables.add(numeric(range, counts[at], counts[at + 1], sums[number], squares[number]));
                    number++;
                }
                case Variable.Categorical categorical -> variables.add(categorical(categorical, counts, at));
            }
            at += SummaryPlan.counts(variable);
        }
        return new Step.Finished(Json.object()
                .with("analysis", clipped.plan().id().toString())
                .with("equality", EqualityClass.E4.name())
                .with("patients", patients(sum.values(SummaryPlan.PATIENTS)[0]))
                .with("rounds", 1)
                .with("privacy", privacy(clipped.plan().privacy().orElseThrow()))
                .with("variables", variables)
                .build());
    }

    /// What was promised, in the words of the plan; what it is worth is computed by whoever reads it, from the
    /// plan.
    private static Json privacy(NoiseTerms noise) {
        Json.Builder out = Json.object()
                .with("mechanism", "discrete-gaussian")
                .with("accounting", "zero-concentrated")
                .with("noise", noise.honestSites().isPresent() ? "distributed" : "local");
        noise.json().members().forEach(out::with);
        return out.build();
    }

    private static long patients(double count) {
        return Math.max(0, Math.round(count));
    }

    private static Json numeric(PublicRange range, double missing, double present, double sum, double squares) {
        long n = patients(present);
        Json.Builder out = Json.object()
                .with("name", range.variable())
                .with("kind", "numeric")
                .with("n", n)
                .with("missing", patients(missing));
        double half = ClippedSummary.half(range);
        if (n > 0) {
            double y = Math.min(1, Math.max(-1, sum / n));
            double mean = range.middle() + half * y;
            out.with("mean", Math.min(range.maximum(), Math.max(range.minimum(), mean)));
            if (n > 1) {
                double variance = half * half * Math.max(0, squares / n - y * y) * n / (n - 1);
                if (Double.isFinite(variance)) {
                    out.with("variance", variance).with("standardDeviation", Math.sqrt(variance));
                }
            }
        }
        return out.build();
    }

    private static Json categorical(Variable.Categorical variable, double[] counts, int first) {
        List<Json> levels = new ArrayList<>();
        long present = 0;
        for (int level = 0; level < variable.levels().size(); level++) {
            long n = patients(counts[first + 1 + level]);
            present += n;
            levels.add(Json.object()
                    .with("name", variable.levels().get(level).name())
                    .with("n", n)
                    .build());
        }
        return Json.object()
                .with("name", variable.name())
                .with("kind", "categorical")
                .with("n", present)
                .with("missing", patients(counts[first]))
                .with("levels", levels)
                .build();
    }
}
