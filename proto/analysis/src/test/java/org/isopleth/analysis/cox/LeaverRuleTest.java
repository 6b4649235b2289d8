package org.isopleth.analysis.cox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many patients a cell of the grid must hold.
class LeaverRuleTest {

    /// More than T(p+1)(p+2)/(2p): 29.4, 46.2 and 147.2 for seven rounds, exactly 30 for ten of one column.
    @ParameterizedTest
    @CsvSource({"5,7,30", "10,7,47", "39,7,148", "39,10,211", "1,10,31", "6,10,47"})
    void fewer_numbers_leave_than_the_cell_holds(int columns, int rounds, long fewest) {
        assertEquals(fewest, new LeaverRule(columns, rounds).fewest());
    }

    @Test
    void ten_patients_and_three_for_each_column_at_least() {
        assertEquals(10, new LeaverRule(1, 3).fewest());
        assertEquals(10, new LeaverRule(1, 2).fewest());
        assertEquals(117, new LeaverRule(39, 3).fewest());
    }

    @Test
    void a_cell_is_empty_or_large() {
        LeaverRule rule = new LeaverRule(5, 7);
        assertTrue(rule.allows(0) && rule.allows(30) && rule.allows(31));
        assertFalse(rule.allows(1) || rule.allows(29));
    }
}
