package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.ResultsDocument.AnalysisEntry;
import org.isopleth.client.report.ResultsDocument.Answer;
import org.isopleth.client.report.Tables.Head;

/// One analysis of the study: its facts and its result. Immutable, thread-safe.
///
/// Shows regressions, summaries and averaged models in a form of their own and any other result member by
/// member, so that a new analysis is never left out.
///
/// @param names what variables are called
/// @param id of the section on the page
/// @param entry the analysis
record AnalysisSection(Names names, String id, AnalysisEntry entry) {

    /// The section.
    Element section() {
        Element section = Html.element("section")
                .with("id", id)
                .with("class", "analysis")
                .add(Html.element("h3", entry.name() + " ").add(Html.element("code", entry.id())))
                .add(facts());
        return switch (entry.answer()) {
            case Answer.Result(Json.Obj result) -> section.add(content(result));
            case Answer.Problem(String words) ->
                section.add(Html.element("p")
                        .with("class", "problem")
                        .add(Html.element("strong", "No answer. "))
                        .add(Names.capital(words) + "."));
        };
    }

    /// The regression in this entry, if it is one and has a result.
    Optional<RegressionSection> regression() {
        return result().filter(result -> result.find("coefficients").isPresent())
                .map(result -> new RegressionSection(names, id, result));
    }

    private Optional<Json.Obj> result() {
        return entry.answer() instanceof Answer.Result(Json.Obj result) ? Optional.of(result) : Optional.empty();
    }

    private List<Html> content(Json.Obj result) {
        List<Html> content = new ArrayList<>();
        if (result.find("coefficients").isPresent()) {
            content.addAll(new RegressionSection(names, id, result).content());
        } else if (result.text("analysis").startsWith("summary@")) {
            content.addAll(new SummaryResultSection(names, result).content());
        } else if (result.text("analysis").startsWith("averaged-logistic@")) {
            content.addAll(new AveragedSection(names, result).content());
        } else {
            content.add(members(result));
        }
        content.addAll(new ConvergenceSection(id, result).content());
        return content;
    }

    private Element facts() {
        Element facts = Html.element("dl").with("class", "facts");
        Optional<RegressionSection> regression = regression();
        if (regression.isPresent()) {
            facts = facts.add(fact("Method", regression.get().method()));
        }
        Optional<Json.Obj> result = result();
        if (result.flatMap(found -> found.find("patients")).isPresent()) {
            facts = facts.add(fact("Patients", number(result.get().get("patients"))));
        }
        if (result.flatMap(found -> found.find("events")).isPresent()) {
            facts = facts.add(fact("Events", number(result.get().get("events"))));
        }
        String rounds = Names.count(entry.effort().rounds(), "round");
        String again = entry.effort().attempts() > 1
                ? "; begun " + entry.effort().attempts() + " times, because a hospital was lost on the way"
                : "";
        return facts.add(fact(
                        "Hospitals",
                        entry.sites().isEmpty()
                                ? "none"
                                : entry.sites().size() + ": " + String.join(", ", entry.sites())))
                .add(fact("Exchange", rounds + again))
                .add(fact("Equality", entry.equality() + ": " + ReportWords.equality(entry.equality())))
                .add(fact(
                        "Differential privacy",
                        NoiseWords.of(names.study(), entry.name(), entry.sites().size())));
    }

    /// A number, or the band it lies in.
    private static String number(Json value) {
        return value instanceof Json.Num(double number) ? PaperNumbers.number(number) : value.asText();
    }

    static List<Element> fact(String name, String value) {
        return List.of(Html.element("dt", name), Html.element("dd", value));
    }

    private static Element members(Json.Obj result) {
        List<List<Element>> rows = new ArrayList<>();
        for (Map.Entry<String, Json> member : result.members().entrySet()) {
            Element value = member.getValue() instanceof Json.Num(double number)
                    ? Tables.figure(PaperNumbers.number(number), number)
                    : Tables.words(
                            member.getValue() instanceof Json.Str(String text)
                                    ? text
                                    : CanonicalJson.text(member.getValue()));
            rows.add(List.of(Tables.rowHeader(member.getKey()), value));
        }
        return Tables.table("Result.", List.of(Head.words("Member"), Head.words("Value")), rows);
    }
}
