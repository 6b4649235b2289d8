package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.Tables.Head;
import org.isopleth.study.Variable;

/// What a cohort looks like: the result of `summary@1` in two tables. Immutable, thread-safe.
///
/// @param names what variables are called
/// @param result as the analysis documents it
record SummaryResultSection(Names names, Json.Obj result) {

    List<Html> content() {
        List<List<Element>> numbers = new ArrayList<>();
        List<List<Element>> levels = new ArrayList<>();
        for (Json item : result.list("variables")) {
            Json.Obj variable = item.asObject();
            if (variable.text("kind").equals("numeric")) {
                numbers.add(number(variable));
            } else {
                levels.addAll(levels(variable));
            }
        }
        List<Html> content = new ArrayList<>();
        if (!numbers.isEmpty()) {
            content.add(Tables.table(
                    "Numbers.",
                    List.of(
                            Head.words("Variable"),
                            Head.figures("Patients"),
                            Head.figures("Missing"),
                            Head.figures("Mean"),
                            Head.figures("Standard deviation")),
                    numbers));
        }
        if (!levels.isEmpty()) {
            content.add(Tables.table(
                    "Categories. Shares are of the patients with a value.",
                    List.of(
                            Head.words("Variable"),
                            Head.words("Value"),
                            Head.figures("Patients"),
                            Head.figures("Share")),
                    levels));
        }
        return content;
    }

    private List<Element> number(Json.Obj variable) {
        return List.of(
                header(variable.text("name")),
                Tables.count(variable.integer("n")),
                Tables.count(variable.integer("missing")),
                optional(variable.find("mean")),
                optional(variable.find("standardDeviation")));
    }

    private List<List<Element>> levels(Json.Obj variable) {
        String name = variable.text("name");
        long patients = variable.integer("n");
        List<Json> items = variable.list("levels");
        List<List<Element>> rows = new ArrayList<>();
        for (Json item : items) {
            Json.Obj level = item.asObject();
            long count = level.integer("n");
            Element share = patients == 0
                    ? Tables.words("")
                    : Tables.figure(PaperNumbers.fixed(100.0 * count / patients, 1) + " %", (double) count / patients);
            rows.add(new ArrayList<>(List.of(Tables.words(level.text("name")), Tables.count(count), share)));
        }
        rows.add(new ArrayList<>(
                List.of(Tables.words("missing"), Tables.count(variable.integer("missing")), Tables.words(""))));
        rows.getFirst().addFirst(header(name).with("rowspan", Integer.toString(rows.size())));
        return rows;
    }

    private Element header(String name) {
        String title = names.study()
                .variable(name)
                .filter(Variable.Numeric.class::isInstance)
                .map(variable -> name + " (" + Names.unit(((Variable.Numeric) variable).unit()) + ")")
                .orElse(name);
        return names.covariateTerm(name)
                .map(term -> Tables.rowHeader(title, term))
                .orElseGet(() -> Tables.rowHeader(title));
    }

    private static Element optional(Optional<Json> value) {
        return value.map(Json::asNumber)
                .map(number -> Tables.figure(PaperNumbers.number(number), number))
                .orElseGet(() -> Tables.words("–").with("class", "number"));
    }
}
