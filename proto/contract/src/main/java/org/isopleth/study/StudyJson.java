package org.isopleth.study;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.site.SiteId;
import org.isopleth.tensor.NumberProfile;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;

/// The JSON form of a [Study], whose canonical bytes are signed and digested. Stateless, thread-safe.
public final class StudyJson {
    private StudyJson() {}

    /// The JSON form.
    public static Json.Obj write(Study study) {
        return Json.object()
                .with("study", Study.VERSION)
                .with("title", study.title())
                .with("question", study.question())
                .with("purpose", study.purpose())
                .with(
                        "sites",
                        Json.ofTexts(study.sites().stream().map(SiteId::name).toList()))
                .with(
                        "variables",
                        study.variables().stream().map(StudyJson::writeVariable).toList())
                .withOptional("features", study.features().map(FeatureRequestJson::write))
                .with("cohort", writeCohort(study.cohort()))
                .with(
                        "analyses",
                        study.analyses().stream().map(StudyJson::writePlan).toList())
                .with("release", study.privacy().release().word())
                .with("minimumSites", study.privacy().minimumSites())
                .with("missing", "complete-cases")
                .with("deadlines", writeDeadlines(study.deadlines()))
                .build();
    }

    /// Reads the JSON form.
    ///
    /// @throws JsonException when it is not a study of this version
    public static Study read(Json json) {
        Json.Obj in = json.asObject();
        onlyMembers(
                in,
                Set.of(
                        "study",
                        "title",
                        "question",
                        "purpose",
                        "sites",
                        "variables",
                        "features",
                        "cohort",
                        "analyses",
                        "release",
                        "minimumSites",
                        "missing",
                        "deadlines"));
        if (in.integer("study") != Study.VERSION || !in.text("missing").equals("complete-cases")) {
            throw new JsonException("this is not a study document of version " + Study.VERSION);
        }
        Json.Obj deadlines = in.object("deadlines");
        onlyMembers(deadlines, Set.of("permitSeconds", "readinessSeconds", "roundSeconds"));
        try {
            return new Study(
                    in.text("title"),
                    in.text("question"),
                    in.text("purpose"),
                    in.get("sites").asTexts().stream().map(SiteId::new).toList(),
                    in.list("variables").stream().map(StudyJson::readVariable).toList(),
                    in.find("features").map(FeatureRequestJson::read),
                    readCohort(in.object("cohort")),
                    in.list("analyses").stream().map(StudyJson::readPlan).toList(),
                    new Study.PrivacyTerms(ReleaseLevel.parse(in.text("release")), in.count("minimumSites")),
                    new Deadlines(
                            Duration.ofSeconds(deadlines.integer("permitSeconds")),
                            Duration.ofSeconds(deadlines.integer("readinessSeconds")),
                            Duration.ofSeconds(deadlines.integer("roundSeconds"))));
        } catch (IllegalArgumentException e) {
            throw new JsonException("the study is not valid: " + e.getMessage());
        }
    }

    private static Json writeDeadlines(Deadlines deadlines) {
        return Json.object()
                .with("permitSeconds", deadlines.permits().toSeconds())
                .with("readinessSeconds", deadlines.readiness().toSeconds())
                .with("roundSeconds", deadlines.round().toSeconds())
                .build();
    }

    private static Json writeVariable(Variable variable) {
        Json.Builder out = Json.object().with("name", variable.name()).withOptional("term", term(variable.term()));
        switch (variable) {
            case Variable.Numeric numeric ->
                out.with("unit", numeric.unit().code()).withNumbers("range", numeric.minimum(), numeric.maximum());
            case Variable.Categorical categorical ->
                out.with(
                        "values",
                        categorical.levels().stream()
                                .map(level -> Json.object()
                                        .with("name", level.name())
                                        .withOptional("term", term(level.term()))
                                        .build())
                                .toList());
        }
        return out.build();
    }

    private static Variable readVariable(Json json) {
        Json.Obj in = json.asObject();
        String name = in.text("name");
        Optional<TermId> term = in.find("term").map(t -> TermId.parse(t.asText()));
        if (in.find("values").isPresent()) {
            onlyMembers(in, Set.of("name", "term", "values"));
            List<Variable.Level> levels =
                    in.list("values").stream().map(StudyJson::readLevel).toList();
            return new Variable.Categorical(name, term, levels);
        }
        onlyMembers(in, Set.of("name", "term", "unit", "range"));
        double[] range = in.numbers("range");
        if (range.length != 2) {
            throw new JsonException("a range has two numbers");
        }
        return new Variable.Numeric(name, term, new Unit(in.text("unit")), range[0], range[1]);
    }

    private static Variable.Level readLevel(Json json) {
        Json.Obj in = json.asObject();
        onlyMembers(in, Set.of("name", "term"));
        return new Variable.Level(in.text("name"), in.find("term").map(t -> TermId.parse(t.asText())));
    }

    private static Optional<Json> term(Optional<TermId> term) {
        return term.map(id -> Json.of(id.toString()));
    }

    private static Json writeCohort(Cohort cohort) {
        List<Json> conditions = new ArrayList<>();
        for (Cohort.Condition condition : cohort.conditions()) {
            conditions.add(
                    switch (condition) {
                        case Cohort.Condition.Between(String variable, double minimum, double maximum) ->
                            Json.object()
                                    .with("variable", variable)
                                    .withNumbers("between", minimum, maximum)
                                    .build();
                        case Cohort.Condition.OneOf(String variable, Set<String> levels) ->
                            Json.object()
                                    .with("variable", variable)
                                    .with("oneOf", Json.ofTexts(List.copyOf(new TreeSet<>(levels))))
                                    .build();
                    });
        }
        return Json.object()
                .withOptional("disease", term(cohort.disease()))
                .with("conditions", conditions)
                .build();
    }

    private static Cohort readCohort(Json.Obj in) {
        onlyMembers(in, Set.of("disease", "conditions"));
        List<Cohort.Condition> conditions = new ArrayList<>();
        for (Json item : in.list("conditions")) {
            Json.Obj condition = item.asObject();
            String variable = condition.text("variable");
            if (condition.find("between").isPresent()) {
                onlyMembers(condition, Set.of("variable", "between"));
                double[] between = condition.numbers("between");
                if (between.length != 2) {
                    throw new JsonException("a condition 'between' has two numbers");
                }
                conditions.add(new Cohort.Condition.Between(variable, between[0], between[1]));
            } else {
                onlyMembers(condition, Set.of("variable", "oneOf"));
                conditions.add(new Cohort.Condition.OneOf(
                        variable, new LinkedHashSet<>(condition.get("oneOf").asTexts())));
            }
        }
        return new Cohort(in.find("disease").map(t -> TermId.parse(t.asText())), conditions);
    }

    private static Json writePlan(AnalysisPlan plan) {
        return Json.object()
                .with("id", plan.id().toString())
                .with("name", plan.name())
                .with("options", plan.options())
                .withOptional("numbers", numbers(plan.numbers()))
                .withOptional("privacy", plan.privacy().map(NoiseTerms::json))
                .build();
    }

    /// Wide numbers go without saying, so that the digest of a study from before there were others is as it was.
    private static Optional<Json> numbers(NumberProfile profile) {
        return profile.equals(NumberProfile.wide()) ? Optional.empty() : Optional.of(profile.json());
    }

    private static AnalysisPlan readPlan(Json json) {
        Json.Obj in = json.asObject();
        onlyMembers(in, Set.of("id", "name", "options", "numbers", "privacy"));
        return new AnalysisPlan(
                AnalysisId.parse(in.text("id")),
                in.text("name"),
                in.object("options"),
                in.find("numbers").map(StudyJson::readNumbers).orElse(NumberProfile.wide()),
                in.find("privacy").map(privacy -> NoiseTerms.read(privacy.asObject())));
    }

    private static NumberProfile readNumbers(Json json) {
        NumberProfile read = NumberProfile.read(json.asObject());
        if (read.equals(NumberProfile.wide())) {
            throw new JsonException("wide numbers are not written");
        }
        return read;
    }

    static void onlyMembers(Json.Obj in, Set<String> known) {
        for (String name : in.members().keySet()) {
            if (!known.contains(name)) {
                throw new JsonException("member '" + name + "' is not known here");
            }
        }
    }
}
