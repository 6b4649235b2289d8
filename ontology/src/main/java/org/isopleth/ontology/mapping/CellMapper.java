package org.isopleth.ontology.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.isopleth.term.TermId;

/// Gives cells their meaning. Stateless, thread-safe.
final class CellMapper {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,2})?");

    private CellMapper() {}

    /// @param cells what the column's inputs hold; the empty text where SQL has NULL
    static CellOutcome map(MappedColumn column, List<String> cells) {
        if (cells.stream().anyMatch(cell -> column.reading().isMissing(cell))) {
            return new CellOutcome.Missing();
        }
        return switch (column) {
            case MappedColumn.Numeric numeric -> number(numeric, cells.getFirst());
            case MappedColumn.Categorical categorical -> category(categorical, cells.getFirst());
            case MappedColumn.DaysBetween days -> days(days, cells.getFirst(), cells.getLast());
        };
    }

    private static CellOutcome category(MappedColumn.Categorical column, String cell) {
        TermId value = column.values().get(column.reading().folding().fold(cell));
        return value == null
                ? new CellOutcome.Unmapped(cell, absent(column.values(), cell))
                : new CellOutcome.Mapped(new MappedValue.Category(column.term(), value));
    }

    private static CellOutcome number(MappedColumn.Numeric column, String cell) {
        Optional<BigDecimal> value;
        if (column.numbers().isEmpty()) {
            value = parse(column, cell);
        } else {
            value = Optional.ofNullable(
                    column.numbers().get(column.reading().folding().fold(cell)));
            if (value.isEmpty()) {
                return new CellOutcome.Unmapped(cell, absent(column.numbers(), cell));
            }
        }
        if (value.isEmpty()) {
            return new CellOutcome.Unmapped(cell, UnmappedReason.NOT_A_NUMBER);
        }
        BigDecimal number = value.get();
        if (column.scale().range().filter(range -> !range.contains(number)).isPresent()) {
            return new CellOutcome.Unmapped(cell, UnmappedReason.OUT_OF_RANGE);
        }
        return new CellOutcome.Mapped(
                new MappedValue.Quantity(column.term(), number, column.scale().unit()));
    }

    private static Optional<BigDecimal> parse(MappedColumn.Numeric column, String cell) {
        String text = column.reading().folding().blanks() ? cell.strip() : cell;
        if (column.scale().decimalComma()) {
            // A point would be a thousands separator to some and a decimal sign to others.
            if (text.indexOf('.') >= 0) {
                return Optional.empty();
            }
            text = text.replace(',', '.');
        }
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static CellOutcome days(MappedColumn.DaysBetween column, String from, String to) {
        Optional<LocalDate> first = date(column, from);
        Optional<LocalDate> last = date(column, to);
        if (first.isEmpty() || last.isEmpty()) {
            return new CellOutcome.Unmapped(first.isEmpty() ? from : to, UnmappedReason.NOT_A_DATE);
        }
        long days = ChronoUnit.DAYS.between(first.get(), last.get());
        return days < 0
                ? new CellOutcome.Unmapped(from + " … " + to, UnmappedReason.NEGATIVE_DURATION)
                : new CellOutcome.Mapped(new MappedValue.Quantity(
                        column.term(), BigDecimal.valueOf(days), MappedColumn.DaysBetween.DAY));
    }

    private static Optional<LocalDate> date(MappedColumn.DaysBetween column, String cell) {
        DateTimeFormatter dates = column.dates();
        try {
            return Optional.of(LocalDate.parse(column.reading().folding().blanks() ? cell.strip() : cell, dates));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static UnmappedReason absent(Map<String, ?> table, String cell) {
        String folded = Folding.ALL.fold(cell);
        return table.keySet().stream().anyMatch(key -> Folding.ALL.fold(key).equals(folded))
                ? UnmappedReason.NOT_FOLDED
                : UnmappedReason.NOT_IN_TABLE;
    }
}
