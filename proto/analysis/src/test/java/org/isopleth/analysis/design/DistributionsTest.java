package org.isopleth.analysis.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isopleth.analysis.reference.Golden;
import org.junit.jupiter.api.Test;

/// Against R, see the golden file's README.
class DistributionsTest {

    @Test
    void every_value_agrees_with_R_to_ten_digits() {
        List<List<String>> rows = Golden.rows("distributions/R-4.2.2/distributions.csv");
        assertEquals(115, rows.size());
        for (List<String> row : rows) {
            double x = Double.parseDouble(row.get(1));
            int degrees = Integer.parseInt(row.get(2));
            double expected = Double.parseDouble(row.get(3));
            double actual = switch (row.get(0)) {
                case "normal-two-sided" -> Distributions.normalTwoSided(x);
                case "normal-quantile" -> Distributions.normalQuantile(x);
                case "student-two-sided" -> Distributions.studentTwoSided(x, degrees);
                case "student-quantile" -> Distributions.studentQuantile(x, degrees);
                case "chi-square-upper" -> Distributions.chiSquareUpper(x, degrees);
                default -> throw new AssertionError(row);
            };
            assertTrue(Math.abs(actual - expected) <= 1e-10 * Math.abs(expected), () -> row + " was " + actual);
        }
    }
}
