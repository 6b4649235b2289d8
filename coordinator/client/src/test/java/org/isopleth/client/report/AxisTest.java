package org.isopleth.client.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void equal_ratios_have_equal_distances() {
        Axis axis = Axis.logarithmic(0.25, 4);
        double half = axis.position(1) - axis.position(0.5);
        assertEquals(half, axis.position(2) - axis.position(1), 1e-12);
        assertEquals(half, axis.position(4) - axis.position(2), 1e-12);
        assertEquals(0.5, axis.position(1), 1e-12);
    }

    @Test
    void equal_differences_have_equal_distances() {
        Axis axis = Axis.linear(-2, 6);
        assertEquals(axis.position(0) - axis.position(-2), axis.position(6) - axis.position(4), 1e-12);
    }

    @Test
    void one_is_always_on_a_logarithmic_axis_and_marked() {
        assertTrue(Axis.logarithmic(3, 5).from() < 1);
        assertTrue(Axis.logarithmic(3, 5).ticks().contains(1.0));
        assertTrue(Axis.logarithmic(0.98, 1.03).ticks().contains(1.0));
        assertTrue(Axis.linear(3, 5).ticks().contains(0.0));
    }

    @Test
    void marks_are_the_numbers_people_expect() {
        assertEquals(
                List.of(0.5, 0.7, 1.0, 1.5, 2.0, 3.0),
                Axis.logarithmic(0.41, 2.77).ticks());
        assertEquals(
                List.of(0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
                Axis.logarithmic(0.1, 40).ticks());
        assertEquals(
                List.of(-2.0, -1.0, 0.0, 1.0, 2.0, 3.0), Axis.linear(-1.9, 3.1).ticks());
    }

    @Test
    void an_endless_interval_does_not_stretch_the_axis() {
        Axis axis = Axis.logarithmic(0, Double.POSITIVE_INFINITY);
        assertTrue(axis.from() > 1e-4 && axis.to() < 1e4);
        assertTrue(axis.ticks().size() >= 3);
    }

    @Test
    void any_range_has_rising_marks_within_its_ends() {
        Random random = new Random(20261121);
        for (int i = 0; i < 2000; i++) {
            double low = Math.exp(-6 * random.nextDouble());
            double high = Math.exp(6 * random.nextDouble() * random.nextDouble());
            for (Axis axis : List.of(Axis.logarithmic(low, high), Axis.linear(-high, low))) {
                List<Double> ticks = axis.ticks();
                assertTrue(ticks.size() >= 3 && ticks.size() <= 10, axis + " " + ticks);
                for (int j = 0; j < ticks.size(); j++) {
                    double position = axis.position(ticks.get(j));
                    assertTrue(position >= -1e-9 && position <= 1 + 1e-9, axis + " " + ticks);
                    assertTrue(j == 0 || ticks.get(j) > ticks.get(j - 1), axis + " " + ticks);
                }
            }
        }
    }
}
