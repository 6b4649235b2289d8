package org.isopleth.ontology.mapping;

import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;

/// What one column, or a pair of columns, means. Immutable, thread-safe.
public sealed interface MappedColumn {

    /// The variable.
    TermId term();

    /// The columns it reads, at least one.
    List<ColumnName> inputs();

    /// How cells are compared and which mean "missing".
    Reading reading();

    /// How cells are read.
    ///
    /// @param folding which differences do not count
    /// @param missing folded texts that mean "no value", besides the empty cell and SQL's NULL
    record Reading(Folding folding, Set<String> missing) {
        public Reading {
            missing = Set.copyOf(missing);
        }

        /// Whether a cell holds no value.
        boolean isMissing(String cell) {
            return cell.isEmpty() || missing.contains(folding.fold(cell));
        }
    }

    /// Numbers in one unit.
    ///
    /// @param scale unit, decimal sign and plausible range
    /// @param numbers folded local texts that stand for numbers; if there are any, only they do
    record Numeric(ColumnName column, TermId term, Scale scale, Map<String, BigDecimal> numbers, Reading reading)
            implements MappedColumn {
        public Numeric {
            numbers = Map.copyOf(numbers);
        }

        @Override
        public List<ColumnName> inputs() {
            return List.of(column);
        }
    }

    /// How a number is written and what it measures.
    ///
    /// @param unit of the local values
    /// @param decimalComma `1,5` instead of `1.5`
    /// @param range smallest and largest plausible number, both inclusive
    record Scale(Unit unit, boolean decimalComma, Optional<Range> range) {}

    /// Two numbers and everything between.
    record Range(BigDecimal minimum, BigDecimal maximum) {
        boolean contains(BigDecimal value) {
            return value.compareTo(minimum) >= 0 && value.compareTo(maximum) <= 0;
        }
    }

    /// Values that are terms.
    ///
    /// @param values folded local text to term
    record Categorical(ColumnName column, TermId term, Map<String, TermId> values, Reading reading)
            implements MappedColumn {
        public Categorical {
            values = Map.copyOf(values);
        }

        @Override
        public List<ColumnName> inputs() {
            return List.of(column);
        }
    }

    /// The days from one date to a later one.
    ///
    /// @param dates how both are written
    record DaysBetween(ColumnName from, ColumnName to, TermId term, DateTimeFormatter dates, Reading reading)
            implements MappedColumn {
        /// The unit of the result.
        public static final Unit DAY = new Unit("d");

        @Override
        public List<ColumnName> inputs() {
            return List.of(from, to);
        }
    }
}
