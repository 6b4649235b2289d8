package org.isopleth.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisTableTest {
    private static final Column.Numeric AGE = new Column.Numeric("age", new double[] {61, Double.NaN, 58, 70});
    private static final Column.Categorical SEX =
            new Column.Categorical("sex", List.of("female", "male"), new int[] {0, 1, -1, 1});
    private static final AnalysisTable TABLE = new AnalysisTable(4, List.of(AGE, SEX));

    @Test
    void complete_cases_have_every_named_column() {
        assertEquals(3, TABLE.complete(List.of("age")).rows());
        assertEquals(4, TABLE.complete(List.of()).rows());
        AnalysisTable complete = TABLE.complete(List.of("age", "sex"));
        assertEquals(2, complete.rows());
        assertEquals(70, ((Column.Numeric) complete.column("age")).value(1));
        assertEquals(1, ((Column.Categorical) complete.column("sex")).code(1));
    }

    @Test
    void selecting_rows_keeps_their_order_and_all_columns() {
        AnalysisTable selected = TABLE.select(new int[] {3, 0});
        assertEquals(
                List.of("age", "sex"),
                selected.columns().stream().map(Column::name).toList());
        assertEquals(70, ((Column.Numeric) selected.column("age")).value(0));
        assertEquals(61, ((Column.Numeric) selected.column("age")).value(1));
    }

    @Test
    void a_column_cannot_be_changed_from_outside() {
        double[] values = {1, 2};
        Column.Numeric column = new Column.Numeric("x", values);
        values[0] = 9;
        assertEquals(1, column.value(0));
    }

    @Test
    void impossible_tables_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new AnalysisTable(3, List.of(AGE)));
        assertThrows(IllegalArgumentException.class, () -> new AnalysisTable(4, List.of(AGE, AGE)));
        assertThrows(IllegalArgumentException.class, () -> TABLE.column("weight"));
        assertThrows(
                IllegalArgumentException.class, () -> new Column.Numeric("x", new double[] {Double.POSITIVE_INFINITY}));
        assertThrows(
                IllegalArgumentException.class, () -> new Column.Categorical("x", List.of("a", "b"), new int[] {2}));
    }

    @Test
    void a_size_is_told_as_a_band_only() {
        int[] from = {0, 10, 50, 100, 500, 1000};
        CohortSize[] bands = CohortSize.values();
        for (int i = 0; i < bands.length; i++) {
            assertEquals(bands[i], CohortSize.of(from[i]));
            assertEquals(bands[i], CohortSize.parse(bands[i].words()));
            if (i > 0) {
                assertEquals(bands[i - 1], CohortSize.of(from[i] - 1));
            }
        }
        assertTrue(CohortSize.of(9).words().startsWith("<"));
        assertThrows(IllegalArgumentException.class, () -> CohortSize.parse("9"));
    }
}
