package org.isopleth.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.junit.jupiter.api.Test;

/// Sums of files have the bits of sums in memory, and what is no contribution is refused.
class ContributionBytesTest {
    /// One element, one block less one element, one block and one more, in either profile.
    private static final List<TensorDeclaration> DECLARED = List.of(
            tensor("a", 1),
            tensor("b", 4095),
            tensor("c", 4096),
            tensor("d", 4097),
            compact("e", 8191),
            compact("f", 8193));

    private static TensorDeclaration tensor(String name, int length) {
        return new TensorDeclaration(name, List.of(length), Disclosure.MARGINAL, 1, 1e6);
    }

    private static TensorDeclaration compact(String name, int length) {
        return new TensorDeclaration(
                name,
                List.of(length),
                Disclosure.MARGINAL,
                1,
                100,
                new NumberProfile.Compact(24, 100, 1, NumberProfile.Beyond.REFUSE));
    }

    private static Contribution random(Random random) {
        return new Contribution(DECLARED.stream()
                .map(declaration -> random(declaration, random))
                .toList());
    }

    private static Tensor random(TensorDeclaration declaration, Random random) {
        TensorSum sum = TensorSum.of(declaration);
        for (int i = 0; i < declaration.length(); i++) {
            sum.add(i, (random.nextDouble() - 0.5) * 2 * declaration.bound());
        }
        return sum.total();
    }

    private static byte[] sum(List<byte[]> parts) throws IOException {
        List<InputStream> streams = new ArrayList<>();
        parts.forEach(part -> streams.add(new ByteArrayInputStream(part)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ContributionBytes.add(DECLARED, streams, out);
        return out.toByteArray();
    }

    @Test
    void the_sum_of_files_has_the_bits_of_the_sum_in_memory_in_any_order() throws IOException {
        Random random = new Random(1);
        List<byte[]> parts = new ArrayList<>();
        Contribution expected = Contribution.zero(DECLARED);
        for (int site = 0; site < 7; site++) {
            Contribution part = random(random);
            parts.add(part.bytes());
            expected = expected.plus(part);
            assertArrayEquals(expected.bytes(), sum(parts));
            assertArrayEquals(expected.bytes(), sum(parts.reversed()));
        }
        assertEquals(expected, Contribution.read(DECLARED, expected.bytes()));
    }

    @Test
    void a_carry_passes_from_the_lower_word_to_the_upper() throws IOException {
        byte[] part = Contribution.zero(DECLARED).bytes();
        // The first element, after the magic and its size: 2^64 - 1.
        Arrays.fill(part, 32, 40, (byte) 0xff);
        byte[] twice = sum(List.of(part, part));
        assertEquals((byte) 0xfe, twice[32]);
        assertEquals(1, twice[40]);
        assertArrayEquals(sum(List.of(part)), part);
    }

    @Test
    void what_is_no_contribution_is_refused_wherever_it_is_damaged() throws IOException {
        byte[] whole = random(new Random(2)).bytes();
        ContributionBytes.check(DECLARED, new ByteArrayInputStream(whole));
        List<byte[]> damaged = new ArrayList<>();
        for (int length : new int[] {0, 23, 24, 31, 32, 47, 48, whole.length - 1}) {
            damaged.add(Arrays.copyOf(whole, length));
        }
        damaged.add(Arrays.copyOf(whole, whole.length + 1));
        for (int at : new int[] {0, 23, 24, 31, 48}) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 1;
            damaged.add(bytes);
        }
        for (byte[] bytes : damaged) {
            assertThrows(
                    TensorException.class, () -> ContributionBytes.check(DECLARED, new ByteArrayInputStream(bytes)));
            assertThrows(TensorException.class, () -> sum(List.of(whole, bytes)));
            assertThrows(TensorException.class, () -> Contribution.read(DECLARED, bytes));
        }
    }

    @Test
    void two_words_are_the_nearest_double_as_one_integer_is() {
        Random random = new Random(3);
        WideFormat format = new WideFormat(82);
        for (int i = 0; i < 200_000; i++) {
            BigInteger sum = new BigInteger(random.nextInt(1, 128), random);
            if (i % 3 == 0) {
                // Ties and their neighbours.
                sum = sum.shiftRight(54).shiftLeft(random.nextInt(54)).add(BigInteger.valueOf(random.nextInt(3) - 1));
            }
            for (BigInteger signed : List.of(sum, sum.negate())) {
                assertEquals(
                        format.decode(signed),
                        format.decode(signed.shiftRight(64).longValue(), signed.longValue()),
                        signed.toString());
            }
        }
        assertEquals(format.decode(BigInteger.TWO.pow(127).negate()), format.decode(Long.MIN_VALUE, 0));
    }
}
