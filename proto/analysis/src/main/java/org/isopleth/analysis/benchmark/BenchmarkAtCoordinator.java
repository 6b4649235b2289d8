package org.isopleth.analysis.benchmark;

import java.util.List;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;

/// The coordinator's half of a benchmark: `{"rounds":10,"patients":400,"values":"<digest of the last>"}`.
///
/// @param plan what both halves know
record BenchmarkAtCoordinator(BenchmarkPlan plan) implements AtCoordinator {

    @Override
    public Json.Obj start() {
        return BenchmarkState.first(plan.length()).json();
    }

    @Override
    public Step step(Json.Obj state, Contribution sum) {
        double patients = sum.tensor(BenchmarkPlan.PATIENTS).value(0);
        if (patients < 1) {
            return new Step.Failed(new AnalysisProblem(AnalysisProblem.Reason.IMPOSSIBLE_SUMS, List.of()));
        }
        Tensor sums = sum.tensor(BenchmarkPlan.VALUES);
        float[] values = new float[plan.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (sums.value(i) / patients);
        }
        int round = BenchmarkState.round(state);
        Json.Obj next = new BenchmarkState(round + 1, values).json();
        return round < plan.rounds()
                ? new Step.Continue(next)
                : new Step.Finished(Json.object()
                        .with("rounds", round)
                        .with("patients", patients)
                        .with("values", CanonicalJson.digest(next).hex())
                        .build());
    }
}
