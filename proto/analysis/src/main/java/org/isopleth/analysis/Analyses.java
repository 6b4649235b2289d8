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
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.NumberProfile;

/// Every analysis there is. Stateless, thread-safe.
public final class Analyses {
    private static final List<Analysis> ALL =
            List.of(new Summary(), new Glm(), new Cox(), new GridCox(), new AveragedLogistic(), new Benchmark());

    /// The key of a plan under which noise is asked for.
    private static final String PRIVACY = "privacy";

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
        PreparedAnalysis own = bind(find(plan.id()), study, plan);
        List<AnalysisPlan> others = new ArrayList<>(study.analyses());
        others.remove(plan);
        return TogetherAnalysis.of(
                own, others.stream().flatMap(other -> possible(study, other)).toList());
    }

    /// Checks one plan of a study for an analysis, the numbers and the noise of its sums included, and binds it.
    ///
    /// @throws PlanException when an option is impossible
    public static PreparedAnalysis bind(Analysis analysis, Study study, AnalysisPlan plan) {
        PreparedAnalysis prepared = inItsNumbers(analysis.prepare(study, plan));
        plan.privacy().ifPresent(noise -> requireHiding(prepared, study, noise));
        return prepared;
    }

    /// Noise hides a patient only where the at-site half bounds one patient's part, and noise shared over sites
    /// only where nobody can read the part of one.
    private static void requireHiding(PreparedAnalysis prepared, Study study, NoiseTerms noise) {
        if (prepared.sensitivities(prepared.atCoordinator().start()).isEmpty()) {
            throw new PlanException(
                    PRIVACY,
                    prepared.plan().id() + " does not bound one patient's part, so that no noise can hide a patient;"
                            + " leave 'privacy' out, or ask for an analysis that does, such as summary@1");
        }
        if (noise.honestSites().isEmpty()) {
            return;
        }
        if (study.privacy().release() != ReleaseLevel.SUM_ONLY) {
            throw new PlanException(
                    PRIVACY, "noise shared over sites needs release: sum-only; use noise: local, or sum-only");
        }
        if (noise.honestSites().getAsInt() > study.privacy().minimumSites()) {
            throw new PlanException(
                    PRIVACY, "honest-sites is more than minimum-sites: so many need not be in a sum; lower it");
        }
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
            return Stream.of(bind(find(plan.id()), study, plan));
        } catch (PlanException _) {
            return Stream.empty();
        }
    }
}
