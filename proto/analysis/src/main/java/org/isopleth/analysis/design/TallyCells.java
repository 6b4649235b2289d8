package org.isopleth.analysis.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.cohort.TallyCell.Role;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.study.Variable;

/// Which cells of a [org.isopleth.cohort.Tally] a variable needs, by the study alone. Their levels are
/// spelled as [LevelCounts] and [Indicator] spell them. Stateless, thread-safe.
public final class TallyCells {
    /// A stratum of a number has a cell of its own if there are at most this many.
    private static final int MOST_STRATA = 100;

    private TallyCells() {}

    /// Every level of a categorical variable. Of a number the values a mark usually has, 0, 1 and both ends
    /// of the public range; patients with another value are counted together.
    public static List<TallyCell> of(Role role, Variable variable) {
        return switch (variable) {
            case Variable.Categorical categorical -> values(role, categorical.name(), categorical.levelNames());
            case Variable.Numeric numeric -> {
                TreeSet<Double> marks = new TreeSet<>(List.of(numeric.minimum(), numeric.maximum()));
                for (double mark : new double[] {0, 1}) {
                    if (numeric.minimum() <= mark && mark <= numeric.maximum()) {
                        marks.add(mark);
                    }
                }
                List<TallyCell> cells = new ArrayList<>(values(
                        role,
                        numeric.name(),
                        marks.stream().map(LevelCounts::word).toList()));
                cells.add(new TallyCell.OtherValue(role, numeric.name()));
                cells.add(new TallyCell.ManyValues(role, numeric.name()));
                yield List.copyOf(cells);
            }
        };
    }

    /// The strata a variable defines: every level, or every whole number of a range that has few.
    public static List<TallyCell> ofStrata(Variable variable) {
        if (!(variable instanceof Variable.Numeric(String name, var _, var _, double minimum, double maximum))) {
            return of(Role.STRATUM, variable);
        }
        List<TallyCell> cells = new ArrayList<>();
        if (maximum - minimum < MOST_STRATA) {
            for (long value = (long) Math.ceil(minimum); value <= maximum; value++) {
                cells.add(new TallyCell.Value(Role.STRATUM, name, Long.toString(value)));
            }
        }
        cells.add(new TallyCell.OtherValue(Role.STRATUM, name));
        return List.copyOf(cells);
    }

    /// The classes of a yes-or-no outcome.
    public static List<TallyCell> of(Indicator indicator) {
        return values(Role.OUTCOME, indicator.variable(), indicator.classNames());
    }

    private static List<TallyCell> values(Role role, String variable, List<String> levels) {
        return levels.stream()
                .<TallyCell>map(level -> new TallyCell.Value(role, variable, level))
                .toList();
    }

    /// What the other sites have of a level of a covariate, or of the value 1 of a number, where their tally
    /// tells.
    public static Optional<Facts.Elsewhere> elsewhere(Tally others, String variable, Optional<String> level) {
        TallyCell cell = new TallyCell.Value(Role.COVARIATE, variable, level.orElse(LevelCounts.word(1)));
        return others.values().stream()
                .filter(entry -> entry.cell().equals(cell) && entry.patients() <= others.rows())
                .map(entry -> new Facts.Elsewhere(entry.patients(), others.rows()))
                .findFirst();
    }
}
