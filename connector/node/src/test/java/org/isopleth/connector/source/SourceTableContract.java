package org.isopleth.connector.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.ontology.mapping.TableSource;
import org.junit.jupiter.api.Test;

/// What every source of tables must do, whatever holds the table.
abstract class SourceTableContract {
    /// Declares a table of columns `id`, `sex` and `weight` with three rows: p1, m, 71.3; p2, no sex,
    /// 60; p3, `a "b", c` and no weight.
    abstract TableSource patients() throws Exception;

    /// Declares a table of two columns `id` and `n` with the rows 1 to `rows`.
    abstract TableSource numbers(int rows) throws Exception;

    static List<List<String>> read(SourceTable table) {
        List<List<String>> cells = new ArrayList<>();
        try (SourceRows rows = table.open()) {
            cells.add(rows.header());
            for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
                cells.add(row.get());
            }
        }
        return cells;
    }

    @Test
    void the_same_table_gives_the_same_cells_from_every_source() throws Exception {
        SourceTable table = SourceTable.of(patients());
        List<List<String>> expected = List.of(
                List.of("id", "sex", "weight"),
                List.of("p1", "m", "71.3"),
                List.of("p2", "", "60"),
                List.of("p3", "a \"b\", c", ""));
        assertEquals(expected, read(table));
        assertEquals(expected, read(table), "a table can be read again");
    }

    @Test
    void many_rows_arrive_one_by_one() throws Exception {
        int count = 20_000;
        try (SourceRows rows = SourceTable.of(numbers(count)).open()) {
            for (int i = 1; i <= count; i++) {
                assertEquals(List.of("p" + i, Integer.toString(i)), rows.next().orElseThrow());
            }
            assertEquals(Optional.empty(), rows.next());
        }
    }
}
