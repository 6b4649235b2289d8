package org.isopleth.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.tensor.NumberProfile.Beyond;
import org.isopleth.tensor.NumberProfile.Compact;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// 64-bit sums against `BigDecimal` and against the published vectors.
class CompactSumTest {
    private static final Compact CLIPPED = new Compact(24, 16, 1, Beyond.CLIP);
    private static final Compact STRICT = new Compact(24, 16, 1, Beyond.REFUSE);

    private static TensorDeclaration declaration(int length, Compact profile) {
        return new TensorDeclaration("weights", List.of(length), Disclosure.JOINT, length, profile.clip(), profile);
    }

    private static long[] words(Tensor tensor) {
        long[] words = new long[tensor.length()];
        ByteBuffer.wrap(tensor.bytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(words);
        return words;
    }

    @Test
    void published_vectors_are_quantised_to_the_same_words() throws IOException {
        Path file = Path.of(System.getProperty("isopleth.root", ".")).resolve("../shared/data/trust/secagg_kat.json");
        Assumptions.assumeTrue(Files.isRegularFile(file), "../shared is absent: secagg_kat.json was skipped");
        List<Json> sites =
                CanonicalJson.parse(Files.readAllBytes(file)).asObject().list("sites");
        assertEquals(5, sites.size());
        long clipped = 0;
        for (Json site : sites) {
            double[] input = site.asObject().numbers("input");
            CompactSum sum = new CompactSum(declaration(input.length, CLIPPED), CLIPPED);
            for (int i = 0; i < input.length; i++) {
                sum.add(i, input[i]);
            }
            long[] expected = Arrays.stream(site.asObject().numbers("quantised"))
                    .mapToLong(word -> (long) word)
                    .toArray();
            assertArrayEquals(expected, words(sum.total()));
            clipped += sum.clipped();
        }
        assertTrue(clipped > 0, "the vectors hold a number beyond the clip");
    }

    @Test
    void a_part_is_rounded_once_to_the_nearest_step_ties_to_even() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            Compact profile = new Compact(24 + random.nextInt(9), 16, 1, Beyond.REFUSE);
            double value = (2 * random.nextDouble() - 1) * Math.scalb(16.0, -random.nextInt(40));
            TensorSum sum = TensorSum.of(declaration(1, profile));
            sum.add(0, value);
            BigInteger expected = new BigDecimal(value)
                    .multiply(new BigDecimal(BigInteger.TWO.pow(profile.fractionBits())))
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .toBigInteger();
            assertEquals(expected.longValueExact(), words(sum.total())[0]);
        }
        CompactFormat format = new CompactFormat(24);
        assertEquals(0, format.encode(0x1p-25));
        assertEquals(2, format.encode(1.5 * 0x1p-24));
        assertEquals(-2, format.encode(-2.5 * 0x1p-24));
    }

    @Test
    void a_sum_over_sites_has_the_same_bytes_in_any_order_and_grouping() {
        Random random = new Random(2);
        List<TensorDeclaration> declared = List.of(declaration(40, STRICT));
        for (int trial = 0; trial < 30; trial++) {
            List<Contribution> sites = new ArrayList<>();
            double[] exact = new double[40];
            for (int site = 0; site < 50; site++) {
                TensorSum sum = TensorSum.of(declared.getFirst());
                for (int i = 0; i < 40; i++) {
                    double value = (2 * random.nextDouble() - 1) * 16;
                    sum.add(i, value);
                    exact[i] += value;
                }
                sites.add(new Contribution(List.of(sum.total())));
            }
            Contribution expected = sites.stream().reduce(Contribution.zero(declared), Contribution::plus);
            // k parts are off by at most k · 2^-(f+1).
            assertArrayEquals(exact, expected.values("weights"), 50 * 0x1p-25);
            Collections.shuffle(sites, random);
            Contribution left = sites.subList(0, 20).stream().reduce(Contribution.zero(declared), Contribution::plus);
            Contribution right = sites.subList(20, 50).stream().reduce(Contribution.zero(declared), Contribution::plus);
            assertArrayEquals(expected.bytes(), right.plus(left).bytes());
        }
    }

    @Test
    void both_profiles_travel_in_one_contribution() {
        List<TensorDeclaration> declared = List.of(
                new TensorDeclaration("patients", List.of(), Disclosure.MARGINAL, 1, 1), declaration(3, STRICT));
        TensorSum patients = TensorSum.of(declared.get(0));
        TensorSum weights = TensorSum.of(declared.get(1));
        patients.add(0, 1);
        weights.add(2, -7.5);
        Contribution contribution = new Contribution(List.of(patients.total(), weights.total()));
        byte[] bytes = contribution.bytes();
        assertEquals(24 + 8 + 16 + 8 + 3 * 8, bytes.length);
        assertEquals(bytes.length, Contribution.size(declared));
        assertEquals(contribution, Contribution.read(declared, bytes));
        assertArrayEquals(new double[] {0, 0, -7.5}, contribution.values("weights"));
        assertThrows(TensorException.class, () -> Contribution.read(declared.reversed(), bytes));
        assertThrows(TensorException.class, () -> patients.total().plus(weights.total()));
        assertThrows(TensorException.class, () -> weights.total().plus(patients.total()));
    }

    @Test
    void beyond_the_clip_a_part_is_refused_unless_the_plan_says_clip_and_then_counted() {
        TensorSum strict = TensorSum.of(declaration(1, STRICT));
        TensorException refused = assertThrows(TensorException.class, () -> strict.add(0, 16.000001));
        assertTrue(String.valueOf(refused.getMessage()).contains("'weights'"));
        assertEquals(0, strict.total().value(0), "nothing was added");
        CompactSum clipping = new CompactSum(declaration(3, CLIPPED), CLIPPED);
        clipping.add(0, 1e300);
        clipping.add(1, -16.5);
        clipping.add(2, 16);
        assertArrayEquals(new double[] {16, -16, 16}, clipping.total().values());
        assertEquals(2, clipping.clipped());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_number_that_is_not_finite_is_refused_even_where_parts_are_clipped(double value) {
        for (Compact profile : List.of(STRICT, CLIPPED)) {
            TensorSum sum = TensorSum.of(declaration(1, profile));
            assertThrows(TensorException.class, () -> sum.add(0, value));
            sum.add(0, 1);
            assertEquals(1, sum.total().value(0), "the refused part took no room");
        }
    }

    /// TRUST 1.4: 1 + ⌈log2 n⌉ + ⌈log2 W⌉ + ⌈log2 C⌉ + f ≤ 64, with n = 2^10; its example has 63 bits.
    @ParameterizedTest
    @CsvSource({
        "24, 256, 1048576, true",
        "25, 256, 1048576, true",
        "25, 257, 1048576, false",
        "26, 256, 1048576, false",
        "32, 2097152, 1, true",
        "32, 2097153, 1, false",
        "32, 1048576, 2, true",
        "32, 1048576, 3, false",
        "32, 0.001, 1048576, true"
    })
    void overflow_is_ruled_out_before_a_round(int fractionBits, double clip, int parts, boolean possible) {
        if (possible) {
            new Compact(fractionBits, clip, parts, Beyond.REFUSE);
        } else {
            assertThrows(TensorException.class, () -> new Compact(fractionBits, clip, parts, Beyond.REFUSE));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "23, 1, 1",
        "33, 1, 1",
        "24, 0, 1",
        "24, -1, 1",
        "24, NaN, 1",
        "24, Infinity, 1",
        "24, 1, 0",
        "24, 1, 1048577"
    })
    void an_impossible_profile_is_refused(int fractionBits, double clip, int parts) {
        assertThrows(TensorException.class, () -> new Compact(fractionBits, clip, parts, Beyond.CLIP));
    }

    /// The largest sum there can be, of parts that all are the clip, on both sides of zero.
    @Test
    void the_fullest_sum_does_not_overflow() {
        Compact profile = new Compact(25, 256, 1 << 20, Beyond.REFUSE);
        TensorDeclaration declaration = declaration(2, profile);
        CompactSum site = new CompactSum(declaration, profile);
        site.add(0, 256, 1 << 20);
        site.add(1, -256, 1 << 20);
        assertThrows(TensorException.class, () -> site.add(0, 0));
        Tensor sum = Tensor.zero(declaration);
        for (int i = 0; i < CompactFormat.MAX_SITES - 1; i++) {
            sum = sum.plus(site.total());
        }
        double most = 256.0 * (1 << 20) * (CompactFormat.MAX_SITES - 1);
        assertArrayEquals(new double[] {most, -most}, sum.values());
    }

    @Test
    void a_weight_is_that_many_parts() {
        Compact profile = new Compact(24, 1, 100, Beyond.REFUSE);
        CompactSum sum = new CompactSum(declaration(1, profile), profile);
        sum.add(0, 0.1, 99);
        assertThrows(TensorException.class, () -> sum.add(0, 0.1, 2));
        assertThrows(TensorException.class, () -> sum.add(0, 0.1, 0));
        assertThrows(TensorException.class, () -> sum.add(0, 0.1, Integer.MIN_VALUE));
        assertEquals(99 * new CompactFormat(24).encode(0.1), words(sum.total())[0]);
    }

    @Test
    void a_declaration_bounds_its_tensor_by_the_clip() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TensorDeclaration("weights", List.of(1), Disclosure.JOINT, 1, 15, STRICT));
    }

    @Test
    void a_profile_reads_back_as_itself_and_nothing_else_is_one() {
        for (NumberProfile profile : List.of(NumberProfile.wide(), STRICT, CLIPPED)) {
            assertEquals(profile, NumberProfile.read(profile.json()));
        }
        for (String other : List.of(
                "{\"profile\":\"narrow\"}",
                "{\"profile\":\"wide\",\"clip\":1}",
                "{\"profile\":\"compact\",\"fractionBits\":24,\"clip\":16,\"partsPerSite\":1,\"beyond\":\"wrap\"}",
                "{\"profile\":\"compact\",\"fractionBits\":40,\"clip\":16,\"partsPerSite\":1,\"beyond\":\"clip\"}",
                "{\"profile\":\"compact\",\"fractionBits\":24,\"clip\":16,\"partsPerSite\":1}")) {
            Json.Obj json = CanonicalJson.parse(other).asObject();
            assertThrows(JsonException.class, () -> NumberProfile.read(json), other);
        }
    }
}
