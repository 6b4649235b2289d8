package org.isopleth.analysis.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isopleth.analysis.design.Distances.Finding;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.WideSum;
import org.junit.jupiter.api.Test;

class DistancesTest {
    private record Measured(double mean, double deviation, Finding finding) {}

    private static double sum(double bound, double[] parts) {
        WideSum sum =
                new WideSum(new TensorDeclaration("sums", List.of(), TensorDeclaration.Disclosure.MARGINAL, 1, bound));
        Arrays.stream(parts).forEach(part -> sum.add(0, part));
        return sum.total().value(0);
    }

    /// As the two rounds measure a column.
    private static Measured measured(double minimum, double maximum, double... values) {
        PublicRange range = new PublicRange("x", minimum, maximum);
        double units = sum(
                PublicRange.UNIT_BOUND, Arrays.stream(values).map(range::unit).toArray());
        double mean = Standardisation.mean(range, units, values.length);
        Distances distances = new Distances(range, mean, values.length);
        double parts =
                sum(Distances.BOUND, Arrays.stream(values).map(distances::part).toArray());
        double deviation = distances.deviation(parts);
        return new Measured(mean, deviation, distances.finding(deviation));
    }

    private static Measured exact(double... values) {
        BigDecimal n = BigDecimal.valueOf(values.length);
        BigDecimal mean = BigDecimal.ZERO;
        for (double value : values) {
            mean = mean.add(new BigDecimal(value));
        }
        mean = mean.divide(n, new MathContext(60));
        BigDecimal squares = BigDecimal.ZERO;
        for (double value : values) {
            BigDecimal distance = new BigDecimal(value).subtract(mean);
            squares = squares.add(distance.multiply(distance));
        }
        BigDecimal variance = squares.divide(n.subtract(BigDecimal.ONE), new MathContext(60));
        return new Measured(
                mean.doubleValue(), variance.sqrt(new MathContext(60)).doubleValue(), Finding.VARIES);
    }

    private static double[] values(Random random, int size, double mean, double deviation) {
        return random.doubles(size)
                .map(_ -> mean + deviation * random.nextGaussian())
                .toArray();
    }

    /// Whatever the range, a column is measured as promised or said to be unresolved.
    @Test
    void no_range_gives_a_wrong_mean_or_deviation() {
        Random random = new Random(3);
        int kept = 0;
        int unresolved = 0;
        for (int trial = 0; trial < 4000; trial++) {
            double deviation = Math.pow(10, random.nextInt(-8, 9));
            double mean = random.nextInt(3) * deviation * Math.pow(10, random.nextInt(0, 7));
            double[] values = values(random, random.nextInt(12, 400), mean, deviation);
            double lowest = Arrays.stream(values).min().orElseThrow();
            double highest = Arrays.stream(values).max().orElseThrow();
            double minimum = random.nextBoolean() ? lowest : lowest - Math.pow(10, random.nextInt(-8, 308));
            double maximum = random.nextBoolean() ? highest : highest + Math.pow(10, random.nextInt(-8, 308));
            Measured measured = measured(minimum, maximum, values);
            Measured exact = exact(values);
            String column = minimum + " to " + maximum + ": " + exact + " " + measured;
            if (measured.finding() == Finding.VARIES) {
                kept++;
                // A double near the mean cannot be nearer than half a unit in its last place.
                double tolerance = Distances.PROMISED * exact.deviation() + 2 * Math.ulp(exact.mean());
                assertEquals(exact.mean(), measured.mean(), tolerance, column);
                assertEquals(exact.deviation(), measured.deviation(), Distances.PROMISED * exact.deviation(), column);
            } else {
                unresolved++;
                assertEquals(Finding.UNRESOLVED, measured.finding(), column);
                double width = Math.max(Math.abs(minimum), Math.abs(maximum));
                assertTrue(exact.deviation() < 2e-11 * width, column);
            }
        }
        assertTrue(kept > 500 && unresolved > 500, kept + " kept, " + unresolved + " unresolved");
    }

    @Test
    void a_range_that_is_far_too_wide_on_one_side_costs_nothing() {
        double[] values = values(new Random(4), 200, 999.5, 8.7);
        for (double maximum : new double[] {2000, 1e6, 1e12, 1e15, 1e17}) {
            Measured measured = measured(0, maximum, values);
            assertEquals(Finding.VARIES, measured.finding());
            assertEquals(exact(values).mean(), measured.mean(), 1e-12);
            assertEquals(exact(values).deviation(), measured.deviation(), 1e-9);
        }
    }

    @Test
    void no_value_in_range_is_beyond_the_declared_bound() {
        Random random = new Random(5);
        for (int trial = 0; trial < 2000; trial++) {
            double width = Math.pow(10, random.nextInt(-300, 308));
            double minimum = random.nextBoolean() ? 0 : -width;
            double[] values = new double[random.nextInt(1, 300)];
            // All at the edges, a few or most of them at the upper one.
            int high = random.nextInt(values.length + 1);
            Arrays.setAll(values, row -> row < high ? width : minimum);
            measured(minimum, width, values);
        }
        measured(-Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE);
    }

    @Test
    void a_column_that_does_not_vary_is_constant_where_the_range_can_tell() {
        double[] none = new double[50];
        double[] one = values(new Random(6), 50, 1, 0);
        double[] rounded = new double[50];
        Arrays.setAll(rounded, row -> row % 2 == 0 ? 0.3 : 0.1 + 0.2);
        assertEquals(Finding.CONSTANT, measured(0, 1, none).finding());
        assertEquals(Finding.CONSTANT, measured(0, 1, one).finding());
        assertEquals(Finding.CONSTANT, measured(-10, 10, none).finding());
        assertEquals(Finding.CONSTANT, measured(0, 1, rounded).finding());
        assertEquals(
                Finding.CONSTANT,
                measured(0, 1e9, values(new Random(6), 50, 7e8, 0)).finding());
        assertEquals(Finding.UNRESOLVED, measured(-1e15, 1e15, one).finding());
        assertEquals(
                Finding.UNRESOLVED,
                measured(-1e15, 1e15, values(new Random(7), 50, 50, 9)).finding());
    }
}
