package org.isopleth.analysis.summary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.analysis.Analysis;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.design.Design;
import org.isopleth.analysis.design.Options;
import org.isopleth.analysis.design.TallyCells;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.NumberProfile;
import org.isopleth.tensor.TensorDeclaration;

/// `summary@1`, as the package documents it. Stateless, thread-safe.
public final class Summary implements Analysis {
    private static final AnalysisId ID = new AnalysisId("summary", 1);

    @Override
    public AnalysisId id() {
        return ID;
    }

    @Override
    public PreparedAnalysis prepare(Study study, AnalysisPlan plan) {
        Options options = new Options(plan, Set.of("variables"));
        List<String> names = options.optionalNames("variables")
                .orElseGet(() -> study.variables().stream().map(Variable::name).toList());
        if (names.isEmpty()) {
            throw new PlanException("variables", "option 'variables' must name at least one variable");
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new PlanException("variables", "option 'variables' names a variable twice");
        }
        SummaryPlan summary = new SummaryPlan(
                plan,
                names.stream()
                        .map(name -> Design.variable(study, "variables", name))
                        .toList());
        if (plan.privacy().isEmpty()) {
            return new Prepared(summary);
        }
        if (!plan.numbers().equals(NumberProfile.wide())) {
            throw new PlanException("numbers", ID + " with privacy needs wide numbers");
        }
        return new ClippedSummary(summary);
    }

    private record Prepared(SummaryPlan summary) implements PreparedAnalysis {
        @Override
        public AnalysisPlan plan() {
            return summary.plan();
        }

        @Override
        public EqualityClass equality() {
            return EqualityClass.E0;
        }

        @Override
        public List<String> variables() {
            return summary.names();
        }

        @Override
        public Optional<Exposure.JointPlan> jointPlan() {
            return Optional.empty();
        }

        @Override
        public List<TensorDeclaration> declare(Json.Obj state) {
            return summary.declare(state);
        }

        @Override
        public List<RoundOutline> outline() {
            return summary.outline();
        }

        @Override
        public List<TallyCell> tally() {
            List<TallyCell> cells = new ArrayList<>(List.of(new TallyCell.Rows()));
            for (Variable variable : summary.variables()) {
                cells.addAll(TallyCells.of(TallyCell.Role.COVARIATE, variable));
            }
            return cells;
        }

        @Override
        public AtSite atSite() {
            return new SummaryAtSite(summary);
        }

        @Override
        public AtCoordinator atCoordinator() {
            return new SummaryAtCoordinator(summary);
        }
    }
}
