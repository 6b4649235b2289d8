package org.isopleth.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Fixed-point sums against `BigDecimal` and `BigInteger`, which know nothing of bits.
class WideSumTest {

    private static TensorDeclaration declaration(int length, double bound) {
        return new TensorDeclaration("sums", List.of(length), Disclosure.MARGINAL, length, bound);
    }

    /// `round(x · 2^f)`, ties to even, by decimal arithmetic.
    private static BigInteger encoded(double value, int fractionBits) {
        return new BigDecimal(value)
                .multiply(new BigDecimal(BigInteger.TWO.pow(fractionBits)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigInteger();
    }

    private static BigInteger element(WideTensor tensor, int index) {
        byte[] bytes = Arrays.copyOfRange(tensor.bytes(), 16 * index, 16 * index + 16);
        byte[] bigEndian = new byte[16];
        for (int i = 0; i < 16; i++) {
            bigEndian[i] = bytes[15 - i];
        }
        return new BigInteger(bigEndian);
    }

    private static double part(Random random, double bound) {
        double value = (2 * random.nextDouble() - 1) * bound;
        return random.nextBoolean() ? value : Math.scalb(value, -random.nextInt(160));
    }

    @ParameterizedTest
    @CsvSource({"1, 102", "2, 101", "2.1, 100", "0.5, 103", "0.51, 102", "1e6, 82", "5e14, 53"})
    void the_fraction_bits_follow_from_the_bound(double bound, int fractionBits) {
        // f = 126 − ⌈log2(2^24 · B)⌉
        assertEquals(fractionBits, WideFormat.forBound(bound).fractionBits());
    }

    @Test
    void a_bound_that_leaves_too_few_bits_is_refused() {
        assertThrows(TensorException.class, () -> WideFormat.forBound(0x1p50));
        WideFormat.forBound(0x1p49);
    }

    @Test
    void a_part_is_rounded_once_to_the_nearest_step() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double bound = Math.scalb(1 + random.nextDouble(), random.nextInt(300) - 252);
            double value = part(random, bound);
            WideFormat format = WideFormat.forBound(bound);
            BigInteger expected = encoded(value, format.fractionBits());
            assertEquals(expected, format.encode(value));
            WideSum sum = new WideSum(declaration(1, bound));
            sum.add(0, value);
            assertEquals(expected, element(sum.total(), 0), value + " within " + bound);
        }
    }

    @Test
    void halves_of_a_step_go_to_the_even_neighbour() {
        WideFormat format = new WideFormat(60);
        double step = 0x1p-60;
        assertEquals(BigInteger.ZERO, format.encode(step / 2));
        assertEquals(BigInteger.TWO, format.encode(1.5 * step));
        assertEquals(BigInteger.TWO, format.encode(2.5 * step));
        assertEquals(BigInteger.TWO.negate(), format.encode(-1.5 * step));
        assertEquals(BigInteger.ZERO, format.encode(Double.MIN_VALUE));
    }

    @Test
    void a_sum_is_the_sum_of_the_rounded_parts_in_any_order_and_grouping() {
        Random random = new Random(2);
        for (int run = 0; run < 200; run++) {
            double bound = Math.scalb(1.0, random.nextInt(80) - 40);
            TensorDeclaration declaration = declaration(1, bound);
            int fractionBits = declaration.format().fractionBits();
            List<Double> parts = new ArrayList<>();
            for (int i = random.nextInt(300); i > 0; i--) {
                parts.add(part(random, bound));
            }
            BigInteger expected =
                    parts.stream().map(value -> encoded(value, fractionBits)).reduce(BigInteger.ZERO, BigInteger::add);
            WideTensor straight = total(declaration, parts);
            assertEquals(expected, element(straight, 0));
            assertEquals(
                    new BigDecimal(expected)
                            .divide(new BigDecimal(BigInteger.TWO.pow(fractionBits)))
                            .doubleValue(),
                    straight.value(0));
            Collections.shuffle(parts, random);
            int cut = parts.isEmpty() ? 0 : random.nextInt(parts.size());
            WideTensor grouped = total(declaration, parts.subList(cut, parts.size()))
                    .plus(WideTensor.zero(declaration))
                    .plus(total(declaration, parts.subList(0, cut)));
            assertEquals(straight, grouped);
            assertArrayEquals(straight.bytes(), grouped.bytes());
        }
    }

    private static WideTensor total(TensorDeclaration declaration, List<Double> parts) {
        WideSum sum = new WideSum(declaration);
        parts.forEach(value -> sum.add(0, value));
        return sum.total();
    }

    @Test
    void as_many_parts_as_allowed_at_the_bound_do_not_overflow() {
        for (double bound : new double[] {1, 0x1.fffffffffffffp3, 0x1p49, 0x1p-30}) {
            TensorDeclaration declaration = declaration(1, bound);
            for (double value : new double[] {bound, -bound}) {
                WideSum one = new WideSum(declaration);
                one.add(0, value);
                WideTensor total = one.total();
                for (int doubling = 0; doubling < WideFormat.MAX_PARTS_LOG2; doubling++) {
                    total = total.plus(total);
                }
                assertEquals(value * WideFormat.MAX_PARTS, total.value(0));
                assertTrue(element(total, 0).abs().bitLength() <= 127);
            }
        }
    }

    @Test
    void a_sum_takes_no_more_parts_than_it_has_room_for() {
        WideSum sum = new WideSum(declaration(1, 1));
        for (int i = 0; i < WideFormat.MAX_PARTS; i++) {
            sum.add(0, 1);
        }
        assertEquals(WideFormat.MAX_PARTS, sum.total().value(0));
        assertThrows(TensorException.class, () -> sum.add(0, 1));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                1.0000000000000002,
                -1.0000000000000002,
                1e300,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void a_part_beyond_the_bound_is_refused_not_clipped(double value) {
        WideSum sum = new WideSum(declaration(1, 1));
        TensorException thrown = assertThrows(TensorException.class, () -> sum.add(0, value));
        assertTrue(String.valueOf(thrown.getMessage()).contains("'sums'"));
        assertEquals(0.0, sum.total().value(0), "nothing was added");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_declaration_needs_a_finite_positive_bound(double bound) {
        assertThrows(IllegalArgumentException.class, () -> declaration(1, bound));
    }
}
