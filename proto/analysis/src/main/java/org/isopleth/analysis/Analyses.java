package org.isopleth.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.analysis.cox.Cox;
import org.isopleth.analysis.glm.Glm;
import org.isopleth.analysis.summary.Summary;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;

/// Every analysis there is. Stateless, thread-safe.
public final class Analyses {
    private static final List<Analysis> ALL = List.of(new Summary(), new Glm(), new Cox());

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
        PreparedAnalysis own = find(plan.id()).prepare(study, plan);
        List<AnalysisPlan> others = new ArrayList<>(study.analyses());
        others.remove(plan);
        return TogetherAnalysis.of(
                own, others.stream().flatMap(other -> possible(study, other)).toList());
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
