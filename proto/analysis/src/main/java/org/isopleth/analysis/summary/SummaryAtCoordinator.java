package org.isopleth.analysis.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.design.Distances;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.analysis.design.Standardisation;
import org.isopleth.canonical.Json;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;

/// The coordinator's half of a summary.
///
/// @param plan what both halves know
record SummaryAtCoordinator(SummaryPlan plan) implements AtCoordinator {

    @Override
    public Json.Obj start() {
        return Json.object().with("stage", "centre").build();
    }

    @Override
    public Step step(Json.Obj state, Contribution sum) {
        if (SummaryPlan.spreads(state)) {
            double[] parts = sum.values(SummaryPlan.SQUARES);
            return unresolved(state, parts)
                    .<Step>map(Step.Failed::new)
                    .orElseGet(() -> new Step.Finished(result(state, parts, 2)));
        }
        long patients = Math.round(sum.values(SummaryPlan.PATIENTS)[0]);
        double[] counts = sum.values(SummaryPlan.COUNTS);
        List<PublicRange> ranges = plan.ranges();
        double[] sums = ranges.isEmpty() ? new double[0] : sum.values(SummaryPlan.SUMS);
        double[] means = new double[ranges.size()];
        for (int j = 0; j < means.length; j++) {
            long present = Math.round(counts[plan.presentAt(ranges.get(j).variable())]);
            means[j] = present == 0 ? ranges.get(j).middle() : Standardisation.mean(ranges.get(j), sums[j], present);
        }
        Json.Obj next = Json.object()
                .with("stage", "spread")
                .with("patients", patients)
                .withNumbers("counts", counts)
                .withNumbers("means", means)
                .build();
        return ranges.isEmpty() ? new Step.Finished(result(next, new double[0], 1)) : new Step.Continue(next);
    }

    /// Names the numbers whose mean and deviation the sums cannot tell.
    private Optional<AnalysisProblem> unresolved(Json.Obj state, double[] parts) {
        List<Distances> distances = plan.distances(state);
        List<String> names = new ArrayList<>();
        for (int j = 0; j < parts.length; j++) {
            Distances own = distances.get(j);
            boolean present = state.numbers("counts")[plan.presentAt(own.range().variable())] > 0;
            if (present && own.finding(own.deviation(parts[j])) == Distances.Finding.UNRESOLVED) {
                names.add(own.range().variable());
            }
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(new AnalysisProblem(AnalysisProblem.Reason.RANGE_TOO_WIDE, names));
    }

    private Json.Obj result(Json.Obj state, double[] parts, int rounds) {
        double[] counts = state.numbers("counts");
        double[] means = state.numbers("means");
        List<Distances> distances = plan.distances(state);
        List<Json> variables = new ArrayList<>();
        int at = 0;
        int number = 0;
        for (Variable variable : plan.variables()) {
            int length = SummaryPlan.counts(variable);
            double[] own = Arrays.copyOfRange(counts, at, at + length);
            at += length;
            switch (variable) {
                case Variable.Numeric _ -> {
                    variables.add(numeric(
                            variable.name(),
                            own,
                            means[number],
                            distances.get(number).variance(parts[number])));
                    number++;
                }
                case Variable.Categorical categorical -> variables.add(categorical(categorical, own));
            }
        }
        return Json.object()
                .with("analysis", plan.plan().id().toString())
                .with("equality", EqualityClass.E0.name())
                .with("patients", state.integer("patients"))
                .with("rounds", rounds)
                .with("variables", variables)
                .build();
    }

    private static Json numeric(String name, double[] counts, double mean, double variance) {
        Json.Builder out = Json.object()
                .with("name", name)
                .with("kind", "numeric")
                .with("n", counts[1])
                .with("missing", counts[0]);
        if (counts[1] > 0) {
            out.with("mean", mean);
        }
        if (counts[1] > 1) {
            out.with("variance", variance).with("standardDeviation", Math.sqrt(variance));
        }
        return out.build();
    }

    private static Json categorical(Variable.Categorical variable, double[] counts) {
        List<Json> levels = new ArrayList<>();
        double present = 0;
        for (int level = 0; level < variable.levels().size(); level++) {
            present += counts[1 + level];
            levels.add(Json.object()
                    .with("name", variable.levels().get(level).name())
                    .with("n", counts[1 + level])
                    .build());
        }
        return Json.object()
                .with("name", variable.name())
                .with("kind", "categorical")
                .with("n", present)
                .with("missing", counts[0])
                .with("levels", levels)
                .build();
    }
}
