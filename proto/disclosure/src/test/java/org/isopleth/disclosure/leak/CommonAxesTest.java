package org.isopleth.disclosure.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Common axes of two second moments are the rows they are made of, whenever the rows are independent.
class CommonAxesTest {

    private static double[] moment(double[][] rows, double[] weights) {
        int d = rows[0].length;
        double[] sum = new double[d * d];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    sum[i * d + j] += weights[row] * rows[row][i] * rows[row][j];
                }
            }
        }
        return sum;
    }

    private static double[][] drawn(SplittableRandom random, int rows, int columns) {
        double[][] drawn = new double[rows][columns];
        for (double[] row : drawn) {
            row[0] = 1;
            for (int j = 1; j < columns; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return drawn;
    }

    private static boolean found(List<double[]> axes, double[] row) {
        return axes.stream().anyMatch(axis -> {
            for (int j = 0; j < row.length; j++) {
                if (!(Math.abs(axis[j] / axis[0] - row[j]) < 1e-6)) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    void independent_rows_come_back_whatever_their_number_and_weights() {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 300; trial++) {
            int d = random.nextInt(2, 20);
            double[][] rows = drawn(random, random.nextInt(1, d + 1), d);
            double[] before = random.doubles(rows.length, 0.1, 5).toArray();
            double[] after = random.doubles(rows.length, -5, 5).toArray();
            List<double[]> axes = CommonAxes.of(moment(rows, before), moment(rows, after), d);
            assertEquals(rows.length, axes.size(), "the rank");
            for (double[] row : rows) {
                assertTrue(found(axes, row));
            }
        }
    }

    @Test
    void equal_ratios_of_weights_keep_rows_apart_from_the_others_only() {
        double[][] rows = drawn(new SplittableRandom(12), 4, 6);
        List<double[]> axes =
                CommonAxes.of(moment(rows, new double[] {1, 1, 2, 1}), moment(rows, new double[] {2, 2, 1, 5}), 6);
        assertTrue(found(axes, rows[2]) && found(axes, rows[3]));
        assertTrue(!found(axes, rows[0]) && !found(axes, rows[1]));
    }

    @Test
    void more_rows_than_columns_do_not_come_back() {
        double[][] rows = drawn(new SplittableRandom(13), 12, 6);
        SplittableRandom random = new SplittableRandom(14);
        List<double[]> axes = CommonAxes.of(
                moment(rows, random.doubles(12, 1, 2).toArray()),
                moment(rows, random.doubles(12, 1, 2).toArray()),
                6);
        assertEquals(6, axes.size());
        for (double[] row : rows) {
            assertTrue(!found(axes, row));
        }
    }

    @Test
    void but_one_to_whom_the_others_leave_a_direction_does() {
        double[][] rows = drawn(new SplittableRandom(15), 12, 6);
        for (int i = 0; i < 12; i++) {
            rows[i][5] = i == 7 ? 1 : 0;
        }
        SplittableRandom random = new SplittableRandom(16);
        List<double[]> axes = CommonAxes.of(
                moment(rows, random.doubles(12, 1, 2).toArray()),
                moment(rows, random.doubles(12, 1, 2).toArray()),
                6);
        assertTrue(found(axes, rows[7]));
    }

    @Test
    void nothing_has_no_axes() {
        assertEquals(List.of(), CommonAxes.of(new double[9], new double[9], 3));
    }
}
