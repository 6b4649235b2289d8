package org.isopleth.disclosure.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.isopleth.disclosure.TrustTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Draws of the samplers against their probabilities. A test of fit fails by chance once in a million seeds; the
/// seeds are fixed.
class DiscreteGaussianTest {
    /// The quantile of the standard normal distribution at 1 - 1e-6.
    private static final double ONE_IN_A_MILLION = 4.753;

    private static final int DRAWS = TrustTable.full() ? 10_000_000 : 100_000;

    /// Probabilities as published beside the project, whole sums as computed here: both must agree.
    @Test
    void theProbabilitiesTestedAgainstAreThePublishedOnes() throws IOException {
        for (TrustTable.Row row : TrustTable.rows("dgauss_pmf.csv")) {
            double sigma = Double.parseDouble(row.get("sigma"));
            double published = Double.parseDouble(row.get("pmf"));
            assertEquals(published, probability(sigma * sigma, Long.parseLong(row.get("k"))), 1e-13 * published);
            double variance = LongStream.rangeClosed(-2000, 2000)
                    .mapToDouble(k -> (double) k * k * probability(sigma * sigma, k))
                    .sum();
            assertEquals(Double.parseDouble(row.get("variance_of_discrete_gaussian")), variance, 1e-11 * variance);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,4", "1,1", "9,1", "100,1", "4096,1", "22,7"})
    void drawsHaveTheProbabilitiesOfTheDistribution(long numerator, long denominator) {
        double variance = (double) numerator / denominator;
        RandomBits random = new SeededBits(numerator * 31 + denominator);
        DiscreteGaussian gaussian =
                new DiscreteGaussian(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        Counts counts = new Counts();
        for (int i = 0; i < DRAWS; i++) {
            counts.add(gaussian.draw(random).longValueExact());
        }
        counts.assertFit(k -> probability(variance, k));
        double exact = LongStream.rangeClosed(-2000, 2000)
                .mapToDouble(k -> (double) k * k * probability(variance, k))
                .sum();
        double fourth = LongStream.rangeClosed(-2000, 2000)
                .mapToDouble(k -> Math.pow((double) k, 4) * probability(variance, k))
                .sum();
        assertEquals(exact, counts.moment(2), 5 * Math.sqrt((fourth - exact * exact) / DRAWS), "variance");
        assertEquals(0, counts.moment(1), 5 * Math.sqrt(exact / DRAWS), "mean");
    }

    @ParameterizedTest
    @CsvSource({"1,2", "1,1", "5,1", "50,1", "7,3"})
    void laplaceDrawsHaveTheProbabilitiesOfTheDistribution(long numerator, long denominator) {
        double fall = Math.exp(-(double) denominator / numerator);
        RandomBits random = new SeededBits(numerator * 37 + denominator);
        DiscreteLaplace laplace = new DiscreteLaplace(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
        Counts counts = new Counts();
        for (int i = 0; i < DRAWS; i++) {
            counts.add(laplace.draw(random).longValueExact());
        }
        counts.assertFit(k -> (1 - fall) / (1 + fall) * Math.pow(fall, (double) Math.abs(k)));
    }

    /// With σ of 2^70 steps, far beyond what a double holds, the scaled draws are as good as continuous, and
    /// the last bits are fair: nothing of a grid of doubles shows.
    @Test
    void aWideDistributionIsNormalToItsLastBit() {
        int draws = DRAWS / 20;
        RandomBits random = new SeededBits(70);
        DiscreteGaussian gaussian = DiscreteGaussian.ofVariance(BigInteger.ONE.shiftLeft(140));
        int[] inside = new int[4];
        int[] lowest = new int[16];
        for (int i = 0; i < draws; i++) {
            BigInteger drawn = gaussian.draw(random);
            double scaled = Math.abs(drawn.doubleValue() * 0x1p-70);
            for (int sigma = 1; sigma <= 3; sigma++) {
                inside[sigma] += scaled < sigma ? 1 : 0;
            }
            lowest[drawn.intValue() & 15]++;
        }
        double[] normal = {0, 0.682689492137086, 0.954499736103642, 0.997300203936740};
        for (int sigma = 1; sigma <= 3; sigma++) {
            double expected = draws * normal[sigma];
            assertEquals(expected, inside[sigma], 5 * Math.sqrt(expected * (1 - normal[sigma])), sigma + " sigma");
        }
        for (int count : lowest) {
            assertEquals(draws / 16.0, count, 5 * Math.sqrt(draws / 16.0));
        }
    }

    /// Far out, where few draws come: at least as many as the distribution says but for chance.
    @Test
    void tailsAreThere() {
        RandomBits random = new SeededBits(4);
        DiscreteGaussian gaussian = DiscreteGaussian.ofVariance(BigInteger.valueOf(100));
        int beyond = 0;
        for (int i = 0; i < DRAWS; i++) {
            beyond += gaussian.draw(random).abs().compareTo(BigInteger.valueOf(35)) >= 0 ? 1 : 0;
        }
        double expected = DRAWS
                * 2
                * LongStream.rangeClosed(35, 200)
                        .mapToDouble(k -> probability(100, k))
                        .sum();
        assertEquals(expected, beyond, 5 * Math.sqrt(expected));
    }

    @Test
    void theSameSeedGivesTheSameDraws() {
        DiscreteGaussian gaussian = DiscreteGaussian.ofVariance(BigInteger.TEN.pow(30));
        SeededBits one = new SeededBits(1);
        SeededBits same = new SeededBits(1);
        SeededBits other = new SeededBits(2);
        for (int i = 0; i < 50; i++) {
            BigInteger drawn = gaussian.draw(one);
            assertEquals(drawn, gaussian.draw(same));
            assertNotEquals(drawn, gaussian.draw(other));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 200})
    void aDrawTakesFewWordsWhateverTheVariance(int bits) {
        SeededBits random = new SeededBits(bits);
        DiscreteGaussian gaussian = DiscreteGaussian.ofVariance(BigInteger.ONE.shiftLeft(bits));
        int draws = 2000;
        long most = 0;
        for (int i = 0; i < draws; i++) {
            long before = random.words();
            gaussian.draw(random);
            most = Math.max(most, random.words() - before);
        }
        assertTrue(random.words() < 60L * draws, () -> random.words() + " words for " + draws + " draws");
        assertTrue(most < 1000, "one draw took " + most + " words");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x5555555555555555L})
    void aBrokenSourceEndsInARefusalOrANumberButNeverHangs(long word) {
        DiscreteGaussian gaussian = DiscreteGaussian.ofVariance(BigInteger.valueOf(12345));
        try {
            gaussian.draw(() -> word);
        } catch (RandomBitsException expected) {
            assertEquals(RandomBitsException.class, expected.getClass());
        }
        assertThrows(
                RandomBitsException.class,
                () -> DiscreteGaussian.ofVariance(BigInteger.ONE).draw(() -> 0));
    }

    @Test
    void aDistributionWithoutVarianceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> DiscreteGaussian.ofVariance(BigInteger.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new DiscreteLaplace(BigInteger.ONE, BigInteger.valueOf(-1)));
    }

    private static double probability(double variance, long k) {
        double whole = 1;
        for (int i = 1; i <= 40 * Math.sqrt(variance) + 20; i++) {
            whole += 2 * Math.exp(-(double) i * i / (2 * variance));
        }
        return Math.exp(-(double) k * k / (2 * variance)) / whole;
    }

    private interface Law {
        double of(long k);
    }

    private static final class Counts {
        private final Map<Long, Long> counts = new TreeMap<>();
        private long draws;

        void add(long drawn) {
            counts.merge(drawn, 1L, Long::sum);
            draws++;
        }

        double moment(int power) {
            return counts.entrySet().stream()
                            .mapToDouble(entry -> Math.pow(entry.getKey(), power) * entry.getValue())
                            .sum()
                    / draws;
        }

        /// Pearson's test over the numbers expected 50 times or more, all others together in one more class; the
        /// quantile of chi-square by Wilson and Hilferty's approximation.
        void assertFit(Law law) {
            double square = 0;
            int classes = 0;
            double expectedLeft = draws;
            long left = draws;
            for (long k = -2000; k <= 2000; k++) {
                double expected = draws * law.of(k);
                if (expected >= 50) {
                    long found = counts.getOrDefault(k, 0L);
                    square += (found - expected) * (found - expected) / expected;
                    expectedLeft -= expected;
                    left -= found;
                    classes++;
                }
            }
            if (expectedLeft >= 5) {
                square += (left - expectedLeft) * (left - expectedLeft) / expectedLeft;
                classes++;
            }
            double freedom = classes - 1;
            double spread = 2 / (9 * freedom);
            double limit = freedom * Math.pow(1 - spread + ONE_IN_A_MILLION * Math.sqrt(spread), 3);
            assertTrue(square < limit, "chi-square " + square + " of " + freedom + " is above " + limit);
        }
    }
}
