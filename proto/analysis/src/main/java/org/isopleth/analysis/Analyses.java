package org.isopleth.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.analysis.averaging.AveragedLogistic;
import org.isopleth.analysis.benchmark.Benchmark;
import org.isopleth.analysis.cox.Cox;
import org.isopleth.analysis.cox.GridCox;
import org.isopleth.analysis.glm.Glm;
import org.isopleth.analysis.summary.Summary;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.tensor.NumberProfile;

/// Every analysis there is. Stateless, thread-safe.
public final class Analyses {
    private static final List<Analysis> ALL =
            List.of(new Summary(), new Glm(), new Cox(), new GridCox(), new AveragedLogistic(), new Benchmark());

    private Analyses() {}

    /// The list.
    public static List<Analysis> all() {
        return ALL;
    }

    /// The analysis of this id.
    ///
    /// @throws PlanException when there is none
    public static Analysis find(AnalysisId id) {
        return ALL.stream()
                .filter(analysis -> analysis.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlanException(
                        "id",
                        "there is no analysis " + id + "; there are "
                                + String.join(
                                        ", ",
                                        ALL.stream()
                                                .map(analysis -> analysis.id().toString())
                                                .toList())));
    }

    /// Checks one plan of a study and binds it; what the study's other plans release is taken note of.
    ///
    /// @throws PlanException when the analysis or one of its options is impossible
    public static PreparedAnalysis prepare(Study study, AnalysisPlan plan) {
        PreparedAnalysis own = inItsNumbers(find(plan.id()).prepare(study, plan));
        List<AnalysisPlan> others = new ArrayList<>(study.analyses());
        others.remove(plan);
        return TogetherAnalysis.of(
                own, others.stream().flatMap(other -> possible(study, other)).toList());
    }

    /// Compact numbers are clipped and have few digits: no result that promises a bound may rest on them.
    ///
    /// @throws PlanException when the plan asks for them and the analysis makes such a promise
    public static PreparedAnalysis inItsNumbers(PreparedAnalysis prepared) {
        boolean wide = prepared.plan().numbers().equals(NumberProfile.wide());
        if (!wide && prepared.equality() != EqualityClass.E4) {
            throw new PlanException(
                    "numbers",
                    prepared.plan().id() + " needs wide numbers: compact ones are for analyses of class E4 only");
        }
        return prepared;
    }

    /// A plan that is impossible releases nothing; it says so when it is prepared itself.
    private static Stream<PreparedAnalysis> possible(Study study, AnalysisPlan plan) {
        try {
            return Stream.of(find(plan.id()).prepare(study, plan));
        } catch (PlanException _) {
            return Stream.empty();
        }
    }
}
