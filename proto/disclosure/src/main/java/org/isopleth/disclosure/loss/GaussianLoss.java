package org.isopleth.disclosure.loss;

/// The privacy loss of Gaussian noise on whole tables, any number of releases together, in closed form.
/// Stateless, thread-safe.
///
/// Releases with noise of standard deviation σᵢ and sensitivity Δᵢ are together as private as one with
/// `μ² = Σ Δᵢ²/σᵢ² = 2ρ`, even if each was chosen by those before it (Dong, Roth, Su 2019, corollary 3.3).
/// Its ε and δ belong together as `δ = Φ(μ/2 - ε/μ) - e^ε Φ(-μ/2 - ε/μ)` (Balle, Wang 2018, theorem 8).
///
/// The noise is discrete and this is about continuous noise. That is allowed: rounding a continuous
/// Gaussian of variance σ² - 4 at random, by a discrete Gaussian of variance 4 around it, gives each whole
/// number the probability that the discrete Gaussian of variance σ² gives it, up to a factor within
/// `1 ± 5θ`, `θ = Σ exp(-8π²k²) < 6e-35` (Poisson summation, as in Peikert 2010, theorem 3.1), and rounding
/// commutes with whole steps. So discrete noise of variance σ² on whole numbers is no worse than continuous
/// noise of variance σ² - 4, but for `ε + 8mθ` and `δ(1 + 3mθ)` over m numbers; for 2^50 numbers that is below
/// 1e-18, far less than the 1e-12 this class adds. [org.isopleth.disclosure.noise.NoisePlan] therefore adds 4
/// to each variance.
///
/// μ is from 1e-6 to 1e4, δ from 1e-15 and below 1, ε up to 1e8.
public final class GaussianLoss {
    /// The smallest δ for which this can answer.
    public static final double LEAST_DELTA = 1e-15;

    private static final double LEAST_MU = 1e-6;
    private static final double MOST_MU = 1e4;
    private static final double MOST_EPSILON = 1e8;

    private GaussianLoss() {}

    /// The smallest ε for this δ, rounded up; 0 if δ alone is enough.
    ///
    /// @throws IllegalArgumentException when μ or δ is out of range
    public static double epsilon(double mu, double delta) {
        requireDelta(delta);
        if (!(mu >= 0 && mu <= MOST_MU)) {
            throw new IllegalArgumentException("the noise is too small: mu is at most " + MOST_MU);
        }
        // A larger μ has a larger loss.
        double from = Math.max(mu, LEAST_MU);
        return leastAbove(0, MOST_EPSILON, epsilon -> delta(from, epsilon) <= delta);
    }

    /// The ε of everything that cost this together.
    ///
    /// @throws IllegalArgumentException when the cost is more than 5e7, or δ out of range
    public static double epsilon(PrivacyCost cost, double delta) {
        return cost.steps() == 0 ? 0 : epsilon(Math.nextUp(Math.nextUp(StrictMath.sqrt(2 * cost.rho()))), delta);
    }

    /// The largest μ, rounded down, whose ε is within this budget.
    ///
    /// @throws IllegalArgumentException when no noise is enough, or δ out of range
    public static double mu(double epsilon, double delta) {
        requireDelta(delta);
        if (!(epsilon >= 0 && epsilon <= MOST_EPSILON) || delta(LEAST_MU, epsilon) > delta) {
            throw new IllegalArgumentException("no Gaussian noise has this epsilon and delta");
        }
        // In units of noise σ = 1/μ the question is for the least that is enough.
        double sigma = leastAbove(1 / MOST_MU, 1 / LEAST_MU, noise -> delta(1 / noise, epsilon) <= delta);
        return Math.nextDown(1 / sigma);
    }

    /// The standard deviation of noise for this budget and sensitivity, rounded up.
    public static double sigma(double sensitivity, double epsilon, double delta) {
        return Math.nextUp(sensitivity / mu(epsilon, delta));
    }

    /// An upper bound of δ, at most `1 + 1e-9` times the exact one for μ of 0.01 or more.
    ///
    /// With `a = ε/μ - μ/2` and `b = ε/μ + μ/2`, `e^ε φ(b) = φ(a)`, so that no large number is subtracted from
    /// another: `δ = exp(-a²/2) (X(a/√2) - X(b/√2)) / 2`, X scaled as [NormalTail#scaled]. `a` itself has an
    /// error of some ulp of ε/μ + μ, which moves `exp(-a²/2)` by |a| times as much.
    static double delta(double mu, double epsilon) {
        double ratio = epsilon / mu;
        double a = ratio - mu / 2;
        double b = ratio + mu / 2;
        double error = 0x1p-40 + (Math.abs(a) + 1) * (ratio + mu) * 0x1p-50;
        double far = NormalTail.scaled(b / StrictMath.sqrt(2)) * (1 - NormalTail.RELATIVE);
        double weight = StrictMath.exp(-a * a / 2) / 2;
        double delta = a >= 0
                ? weight * (NormalTail.scaled(a / StrictMath.sqrt(2)) * (1 + NormalTail.RELATIVE) - far)
                : 1 - weight * (NormalTail.scaled(-a / StrictMath.sqrt(2)) + far) * (1 - error) + 0x1p-50;
        return Math.min(1, delta * (1 + error) + Double.MIN_NORMAL);
    }

    private interface Enough {
        boolean at(double value);
    }

    /// A number between the two that is enough, at most `1 + 1e-13` times the least such, and 1e-12 up. What is
    /// returned was tried, so it holds even where rounding makes `enough` waver.
    private static double leastAbove(double low, double high, Enough enough) {
        if (enough.at(low)) {
            return low;
        }
        if (!enough.at(high)) {
            throw new IllegalArgumentException("no finite epsilon holds for this delta");
        }
        double no = low;
        double yes = high;
        while (yes - no > yes * 1e-13) {
            double middle = no > 0 && yes > 4 * no ? StrictMath.sqrt(no * yes) : (no + yes) / 2;
            if (enough.at(middle)) {
                yes = middle;
            } else {
                no = middle;
            }
            if (yes < 1e-12) {
                break;
            }
        }
        return yes * (1 + 1e-12);
    }

    private static void requireDelta(double delta) {
        if (!(delta >= LEAST_DELTA && delta < 1)) {
            throw new IllegalArgumentException("delta is from " + LEAST_DELTA + " and below 1");
        }
    }
}
