package org.isopleth.disclosure.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.isopleth.disclosure.TrustTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every account of privacy must obey, whatever the numbers.
class PrivacyLossTest {

    /// exp(x²) erfc(x) with 50 digits by mpmath 1.3 (`exp(x**2)*erfc(x)`).
    @ParameterizedTest
    @CsvSource({
        "0, 1.0",
        "0.1, 0.89645697996912664193",
        "0.5, 0.61569034419292587487",
        "1, 0.42758357615580700441",
        "2, 0.25539567631050574387",
        "6.2, 0.089858108319745925069",
        "6.3, 0.088465899352852195347",
        "20, 0.028174348741051319319",
        "-1, 5.0089800807622834663"
    })
    void normalTailsAreWithinTheirStatedError(double x, double expected) {
        assertEquals(expected, NormalTail.scaled(x), expected * NormalTail.RELATIVE);
    }

    @Test
    void narrowAndWidePartsOfTheNormalDistributionAddUp() {
        for (double from = -12; from < 12; from += 0.37) {
            double sum = 0;
            for (int i = 0; i < 10; i++) {
                sum += NormalTail.between(from + i * 0.05, from + (i + 1) * 0.05);
            }
            assertEquals(NormalTail.between(from, from + 0.5), sum, 1e-12 * sum, "from " + from);
        }
        assertEquals(1, NormalTail.between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), 1e-15);
    }

    @Test
    void theDistributionNeverExceedsTheRenyiBound() {
        SplittableRandom random = new SplittableRandom(10_000);
        for (int i = 0; i < (TrustTable.full() ? 10_000 : 500); i++) {
            double rho = Math.exp(-9 + 11 * random.nextDouble());
            double delta = Math.exp(-2 - 30 * random.nextDouble());
            PrivacyCost cost = PrivacyCost.of(rho);
            double reported = GaussianLoss.epsilon(cost, delta);
            double enforced = RenyiBound.epsilon(cost, delta);
            assertTrue(reported <= enforced, () -> "rho " + rho + ", delta " + delta + ": " + reported);
            assertTrue(enforced <= RenyiBound.simpleEpsilon(rho, delta) * 1.2 + 1);
        }
    }

    @Test
    void theDistributionOfSampledReleasesNeverExceedsTheRenyiBound() {
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < (TrustTable.full() ? 300 : 8); i++) {
            SampledGaussian release = new SampledGaussian(
                    1 + 4 * random.nextDouble(), 0.005 + 0.5 * random.nextDouble(), 1 + random.nextInt(500));
            double delta = Math.exp(-5 - 15 * random.nextDouble());
            double reported = LossComposition.epsilon(List.of(release), delta);
            double enforced = RenyiBound.epsilon(List.of(release), RenyiBound.ORDERS, delta);
            assertTrue(reported <= enforced, () -> release + ", delta " + delta + ": " + reported);
        }
    }

    /// The transform is held against the closed form, which knows nothing of grids: never below, and near.
    @ParameterizedTest
    @CsvSource({"1,1,1e-5", "5,10,1e-6", "20,400,1e-5", "3,7,1e-10", "50,1000,1e-8", "2,1,0.01"})
    void theTransformAgreesWithTheClosedFormFromAbove(double multiplier, int times, double delta) {
        List<SampledGaussian> releases = List.of(new SampledGaussian(multiplier, 1, times));
        double exact = GaussianLoss.epsilon(Math.sqrt(times) / multiplier, delta);
        double found = LossComposition.onGrid(releases, delta);
        assertTrue(found >= exact * (1 - 1e-11), () -> found + " is below " + exact);
        assertEquals(exact, found, 1e-4);
    }

    /// One release is also known in closed form: δ is a difference of two tails of mixtures.
    @Test
    void oneSampledReleaseHasTheDeltaOfItsDefinition() {
        double rate = 0.1;
        double sigma = 1.2;
        double epsilon = LossComposition.epsilon(List.of(new SampledGaussian(sigma, rate, 1)), 1e-6);
        double outcome = sigma * sigma * Math.log((Math.exp(epsilon) - 1 + rate) / rate) + 0.5;
        double without = NormalTail.upper(outcome / sigma);
        double with = (1 - rate) * without + rate * NormalTail.upper((outcome - 1) / sigma);
        assertEquals(1e-6, with - Math.exp(epsilon) * without, 1e-9);
    }

    @Test
    void differentReleasesComposeInAnyOrderAndSplitting() {
        SampledGaussian some = new SampledGaussian(2, 0.1, 50);
        SampledGaussian half = new SampledGaussian(2, 0.1, 25);
        SampledGaussian other = new SampledGaussian(4, 1, 3);
        double whole = LossComposition.epsilon(List.of(some, other), 1e-6);
        assertEquals(whole, LossComposition.epsilon(List.of(other, half, half), 1e-6), 1e-6);
        assertTrue(whole > LossComposition.epsilon(List.of(some), 1e-6));
        assertTrue(whole > LossComposition.epsilon(List.of(other), 1e-6));
    }

    @Test
    void moreNoiseLessSensitivityFewerStepsAndALargerDeltaCostLess() {
        for (double rate : new double[] {0.2, 1}) {
            double base = epsilon(2, rate, 40, 1e-6);
            assertTrue(epsilon(2.2, rate, 40, 1e-6) < base, "noise");
            assertTrue(epsilon(2, rate, 44, 1e-6) > base, "steps");
            assertTrue(epsilon(2, rate, 40, 2e-6) < base, "delta");
        }
        assertTrue(epsilon(2, 0.22, 40, 1e-6) > epsilon(2, 0.2, 40, 1e-6), "rate");
        BigInteger variance = BigInteger.valueOf(1_000_000);
        PrivacyCost less = PrivacyCost.ofNoise(BigInteger.valueOf(100), variance);
        PrivacyCost more = PrivacyCost.ofNoise(BigInteger.valueOf(101), variance);
        assertTrue(GaussianLoss.epsilon(less, 1e-6) < GaussianLoss.epsilon(more, 1e-6), "sensitivity");
        double last = Double.POSITIVE_INFINITY;
        for (double delta = 1e-14; delta < 0.5; delta *= 1.7) {
            double epsilon = GaussianLoss.epsilon(0.7, delta);
            assertTrue(epsilon <= last, "delta " + delta);
            last = epsilon;
        }
    }

    private static double epsilon(double multiplier, double rate, int times, double delta) {
        return LossComposition.epsilon(List.of(new SampledGaussian(multiplier, rate, times)), delta);
    }

    @Test
    void costsAddExactlyInAnyOrderAndAreRoundedUp() {
        PrivacyCost third = PrivacyCost.of(1.0 / 3);
        assertTrue(third.rho() >= 1.0 / 3);
        assertEquals(third.plus(PrivacyCost.of(0.1)), PrivacyCost.of(0.1).plus(third));
        BigInteger sensitivity = BigInteger.valueOf(3).pow(40);
        BigInteger variance = third.variance(sensitivity);
        assertTrue(PrivacyCost.ofNoise(sensitivity, variance).compareTo(third) <= 0);
        assertTrue(PrivacyCost.ofNoise(sensitivity, variance.subtract(BigInteger.ONE))
                        .compareTo(third)
                >= 0);
        assertThrows(IllegalArgumentException.class, () -> PrivacyCost.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> PrivacyCost.of(-1));
    }

    @ParameterizedTest
    @CsvSource({"0.1,1e-6", "1,1e-6", "8,1e-6", "1,1e-10"})
    void aCalibratedCostIsWithinItsBudgetAndHardlyBelow(double epsilon, double delta) {
        PrivacyCost cost = Calibration.cost(epsilon, delta);
        assertTrue(Calibration.epsilon(cost, delta) <= epsilon);
        assertTrue(Calibration.epsilon(PrivacyCost.of(cost.rho() * 1.000001), delta) > epsilon);
    }

    /// As the tests of other libraries do: zero, not a number, infinite.
    @Test
    void impossibleQuestionsAreRefused() {
        for (double delta : new double[] {0, -1, 1, 2, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> GaussianLoss.epsilon(1, delta), "delta " + delta);
            assertThrows(IllegalArgumentException.class, () -> RenyiBound.epsilon(PrivacyCost.of(1), delta));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> LossComposition.epsilon(List.of(new SampledGaussian(1, 0.1, 1)), delta));
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new SampledGaussian(bad, 0.1, 1));
            assertThrows(IllegalArgumentException.class, () -> new SampledGaussian(1, bad, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> LossComposition.epsilon(List.of(), 1e-6));
        assertThrows(IllegalArgumentException.class, () -> GaussianLoss.epsilon(Double.NaN, 1e-6));
    }
}
