package org.isopleth.client.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.term.TermId;
import org.isopleth.unit.KnownUnits;
import org.isopleth.unit.Unit;

/// What a study's variables, terms and units are called for people. Immutable, thread-safe when the
/// labels are.
///
/// @param study the study
/// @param labels the label of a term, where an ontology at hand has it
record Names(Study study, Function<TermId, Optional<String>> labels) {

    /// `Age (ncit:C25150)`; only the code where no label is known.
    String term(TermId id) {
        return labels.apply(id).map(label -> label + " (" + id + ")").orElse(id.toString());
    }

    /// `year`, `day`, `unit`: what follows "per". `[i]` is how features write the unit of the image's intensities.
    static String unit(Unit unit) {
        return switch (unit.code()) {
            case "1" -> "unit";
            case "{score}" -> "point";
            case "[i]" -> "unit of image intensity";
            case "[i]2" -> "squared unit of image intensity";
            case "[i].mm3" -> "unit of image intensity times cubic millimetre";
            case "mm-1" -> "one per millimetre";
            default ->
                KnownUnits.find(unit)
                        .map(known -> known.name().replaceFirst(" of [0-9].*", ""))
                        .orElse(unit.code());
        };
    }

    /// `age, per year`, `sex: female, not male`.
    ///
    /// @param column a design column, `age` or `sex=female`
    /// @param standardised whether the column was divided by its standard deviation
    String covariate(String column, boolean standardised) {
        Optional<Variable> variable = variable(column);
        if (variable.isEmpty()) {
            return column;
        }
        String step = switch (variable.get()) {
            case Variable.Numeric numeric ->
                numeric.name() + ", per " + (standardised ? "standard deviation" : unit(numeric.unit()));
            case Variable.Categorical categorical ->
                categorical.name() + ": " + level(column) + ", not "
                        + categorical.levelNames().getFirst();
        };
        boolean scaledLevel = standardised && variable.get() instanceof Variable.Categorical;
        return scaledLevel ? step + ", per standard deviation" : step;
    }

    /// `each further year of age`, `sex female, compared with male,`: the subject of a sentence.
    ///
    /// @param column a design column, `age` or `sex=female`
    /// @param standardised whether the column was divided by its standard deviation
    String step(String column, boolean standardised) {
        Optional<Variable> variable = variable(column);
        if (variable.isEmpty() || standardised) {
            return "each further " + (standardised ? "standard deviation" : "unit") + " of " + column;
        }
        return switch (variable.get()) {
            case Variable.Numeric numeric -> "each further " + unit(numeric.unit()) + " of " + numeric.name();
            case Variable.Categorical categorical ->
                categorical.name() + " " + level(column) + ", compared with "
                        + categorical.levelNames().getFirst() + ",";
        };
    }

    /// `Sex (ncit:C28421)` of a design column, where its variable has a term.
    Optional<String> covariateTerm(String column) {
        return variable(column).flatMap(Variable::term).map(this::term);
    }

    private Optional<Variable> variable(String column) {
        int equals = column.indexOf('=');
        return study.variable(equals < 0 ? column : column.substring(0, equals));
    }

    private static String level(String column) {
        return column.substring(column.indexOf('=') + 1);
    }

    /// The words with a capital letter.
    static String capital(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// `a`, `a and b`, `a, b and c`.
    static String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    /// `1 hospital`, `4 hospitals`.
    static String count(long count, String noun) {
        return PaperNumbers.whole(count) + " " + noun + (count == 1 ? "" : "s");
    }
}
