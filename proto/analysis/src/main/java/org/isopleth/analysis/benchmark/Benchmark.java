package org.isopleth.analysis.benchmark;

import java.util.ArrayList;
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
import org.isopleth.analysis.design.PublicRange;
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

/// `benchmark@1`, as the package documents it. Stateless, thread-safe.
public final class Benchmark implements Analysis {
    /// Most values of a round. The sums of so many take 256 MB.
    public static final int MAX_LENGTH = 1 << 24;

    /// Most rounds of a plan.
    public static final int MAX_ROUNDS = 1000;

    private static final String WIDE = "wide";
    private static final String COMPACT = "compact";
    private static final AnalysisId ID = new AnalysisId("benchmark", 1);

    @Override
    public AnalysisId id() {
        return ID;
    }

    @Override
    public boolean onlyWhenNamed() {
        return true;
    }

    @Override
    public PreparedAnalysis prepare(Study study, AnalysisPlan plan) {
        Options options = new Options(plan, Set.of("variable", "length", "rounds", "numbers"));
        String name = options.text("variable");
        if (!(Design.variable(study, "variable", name) instanceof Variable.Numeric numeric)) {
            throw new PlanException("variable", "option 'variable' must name a number");
        }
        List<TallyCell> tally = new ArrayList<>(List.of(new TallyCell.Rows()));
        tally.addAll(TallyCells.of(TallyCell.Role.COVARIATE, numeric));
        return new Prepared(
                new BenchmarkPlan(
                        plan,
                        new PublicRange(name, numeric.minimum(), numeric.maximum()),
                        options.integer("length", 1, 1, MAX_LENGTH),
                        options.integer("rounds", 1, 1, MAX_ROUNDS),
                        numbers(options)),
                List.copyOf(tally));
    }

    private static NumberProfile numbers(Options options) {
        return options.choice("numbers", Optional.of(WIDE), Set.of(WIDE, COMPACT))
                        .equals(COMPACT)
                ? BenchmarkPlan.COMPACT
                : NumberProfile.wide();
    }

    private record Prepared(BenchmarkPlan benchmark, List<TallyCell> tally) implements PreparedAnalysis {
        @Override
        public AnalysisPlan plan() {
            return benchmark.plan();
        }

        /// The values are rounded to single precision between rounds.
        @Override
        public EqualityClass equality() {
            return EqualityClass.E4;
        }

        @Override
        public List<String> variables() {
            return List.of(benchmark.range().variable());
        }

        @Override
        public Optional<Exposure.JointPlan> jointPlan() {
            return Optional.empty();
        }

        @Override
        public List<TensorDeclaration> declare(Json.Obj state) {
            return benchmark.declare();
        }

        @Override
        public List<RoundOutline> outline() {
            return List.of(new RoundOutline(
                    benchmark.rounds(), RoundOutline.once(benchmark.declare()).parts()));
        }

        @Override
        public AtSite atSite() {
            return new BenchmarkAtSite(benchmark);
        }

        @Override
        public AtCoordinator atCoordinator() {
            return new BenchmarkAtCoordinator(benchmark);
        }
    }
}
