package org.isopleth.client.report;

import java.util.List;
import java.util.stream.Collectors;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.Tables.Head;
import org.isopleth.study.Cohort;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;

/// What was measured and of whom: terms with codes and labels, units, ranges, levels. Immutable,
/// thread-safe.
///
/// @param names what terms are called
record VariablesSection(Names names) {

    Element section() {
        List<List<Element>> rows =
                names.study().variables().stream().map(this::row).toList();
        return Html.element("section")
                .with("id", "variables")
                .add(Html.element("h2", "Variables"))
                .add(Html.element("p")
                        .add(Html.element("strong", "Cohort. "))
                        .add(cohort() + " Patients without a value of a variable an analysis uses are left out of that"
                                + " analysis (complete cases)."))
                .add(Tables.table(
                        "Variables. Hospitals match them by term, never by the name of a column.",
                        List.of(Head.words("Name"), Head.words("Term"), Head.words("Unit"), Head.words("Values")),
                        rows));
    }

    private List<Element> row(Variable variable) {
        Element term = variable.term().map(this::term).orElseGet(() -> Tables.words("none"));
        return switch (variable) {
            case Variable.Numeric numeric ->
                List.of(
                        Tables.rowHeader(numeric.name()),
                        term,
                        Html.element("td")
                                .add(Html.element("code", numeric.unit().code()))
                                .add(
                                        numeric.unit().code().equals("1")
                                                ? " (number)"
                                                : " (" + Names.unit(numeric.unit()) + ")"),
                        Tables.words(PaperNumbers.number(numeric.minimum()) + " to "
                                + PaperNumbers.number(numeric.maximum())));
            case Variable.Categorical categorical ->
                List.of(
                        Tables.rowHeader(categorical.name()),
                        term,
                        Tables.words("–"),
                        Html.element("td").add(levels(categorical)));
        };
    }

    private Element term(TermId id) {
        String label = names.labels().apply(id).map(known -> known + " ").orElse("");
        return Tables.words(label).add(Html.element("code", id.toString()));
    }

    private Element levels(Variable.Categorical variable) {
        Element list = Html.element("ul").with("class", "plain");
        for (int i = 0; i < variable.levels().size(); i++) {
            Variable.Level level = variable.levels().get(i);
            String term = level.term().map(id -> " = " + names.term(id)).orElse("");
            list = list.add(Html.element("li", level.name() + term + (i == 0 ? ", reference" : "")));
        }
        return list;
    }

    private String cohort() {
        Cohort cohort = names.study().cohort();
        String disease =
                cohort.disease().map(id -> "Patients with " + names.term(id)).orElse("All patients");
        String conditions = cohort.conditions().stream()
                .map(condition -> switch (condition) {
                    case Cohort.Condition.Between between ->
                        between.variable() + " from " + PaperNumbers.number(between.minimum()) + " to "
                                + PaperNumbers.number(between.maximum());
                    case Cohort.Condition.OneOf oneOf ->
                        oneOf.variable() + " is "
                                + oneOf.levels().stream().sorted().collect(Collectors.joining(" or "));
                })
                .collect(Collectors.joining("; "));
        return disease + (conditions.isEmpty() ? "." : ", " + conditions + ".");
    }
}
