package org.isopleth.client.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;
import org.isopleth.study.Variable;
import org.isopleth.study.Variable.Level;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;

/// A study and documents of its results, for tests of the report.
final class Samples {
    static final Function<TermId, Optional<String>> LABELS = id -> Optional.ofNullable(
            Map.of("ncit:C25150", "Age", "ncit:C28421", "Sex", "ncit:C16576", "Female", "ncit:C20197", "Male")
                    .get(id.toString()));

    private Samples() {}

    static Study study(String title) {
        return new Study(
                title,
                "Does performance status predict survival?",
                "To choose the strata of a trial.",
                List.of(),
                List.of(
                        new Variable.Numeric("age", term("C25150"), new Unit("a"), 0, 120),
                        new Variable.Categorical(
                                "sex",
                                term("C28421"),
                                List.of(new Level("male", term("C20197")), new Level("female", term("C16576")))),
                        new Variable.Numeric("ecog", term("C105721"), Unit.ONE, 0, 5)),
                new Cohort(
                        Optional.of(TermId.parse("ncit:C4878")), List.of(new Cohort.Condition.Between("age", 18, 100))),
                List.of(
                        plan("cox@1", "survival"),
                        plan("glm@1", "response"),
                        plan("summary@1", "cohort"),
                        plan("cox@1", "separate")),
                new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 3),
                Deadlines.DEFAULT);
    }

    private static Optional<TermId> term(String code) {
        return Optional.of(new TermId("ncit", code));
    }

    private static AnalysisPlan plan(String id, String name) {
        return new AnalysisPlan(
                AnalysisId.parse(id),
                name,
                Json.object()
                        .with("covariates", Json.ofTexts(List.of("age", "sex", "ecog")))
                        .build());
    }

    /// Results of every kind; `title` and `stamps` as given.
    static Json.Obj results(String title, List<String> stamps) {
        Study study = study(title);
        return Json.object()
                .with("results", 1)
                .with("study", study.digest().hex())
                .with("document", StudyJson.write(study))
                .with("outcome", "completed")
                .with("stamps", Json.ofTexts(stamps))
                .with("software", "0.1.0")
                .with("sites", SITES.asList())
                .with("analyses", ANALYSES.asList())
                .build();
    }

    static Json.Obj provenance() {
        return Json.object()
                .with("provenance", 1)
                .with("study", study("Survival").digest().hex())
                .with("registeredAt", "2026-11-21T08:00:00Z")
                .with("endedAt", "2026-11-21T08:00:41Z")
                .with(
                        "ledgers",
                        List.of(
                                Json.object()
                                        .with("owner", "coordinator")
                                        .with("checkpoint", CHECKPOINT)
                                        .build(),
                                Json.object()
                                        .with("owner", "north")
                                        .with("checkpoint", "scribble")
                                        .build()))
                .build();
    }

    static final String ROOT = "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=";
    static final String CHECKPOINT = "isopleth/coordinator\n412\n" + ROOT + "\n\n— isopleth/coordinator "
            + "3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

    private static final Json SITES = parse("""
        [{"name": "north", "size": "50-99", "permit": "granted", "findings": []},
         {"name": "south", "size": "10-49", "permit": "granted",
          "findings": [{"cause": "rule", "about": "response", "rule": "counting"},
                       {"cause": "out-of-range", "about": "age", "rule": ""}]},
         {"name": "west", "permit": "refused", "reason": "person", "findings": []}]
        """);

    private static final Json ANALYSES = parse("""
        [{"id": "cox@1", "name": "survival", "equality": "E0", "sites": ["north", "south"], "attempts": 2, "rounds": 8,
          "result": {"analysis": "cox@1", "equality": "E0", "time": "time", "event": "vital=dead", "strata": "site",
            "ties": "efron", "ridge": 0, "level": 0.95, "patients": 213, "events": 151, "statistic": "z",
            "scale": "original",
            "coefficients": [
              {"name": "age", "estimate": 0.0112, "standardError": 0.0093, "statistic": 1.2043, "p": 0.2285,
               "lower": -0.00703, "upper": 0.02943},
              {"name": "sex=female", "estimate": -0.5525, "standardError": 0.1677, "statistic": -3.2946,
               "p": 0.000986, "lower": -0.8812, "upper": -0.2238},
              {"name": "ecog", "estimate": 0.6312717768418579, "standardError": 0.196, "statistic": 3.2208,
               "p": 0.0013, "lower": 0.2471, "upper": 1.0154}],
            "logLikelihood": -481.2345678, "nullLogLikelihood": -495.5,
            "likelihoodRatio": {"statistic": 28.53, "degreesOfFreedom": 3, "p": 2.8e-6},
            "iterations": 4, "jointRounds": 6, "rounds": 8, "lastStep": 2.2e-16,
            "trace": [{"round": 3, "logLikelihood": -495.5, "step": 0.61},
                      {"round": 4, "logLikelihood": -481.3, "step": 0.012},
                      {"round": 5, "logLikelihood": -481.2345678, "step": 2.2e-16}]}},
         {"id": "glm@1", "name": "response", "equality": "E0", "sites": ["north"], "attempts": 1, "rounds": 7,
          "result": {"analysis": "glm@1", "equality": "E0", "family": "binomial", "outcome": "vital=dead", "ridge": 0,
            "level": 0.9, "patients": 90, "events": 40, "scale": "original", "statistic": "z",
            "coefficients": [
              {"name": "(Intercept)", "estimate": -3.5, "standardError": 1.1, "statistic": -3.18, "p": 0.0015,
               "lower": -5.7, "upper": -1.3},
              {"name": "age", "estimate": 0.05, "standardError": 0.02, "statistic": 2.5, "p": 0.0124,
               "lower": 0.01, "upper": 0.09}],
            "logLikelihood": -60.1, "nullLogLikelihood": -66.2,
            "iterations": 5, "jointRounds": 6, "rounds": 8, "lastStep": 1e-13}},
         {"id": "summary@1", "name": "cohort", "equality": "E0", "sites": ["north", "south"], "attempts": 1,
          "rounds": 2,
          "result": {"analysis": "summary@1", "equality": "E0", "patients": 228, "rounds": 2, "variables": [
            {"name": "age", "kind": "numeric", "n": 228, "missing": 0, "mean": 62.447368421052630, "variance": 82.33,
             "standardDeviation": 9.0734566},
            {"name": "ecog", "kind": "numeric", "n": 0, "missing": 228},
            {"name": "sex", "kind": "categorical", "n": 228, "missing": 0,
             "levels": [{"name": "male", "n": 138}, {"name": "female", "n": 90}]}]}},
         {"id": "cox@1", "name": "separate", "equality": "E0", "sites": [], "attempts": 1, "rounds": 0,
          "problem": {"reason": "collinear", "variables": ["age", "ecog"],
            "words": "age, ecog: can be computed from other covariates; leave one out"}}]
        """);

    private static Json parse(String text) {
        return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
