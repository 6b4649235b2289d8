package org.isopleth.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Sensitivity;
import org.isopleth.tensor.TensorDeclaration;

/// An analysis that knows what the study's other analyses release of the same patients.
///
/// All analyses of a study read one frozen cohort. Which complete cases two of them share is not looked
/// at: they are taken to share all. Immutable, thread-safe.
///
/// @param own the analysis itself
/// @param others what the others plan
public record TogetherAnalysis(PreparedAnalysis own, List<Exposure.JointPlan> others) implements PreparedAnalysis {

    public TogetherAnalysis {
        others = List.copyOf(others);
    }

    /// Every analysis of one study, each knowing the others, in this order.
    public static List<PreparedAnalysis> all(List<PreparedAnalysis> analyses) {
        List<PreparedAnalysis> together = new ArrayList<>();
        for (int i = 0; i < analyses.size(); i++) {
            List<PreparedAnalysis> others = new ArrayList<>(analyses);
            together.add(of(others.remove(i), others));
        }
        return together;
    }

    static TogetherAnalysis of(PreparedAnalysis own, List<PreparedAnalysis> others) {
        return new TogetherAnalysis(
                own,
                others.stream().flatMap(other -> other.jointPlan().stream()).toList());
    }

    @Override
    public AnalysisPlan plan() {
        return own.plan();
    }

    @Override
    public EqualityClass equality() {
        return own.equality();
    }

    @Override
    public List<String> variables() {
        return own.variables();
    }

    @Override
    public boolean holdsOut() {
        return own.holdsOut();
    }

    @Override
    public Optional<Exposure.JointPlan> jointPlan() {
        return own.jointPlan();
    }

    @Override
    public List<TensorDeclaration> declare(Json.Obj state) {
        return own.declare(state);
    }

    @Override
    public List<RoundOutline> outline() {
        return own.outline();
    }

    @Override
    public List<TallyCell> tally() {
        return own.tally();
    }

    @Override
    public List<Sensitivity> sensitivities(Json.Obj state) {
        return own.sensitivities(state);
    }

    @Override
    public AtSite atSite() {
        return new Together(own.atSite(), others);
    }

    @Override
    public AtCoordinator atCoordinator() {
        return own.atCoordinator();
    }

    private record Together(AtSite own, List<Exposure.JointPlan> others) implements AtSite {
        @Override
        public Exposure exposure(AnalysisTable table) {
            return own.exposure(table).alongside(others);
        }

        @Override
        public List<RowsBehind> behind(AnalysisTable table) {
            return own.behind(table);
        }

        @Override
        public Contribution contribute(AnalysisTable table, Json.Obj state) {
            return own.contribute(table, state);
        }

        @Override
        public Facts facts(AnalysisTable table, Json.Obj state, Contribution contribution, Optional<Tally> othersHave) {
            return own.facts(table, state, contribution, othersHave);
        }
    }
}
