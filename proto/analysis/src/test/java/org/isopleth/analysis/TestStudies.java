package org.isopleth.analysis;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.unit.Unit;

/// Studies for tests.
public final class TestStudies {
    private TestStudies() {}

    /// A number in a public range.
    public static Variable number(String name, double minimum, double maximum) {
        return new Variable.Numeric(name, Optional.empty(), Unit.ONE, minimum, maximum);
    }

    /// A categorical variable.
    public static Variable levels(String name, String... levels) {
        return new Variable.Categorical(
                name,
                Optional.empty(),
                List.of(levels).stream()
                        .map(level -> new Variable.Level(level, Optional.empty()))
                        .toList());
    }

    /// A plan from its id and options as JSON text.
    public static AnalysisPlan plan(String id, String options) {
        return plan(id, "main", options);
    }

    /// A plan from its id, the study's name of it, and options as JSON text.
    public static AnalysisPlan plan(String id, String name, String options) {
        return new AnalysisPlan(
                AnalysisId.parse(id),
                name,
                org.isopleth.canonical.CanonicalJson.parse(options).asObject());
    }

    /// A study with one analysis.
    public static Study study(List<Variable> variables, AnalysisPlan plan) {
        return study(variables, List.of(plan));
    }

    /// A study with these analyses.
    public static Study study(List<Variable> variables, List<AnalysisPlan> plans) {
        return study(variables, ReleaseLevel.SITE_LEVEL, plans);
    }

    /// A study with these analyses that releases this.
    public static Study study(List<Variable> variables, ReleaseLevel release, List<AnalysisPlan> plans) {
        return new Study(
                "A test",
                "Does it add up?",
                "Testing.",
                List.of(),
                variables,
                Cohort.EVERYONE,
                plans,
                new Study.PrivacyTerms(release, release == ReleaseLevel.SUM_ONLY ? 3 : 1),
                Deadlines.DEFAULT);
    }

    /// An analysis prepared from its id and options as JSON text.
    public static PreparedAnalysis prepare(List<Variable> variables, String id, String options) {
        return prepare(variables, ReleaseLevel.SITE_LEVEL, id, options);
    }

    /// As [#prepare(List, String, String)], of a study that releases this.
    public static PreparedAnalysis prepare(List<Variable> variables, ReleaseLevel release, String id, String options) {
        AnalysisPlan plan = plan(id, options);
        return Analyses.prepare(study(variables, release, List.of(plan)), plan);
    }

    /// The result of a run that must have one.
    public static Json.Obj result(Federation.Run run) {
        return switch (run.end()) {
            case Step.Finished(Json.Obj result) -> result;
            case Step.Failed(AnalysisProblem problem) ->
                throw new AssertionError(problem.reason() + " " + problem.words());
            case Step.Continue _ -> throw new AssertionError("the run has not ended");
        };
    }

    /// The problem of a run that must have one.
    public static AnalysisProblem problem(Federation.Run run) {
        if (run.end() instanceof Step.Failed(AnalysisProblem problem)) {
            return problem;
        }
        throw new AssertionError("the run did not fail");
    }
}
