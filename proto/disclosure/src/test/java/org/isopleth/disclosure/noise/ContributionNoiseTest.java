package org.isopleth.disclosure.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.NumberProfile;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.isopleth.tensor.TensorException;
import org.junit.jupiter.api.Test;

/// Noise on the whole numbers of a contribution: as much as was promised, in numbers that still add.
class ContributionNoiseTest {
    private static final TensorDeclaration SUM =
            new TensorDeclaration("sum", List.of(20_000), Disclosure.MARGINAL, 1, 100);
    private static final TensorDeclaration WEIGHTS = new TensorDeclaration(
            "weights",
            List.of(500),
            Disclosure.JOINT,
            1,
            8,
            new NumberProfile.Compact(24, 8, 1, NumberProfile.Beyond.REFUSE));
    private static final List<TensorDeclaration> BOTH = List.of(SUM, WEIGHTS);
    private static final PrivacyCost EIGHTH = PrivacyCost.of(0.125);

    private static NoisePlan plan(NoiseSharing sharing) {
        return new NoisePlan(
                List.of(new TensorNoise("sum", 3, 1, EIGHTH), new TensorNoise("weights", 0.5, 1, EIGHTH)), sharing);
    }

    private static Contribution constant() {
        return new Contribution(List.of(Tensor.of(SUM, i -> 41.5), Tensor.of(WEIGHTS, i -> -2.25)));
    }

    private static double variance(double[] values, double around) {
        double sum = 0;
        for (double value : values) {
            sum += (value - around) * (value - around);
        }
        return sum / values.length;
    }

    /// ρ = 1/8 with Δ = 3 asks for σ = Δ/√(2ρ) = 6, in the tensor's own unit.
    @Test
    void noiseHasTheVarianceOfItsCost() {
        Contribution noised = ContributionNoise.add(constant(), BOTH, plan(NoiseSharing.local()), new SeededBits(1));
        assertEquals(36, variance(noised.values("sum"), 41.5), 5 * 36 * Math.sqrt(2.0 / 20_000));
        assertEquals(1, variance(noised.values("weights"), -2.25), 5 * Math.sqrt(2.0 / 500));
    }

    @Test
    void noiseAddsUpWithTheSumsItIsIn() {
        NoisePlan plan = plan(NoiseSharing.local());
        Contribution one = ContributionNoise.add(constant(), BOTH, plan, new SeededBits(1));
        Contribution other = ContributionNoise.add(constant(), BOTH, plan, new SeededBits(2));
        Contribution noise = ContributionNoise.noise(BOTH, plan, new SeededBits(1))
                .plus(ContributionNoise.noise(BOTH, plan, new SeededBits(2)));
        assertEquals(
                constant().plus(constant()).plus(noise).tensors(),
                other.plus(one).tensors());
    }

    @Test
    void theSameBitsGiveTheSameBytesAndOthersDoNot() {
        NoisePlan plan = plan(NoiseSharing.local());
        Contribution one = ContributionNoise.add(constant(), BOTH, plan, new SeededBits(1));
        assertEquals(one, ContributionNoise.add(constant(), BOTH, plan, new SeededBits(1)));
        assertNotEquals(one, ContributionNoise.add(constant(), BOTH, plan, new SeededBits(2)));
    }

    /// Whole numbers, not doubles: the noise reaches below what a double of this size could show.
    @Test
    void everyBitOfTheGridIsNoisy() {
        byte[] noised = ContributionNoise.add(constant(), BOTH, plan(NoiseSharing.local()), new SeededBits(3))
                .tensor("sum")
                .bytes();
        int[] ones = new int[8];
        for (int i = 0; i < noised.length; i += 16) {
            for (int bit = 0; bit < 8; bit++) {
                ones[bit] += noised[i] >> bit & 1;
            }
        }
        for (int count : ones) {
            assertEquals(10_000, count, 5 * Math.sqrt(5000));
        }
    }

    @Test
    void whatIsClaimedIsWhatWasAllowed() {
        NoiseClaim local = plan(NoiseSharing.local()).claim(BOTH);
        assertEquals(local.ifHonest(), local.ifOthersCollude());
        assertTrue(local.ifHonest().compareTo(EIGHTH.plus(EIGHTH)) <= 0);
        assertTrue(local.ifHonest().rho() > 0.2499);
    }

    @Test
    void sharedNoiseIsAsGoodOverTheHonestSitesAndFarLessAlone() {
        NoisePlan shared = plan(new NoiseSharing.Distributed(4));
        NoiseClaim claim = shared.claim(BOTH);
        assertEquals(0.25, claim.ifHonest().rho(), 1e-9);
        assertEquals(1, claim.ifOthersCollude().rho(), 1e-6);
        Contribution noise = ContributionNoise.noise(BOTH, shared, new SeededBits(1));
        assertEquals(9, variance(noise.values("sum"), 0), 5 * 9 * Math.sqrt(2.0 / 20_000));
        for (int seed = 2; seed <= 4; seed++) {
            noise = noise.plus(ContributionNoise.noise(BOTH, shared, new SeededBits(seed)));
        }
        assertEquals(36, variance(noise.values("sum"), 0), 5 * 36 * Math.sqrt(2.0 / 20_000));
    }

    @Test
    void roundingOfAPatientsPartsIsCoveredBySensitivity() {
        TensorNoise noise = new TensorNoise("sum", 3, 1, EIGHTH);
        BigInteger exact = BigInteger.valueOf(3).shiftLeft(SUM.format().fractionBits());
        BigInteger more = noise.gridSensitivity(SUM).subtract(exact);
        // √20000 / 2 = 70.7, by whole numbers 71.
        assertEquals(BigInteger.valueOf(71), more);
        assertEquals(
                BigInteger.valueOf(710),
                new TensorNoise("sum", 3, 10, EIGHTH).gridSensitivity(SUM).subtract(exact));
    }

    @Test
    void noiseThatDoesNotFitIsRefusedBeforeTheRound() {
        plan(NoiseSharing.local()).requireRoom(BOTH, 1000);
        TensorDeclaration tight = new TensorDeclaration(
                "weights",
                List.of(4),
                Disclosure.JOINT,
                1,
                1 << 20,
                new NumberProfile.Compact(32, 1 << 20, 1, NumberProfile.Beyond.REFUSE));
        NoisePlan dear = new NoisePlan(
                List.of(new TensorNoise("weights", 1 << 20, 1, PrivacyCost.of(1e-9))), NoiseSharing.local());
        assertThrows(TensorException.class, () -> dear.requireRoom(List.of(tight), 1000));
    }

    @Test
    void aPlanAboutOtherTensorsIsRefused() {
        NoisePlan plan = plan(NoiseSharing.local());
        List<TensorDeclaration> swapped = List.of(WEIGHTS, SUM);
        assertThrows(TensorException.class, () -> plan.claim(swapped));
        assertThrows(
                TensorException.class, () -> ContributionNoise.add(constant(), List.of(SUM), plan, new SeededBits(1)));
        assertThrows(IllegalArgumentException.class, () -> new TensorNoise("sum", 0, 1, EIGHTH));
        assertThrows(IllegalArgumentException.class, () -> new TensorNoise("sum", Double.NaN, 1, EIGHTH));
        assertThrows(IllegalArgumentException.class, () -> new TensorNoise("sum", 1, 1, PrivacyCost.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new NoiseSharing.Distributed(1));
    }
}
