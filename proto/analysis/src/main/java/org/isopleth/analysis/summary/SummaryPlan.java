package org.isopleth.analysis.summary;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.design.Distances;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.canonical.Json;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;

/// What both halves know of a summary. Immutable, thread-safe.
///
/// The tensor `counts` holds, variable by variable, the patients without a value, then for a number the
/// patients with one, for a categorical variable the patients of each level.
///
/// @param plan the plan
/// @param variables what is summarised
record SummaryPlan(AnalysisPlan plan, List<Variable> variables) {
    static final String PATIENTS = "patients";
    static final String COUNTS = "counts";
    static final String SUMS = "sums";
    static final String SQUARES = "squares";

    SummaryPlan {
        variables = List.copyOf(variables);
    }

    List<String> names() {
        return variables.stream().map(Variable::name).toList();
    }

    /// The public ranges of the numbers, in order.
    List<PublicRange> ranges() {
        List<PublicRange> ranges = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable instanceof Variable.Numeric numeric) {
                ranges.add(new PublicRange(numeric.name(), numeric.minimum(), numeric.maximum()));
            }
        }
        return ranges;
    }

    /// The numbers' distances from their pooled means, in order; for a number no patient has, those of one.
    ///
    /// @param state the state that asks for them
    List<Distances> distances(Json.Obj state) {
        double[] counts = state.numbers("counts");
        double[] means = state.numbers("means");
        List<PublicRange> ranges = ranges();
        List<Distances> distances = new ArrayList<>();
        for (int j = 0; j < means.length; j++) {
            long present = Math.round(counts[presentAt(ranges.get(j).variable())]);
            distances.add(new Distances(ranges.get(j), means[j], Math.max(1, present)));
        }
        return distances;
    }

    /// Where in `counts` the patients with a value of a number are.
    int presentAt(String name) {
        int at = 0;
        for (Variable variable : variables) {
            if (variable.name().equals(name)) {
                return at + 1;
            }
            at += counts(variable);
        }
        throw new IllegalArgumentException("there is no variable '" + name + "'");
    }

    /// How many counts a variable has.
    static int counts(Variable variable) {
        return switch (variable) {
            case Variable.Numeric _ -> 2;
            case Variable.Categorical categorical -> 1 + categorical.levels().size();
        };
    }

    /// d: a number is one column, a categorical variable one per level but the first, and the count of
    /// patients is the intercept.
    int columns() {
        int columns = 1;
        for (Variable variable : variables) {
            columns += counts(variable) - (variable instanceof Variable.Numeric ? 1 : 2);
        }
        return columns;
    }

    /// Whether this state asks for squared distances.
    static boolean spreads(Json.Obj state) {
        return state.text("stage").equals("spread");
    }

    List<TensorDeclaration> declare(Json.Obj state) {
        return spreads(state) ? squares() : sums();
    }

    List<RoundOutline> outline() {
        return ranges().isEmpty()
                ? List.of(RoundOutline.once(sums()))
                : List.of(RoundOutline.once(sums()), RoundOutline.once(squares()));
    }

    private List<TensorDeclaration> squares() {
        return List.of(tensor(SQUARES, ranges().size(), Distances.BOUND).as(Statbarn.SHAPE));
    }

    private List<TensorDeclaration> sums() {
        int numbers = ranges().size();
        List<TensorDeclaration> tensors = new ArrayList<>();
        tensors.add(new TensorDeclaration(PATIENTS, List.of(), Disclosure.MARGINAL, 1, 1).as(Statbarn.FREQUENCIES));
        tensors.add(
                tensor(COUNTS, variables.stream().mapToInt(SummaryPlan::counts).sum(), 1)
                        .as(Statbarn.FREQUENCIES));
        if (numbers > 0) {
            tensors.add(tensor(SUMS, numbers, PublicRange.UNIT_BOUND).as(Statbarn.LINEAR_AGGREGATIONS));
        }
        return tensors;
    }

    private TensorDeclaration tensor(String name, int length, double bound) {
        return new TensorDeclaration(name, List.of(length), Disclosure.MARGINAL, columns(), bound);
    }
}
