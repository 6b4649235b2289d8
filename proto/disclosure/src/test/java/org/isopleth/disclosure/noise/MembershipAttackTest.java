package org.isopleth.disclosure.noise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import org.isopleth.disclosure.TrustTable;
import org.isopleth.disclosure.loss.Calibration;
import org.isopleth.disclosure.loss.GaussianLoss;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.isopleth.tensor.TensorSum;
import org.junit.jupiter.api.Test;

/// Attacks the noise as an outsider would who knows every patient but one: was that one in the sum? How often
/// the best guess is right gives a lower bound of ε, with 99.9 % confidence; it must not be above what is
/// claimed. The same attack on noise that is ten times too small must find more than is claimed, or it would
/// prove nothing.
class MembershipAttackTest {
    private static final int RUNS = TrustTable.full() ? 1000 : 200;
    private static final double DELTA = 1e-6;
    private static final double CONFIDENCE = 0.999;
    private static final int FEATURES = 16;
    private static final TensorDeclaration SUM =
            new TensorDeclaration("sum", List.of(FEATURES), Disclosure.MARGINAL, FEATURES, 1);

    @Test
    void theAttackFindsNoMoreThanIsClaimed() {
        for (double epsilon : new double[] {0.5, 1, 4}) {
            NoisePlan plan = plan(Calibration.cost(epsilon, DELTA));
            double claimed = GaussianLoss.epsilon(plan.claim(List.of(SUM)).ifHonest(), DELTA);
            double found = attack(plan, 1);
            assertTrue(found <= claimed, () -> "found " + found + ", claimed " + claimed);
        }
    }

    @Test
    void theAttackFindsNoiseThatIsTooSmall() {
        double found =
                attack(plan(PrivacyCost.of(100 * Calibration.cost(1, DELTA).rho())), 2);
        assertTrue(found > 1, () -> "the attack found only " + found);
    }

    private static NoisePlan plan(PrivacyCost cost) {
        return new NoisePlan(List.of(new TensorNoise("sum", 1, 1, cost)), NoiseSharing.local());
    }

    /// The lower bound of ε over all thresholds of the score on half of the runs, tested on the other half.
    private static double attack(NoisePlan plan, long seed) {
        double[] with = scores(plan, true, seed * 1_000_003);
        double[] without = scores(plan, false, seed * 2_000_003);
        int half = RUNS / 2;
        double best = 0;
        double threshold = 0;
        for (double tried : with) {
            double bound = bound(with, without, 0, half, score -> score > tried);
            if (bound > best) {
                best = bound;
                threshold = tried;
            }
        }
        double chosen = threshold;
        return Math.max(
                bound(with, without, half, RUNS, score -> score > chosen),
                bound(without, with, half, RUNS, score -> score <= chosen));
    }

    /// `ln((TPR - δ) / FPR)`, both at the ends of their intervals by Clopper and Pearson.
    private static double bound(double[] yes, double[] no, int from, int to, DoublePredicate says) {
        int trials = to - from;
        long hits = Arrays.stream(yes, from, to).filter(says).count();
        long alarms = Arrays.stream(no, from, to).filter(says).count();
        double sure = lower((int) hits, trials) - DELTA;
        double at = 1 - lower(trials - (int) alarms, trials);
        return sure > 0 ? Math.max(0, Math.log(sure / at)) : 0;
    }

    /// Sums of 30 patients with noise, scored by what lies in the direction of the one in question.
    private static double[] scores(NoisePlan plan, boolean member, long seed) {
        double[] scores = new double[RUNS];
        double part = 1 / Math.sqrt(FEATURES);
        for (int run = 0; run < RUNS; run++) {
            TensorSum sum = TensorSum.of(SUM);
            for (int patient = 0; patient < 30; patient++) {
                for (int i = 0; i < FEATURES; i++) {
                    sum.add(i, patient == 0 ? (member ? part : 0) : Math.sin(patient * 7.0 + i) / FEATURES);
                }
            }
            Tensor plain = sum.total();
            Contribution noised = ContributionNoise.add(
                    new Contribution(List.of(plain)), List.of(SUM), plan, new SeededBits(seed + run));
            double score = 0;
            for (int i = 0; i < FEATURES; i++) {
                double others = plain.value(i) - (member ? part : 0);
                score += part * (noised.values("sum")[i] - others);
            }
            scores[run] = score;
        }
        return scores;
    }

    /// The probability p below which so many hits would come with probability under `(1 - CONFIDENCE) / 2`.
    private static double lower(int hits, int trials) {
        if (hits == 0) {
            return 0;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double p = (low + high) / 2;
            if (atLeast(hits, trials, p) < (1 - CONFIDENCE) / 2) {
                low = p;
            } else {
                high = p;
            }
        }
        return low;
    }

    private static double atLeast(int hits, int trials, double p) {
        double sum = 0;
        double log = trials * Math.log1p(-p);
        for (int k = 0; k <= trials; k++) {
            sum += k >= hits ? Math.exp(log) : 0;
            log += Math.log((double) (trials - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
        }
        return sum;
    }
}
