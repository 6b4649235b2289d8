package org.isopleth.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.isopleth.canonical.Bytes;
import org.isopleth.masking.mask.MaskRecipe;
import org.isopleth.masking.mask.MaskRecipe.Direction;
import org.isopleth.masking.mask.MaskRecipe.Mask;
import org.isopleth.masking.mask.MaskRecipe.Stretch;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.isopleth.tensor.WideSum;
import org.isopleth.tensor.WideTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Masks on vectors: what is added comes off again, whole, in stretches and in any order.
class MaskRecipeTest {

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static MaskRecipe recipe(Random random, WordSize words, int count) {
        List<Mask> masks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            masks.add(
                    new Mask(new Bytes(random(random, 32)), random.nextBoolean() ? Direction.ADD : Direction.SUBTRACT));
        }
        return new MaskRecipe(words, masks);
    }

    @ParameterizedTest
    @EnumSource
    void stretches_and_parts_in_any_order_give_the_bits_of_the_whole(WordSize words) {
        Random random = new Random(4);
        for (int length : new int[] {0, 16, 32 * 1024, 32 * 1024 + 16, 200_000}) {
            byte[] plain = random(random, length);
            MaskRecipe recipe = recipe(random, words, 5);
            byte[] whole = plain.clone();
            recipe.apply(whole);

            byte[] pieces = new byte[0];
            for (int at = 0; at < length; ) {
                int size = Math.min(length - at, 16 * (1 + random.nextInt(5000)));
                byte[] stretch = Arrays.copyOfRange(plain, at, at + size);
                recipe.apply(stretch, at);
                pieces = Arrays.copyOf(pieces, at + size);
                System.arraycopy(stretch, 0, pieces, at, size);
                at += size;
            }
            assertArrayEquals(whole, pieces);

            // Two tensors with a gap between them, the second at an odd word.
            int first = Math.min(length, 3 * words.bytes());
            byte[] apart = new byte[length + 8];
            System.arraycopy(plain, 0, apart, 0, first);
            System.arraycopy(plain, first, apart, first + 8, length - first);
            recipe.applyAtOnce(apart, List.of(new Stretch(0, first), new Stretch(first + 8, length - first)));
            assertArrayEquals(Arrays.copyOf(whole, first), Arrays.copyOf(apart, first));
            assertArrayEquals(new byte[8], Arrays.copyOfRange(apart, first, first + 8));
            assertArrayEquals(
                    Arrays.copyOfRange(whole, first, length), Arrays.copyOfRange(apart, first + 8, length + 8));

            recipe.inverse().apply(whole);
            assertArrayEquals(plain, whole);
        }
    }

    @Test
    void a_masked_sum_of_tensors_has_the_bits_of_the_plain_one() {
        Random random = new Random(5);
        for (int trial = 0; trial < 50; trial++) {
            int length = 1 + random.nextInt(40);
            double bound = Math.scalb(1.0, random.nextInt(60) - 20);
            TensorDeclaration declaration =
                    new TensorDeclaration("sums", List.of(length), Disclosure.MARGINAL, length, bound);
            WideTensor plain = WideTensor.zero(declaration);
            byte[] sum = new byte[length * WideTensor.BYTES_PER_ELEMENT];
            List<MaskRecipe> recipes = new ArrayList<>();
            for (int site = 0; site < 5; site++) {
                WideSum own = new WideSum(declaration);
                for (int i = 0; i < length; i++) {
                    own.add(i, (2 * random.nextDouble() - 1) * bound);
                }
                plain = plain.plus(own.total());
                byte[] vector = own.total().bytes();
                recipes.add(recipe(random, WordSize.BITS_128, 4));
                recipes.getLast().apply(vector);
                WordSize.BITS_128.add(sum, vector);
            }
            assertFalse(Arrays.equals(plain.bytes(), sum));
            recipes.forEach(recipe -> recipe.inverse().apply(sum));
            assertEquals(plain, Tensor.read(declaration, sum));
        }
    }

    /// χ² over the 256 values of a byte, for 1,000,000 masked words of a constant vector: beyond 400 with
    /// 255 degrees of freedom is less likely than one in 10^8.
    @ParameterizedTest
    @EnumSource
    void a_masked_constant_looks_like_noise(WordSize words) {
        byte[] vector = new byte[1_000_000 * 8];
        Arrays.fill(vector, (byte) 7);
        recipe(new Random(6), words, 1).apply(vector);
        long[] counts = new long[256];
        for (byte b : vector) {
            counts[b & 0xff]++;
        }
        double expected = vector.length / 256.0;
        double chiSquared = Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertTrue(chiSquared < 400, "chi squared is " + chiSquared);
    }

    @Test
    void half_a_word_is_refused() {
        MaskRecipe recipe = recipe(new Random(7), WordSize.BITS_128, 1);
        assertThrows(IllegalArgumentException.class, () -> recipe.apply(new byte[24]));
        assertThrows(IllegalArgumentException.class, () -> recipe.apply(new byte[16], 8));
    }
}
