package org.isopleth.disclosure.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.isopleth.disclosure.budget.BudgetBook;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.NoiseTerms.Limit;
import org.isopleth.tensor.Sensitivity;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;
import org.isopleth.tensor.TensorException;
import org.junit.jupiter.api.Test;

/// The noise that a study asks for: no more is told of a patient than it says, and hardly less.
class NoisePlanTest {
    private static final List<TensorDeclaration> DECLARED = List.of(
            new TensorDeclaration("patients", List.of(), Disclosure.MARGINAL, 1, 1),
            new TensorDeclaration("counts", List.of(9), Disclosure.MARGINAL, 5, 1),
            new TensorDeclaration("sums", List.of(2), Disclosure.MARGINAL, 5, 1));
    private static final List<Sensitivity> SENSITIVITIES = List.of(
            Sensitivity.ofParts("patients", 1, 1),
            Sensitivity.ofParts("counts", 3, 1),
            Sensitivity.ofParts("sums", 2, 1));

    private static NoiseClaim claim(Limit limit, OptionalInt honestSites) {
        NoisePlan plan = NoisePlan.of(new NoiseTerms(limit, 1e-6, honestSites), SENSITIVITIES);
        plan.requireRoom(DECLARED, 1000);
        return plan.claim(DECLARED);
    }

    @Test
    void aReleaseCostsNoMoreThanAskedAndHardlyLess() {
        for (double epsilon : new double[] {0.01, 0.1, 1, 8}) {
            NoiseClaim claim = claim(new Limit.Epsilon(epsilon), OptionalInt.empty());
            double told = BudgetBook.enforced(claim.ifHonest(), 1e-6);
            assertTrue(told <= epsilon && told > 0.999 * epsilon, epsilon + " became " + told);
            assertEquals(claim.ifHonest(), claim.ifOthersCollude(), "local noise depends on nobody");
        }
        double rho = claim(new Limit.Rho(0.02), OptionalInt.empty()).ifHonest().rho();
        assertTrue(rho <= 0.02 && rho > 0.0199999, "rho " + rho);
    }

    @Test
    void sharedNoiseIsWorthAsMuchIfOthersAreHonestAndLessIfTheyCollude() {
        NoiseClaim claim = claim(new Limit.Epsilon(1), OptionalInt.of(4));
        double honest = BudgetBook.enforced(claim.ifHonest(), 1e-6);
        assertTrue(honest <= 1 && honest > 0.999, "epsilon " + honest);
        // A quarter of the variance costs four times as much.
        assertEquals(
                4 * claim.ifHonest().rho(),
                claim.ifOthersCollude().rho(),
                1e-6 * claim.ifOthersCollude().rho());
    }

    /// Below an ε of about 0.007 the Rényi bound of its largest order allows nothing at all.
    @Test
    void whatNoNoiseIsEnoughForIsNoPlan() {
        NoiseTerms little = new NoiseTerms(new Limit.Epsilon(1e-3), 1e-6, OptionalInt.empty());
        assertThrows(TensorException.class, () -> NoisePlan.of(little, SENSITIVITIES));
        NoiseTerms least = new NoiseTerms(new Limit.Rho(1e-6), 1e-6, OptionalInt.empty());
        PrivacyCost cost = NoisePlan.of(least, SENSITIVITIES).claim(DECLARED).ifHonest();
        assertTrue(cost.compareTo(PrivacyCost.of(1e-6)) <= 0);
    }
}
