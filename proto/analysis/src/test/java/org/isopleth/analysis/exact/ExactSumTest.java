package org.isopleth.analysis.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    private static double sum(List<Double> parts) {
        ExactSum sum = new ExactSum();
        parts.forEach(sum::add);
        return sum.value();
    }

    /// Numbers of every size, with cancelling pairs, subnormals and zeros.
    private static List<Double> parts(Random random) {
        List<Double> parts = new ArrayList<>();
        int spread = 1 + random.nextInt(1000);
        int size = random.nextInt(60);
        for (int i = 0; i < size; i++) {
            double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(2 * spread) - spread);
            parts.add(random.nextInt(20) == 0 ? random.nextInt(5) * Double.MIN_VALUE : value);
            if (random.nextInt(3) == 0) {
                parts.add(-value);
            }
        }
        return parts;
    }

    @Test
    void the_sum_is_the_exact_sum_rounded_once_in_any_order() {
        Random random = new Random(20261101);
        for (int run = 0; run < 2000; run++) {
            List<Double> parts = parts(random);
            BigDecimal exact = parts.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(exact.doubleValue(), sum(parts), "run " + run);
            Collections.shuffle(parts, random);
            assertEquals(exact.doubleValue(), sum(parts), "run " + run + ", shuffled");
        }
    }

    @Test
    void ties_go_to_the_even_neighbour() {
        double half = Math.ulp(1.0) / 2;
        assertEquals(1.0, sum(List.of(1.0, half)));
        assertEquals(1.0 + 4 * half, sum(List.of(1.0 + 2 * half, half)));
        assertEquals(1.0 + 2 * half, sum(List.of(1.0, half, Double.MIN_VALUE)));
        assertEquals(-1.0 - 2 * half, sum(List.of(-1.0, -half, -Double.MIN_VALUE)));
    }

    @Test
    void asking_for_the_sum_changes_nothing() {
        ExactSum sum = new ExactSum();
        sum.add(-3);
        assertEquals(-3.0, sum.value());
        sum.add(1e300);
        sum.add(-1e300);
        sum.add(2);
        assertEquals(-1.0, sum.value());
        assertEquals(-1.0, sum.value());
        sum.clear();
        assertEquals(0.0, sum.value());
    }

    @Test
    void only_finite_numbers_have_a_sum() {
        ExactSum sum = new ExactSum();
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThrows(ArithmeticException.class, () -> sum.add(wrong));
        }
    }
}
