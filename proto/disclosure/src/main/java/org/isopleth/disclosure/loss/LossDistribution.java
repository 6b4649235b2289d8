package org.isopleth.disclosure.loss;

import java.util.function.DoubleBinaryOperator;

/// How much one sampled release tells about whether a patient took part: the distribution of
/// `ln(P/Q)` under P, on a grid, never too small. Immutable, thread-safe.
///
/// P and Q are what can be seen with and without the patient, or the other way round: noise around 0, and
/// a mixture of noise around 0 and around the sensitivity. Between two grid points the mass is put on both
/// so that P and Q keep theirs ("connect the dots", Doroshenko, Ghazi, Kamath, Kumar, Manurangsi 2022): δ
/// as a function of e^ε becomes the chord of a convex function, so it is an upper bound everywhere, with
/// an error of second order in the grid's step. What lies above the grid counts as certain knowledge.
final class LossDistribution {
    /// Step of the grid; doubled until a release fits into [#MOST_CELLS].
    static final double STEP = 1e-4;

    private static final int MOST_CELLS = 1 << 20;

    /// What is further out than so many standard deviations, 6e-39, is given up.
    private static final double REACH = 13;

    /// Masses are raised by more than the error of [NormalTail#between].
    private static final double UP = 1 + 1e-12;

    private final double step;
    private final int first;
    private final double[] masses;
    private final double infinite;

    private LossDistribution(double step, int first, double[] masses, double infinite) {
        this.step = step;
        this.first = first;
        this.masses = masses;
        this.infinite = infinite;
    }

    /// Which of the two tables has the patient.
    enum Direction {
        /// P is with the patient: the mixture.
        REMOVE,
        /// Q is with the patient.
        ADD
    }

    /// The step of a grid on which all of these fit.
    static double step(Iterable<SampledGaussian> releases) {
        double step = STEP;
        for (SampledGaussian release : releases) {
            Loss loss = Loss.of(release);
            while ((loss.at(loss.highest()) - loss.at(loss.lowest())) / step > MOST_CELLS) {
                step *= 2;
            }
        }
        return step;
    }

    /// One release, whatever its number of times.
    static LossDistribution of(SampledGaussian release, Direction direction, double step) {
        Loss loss = Loss.of(release);
        int low = (int) Math.floor(loss.at(loss.lowest()) / step);
        int high = (int) Math.ceil(loss.at(loss.highest()) / step);
        boolean remove = direction == Direction.REMOVE;
        double[] masses = new double[high - low + 1];
        double beyond = 2 * NormalTail.upper(REACH);
        double from = loss.outcome(low * step);
        for (int i = low; i < high; i++) {
            double to = loss.outcome((i + 1) * step);
            double without = NormalTail.between(from / loss.sigma(), to / loss.sigma());
            double shifted = NormalTail.between((from - 1) / loss.sigma(), (to - 1) / loss.sigma());
            double with = (1 - loss.rate()) * without + loss.rate() * shifted;
            if (remove) {
                split(masses, i - low, with, without, i * step, step);
            } else {
                split(masses, high - i - 1, without, with, -(i + 1) * step, step);
            }
            from = to;
        }
        // What lies below the grid is moved up to its lowest point.
        masses[0] += beyond;
        return new LossDistribution(step, remove ? low : -high, masses, beyond);
    }

    /// Puts a cell's mass p of P on its two ends, so that q of Q is kept: `p - e^l q` is what must be on the
    /// upper end times `1 - e^-step`. That difference loses as many digits as the step is small, so
    /// as much as it may be wrong by is moved up too.
    private static void split(double[] masses, int at, double p, double q, double loss, double step) {
        double upper = (p - StrictMath.exp(loss) * q) / -StrictMath.expm1(-step);
        double wrong = p * 8 * NormalTail.UPPER_RELATIVE / -StrictMath.expm1(-step);
        double moved = Math.clamp(upper + wrong, 0, p);
        masses[at] += (p - moved) * UP;
        masses[at + 1] += moved * UP;
    }

    double step() {
        return step;
    }

    /// The grid point of the first mass, in steps.
    int first() {
        return first;
    }

    int length() {
        return masses.length;
    }

    /// The mass at the grid point `first() + i`.
    double mass(int i) {
        return masses[i];
    }

    /// The mass of certain knowledge.
    double infinite() {
        return infinite;
    }

    /// `Σ term(loss, mass)` over the grid.
    double sum(DoubleBinaryOperator term) {
        double sum = 0;
        for (int i = 0; i < masses.length; i++) {
            sum += term.applyAsDouble((first + i) * step, masses[i]);
        }
        return sum;
    }

    /// The loss `l(x) = ln(1 - q + q exp((2x-1)/(2σ²)))` of seeing x, in units of the sensitivity.
    private record Loss(double sigma, double rate) {
        static Loss of(SampledGaussian release) {
            return new Loss(release.multiplier(), release.rate());
        }

        double lowest() {
            return -REACH * sigma;
        }

        double highest() {
            return REACH * sigma + 1;
        }

        double at(double outcome) {
            double exponent = (2 * outcome - 1) / (2 * sigma * sigma);
            return exponent > 500
                    ? exponent + StrictMath.log(rate)
                    : rate == 1 ? exponent : StrictMath.log1p(rate * StrictMath.expm1(exponent));
        }

        /// The outcome at which the loss is this; minus infinity where it is always more.
        double outcome(double loss) {
            if (rate == 1) {
                return sigma * sigma * loss + 0.5;
            }
            double odds = 1 + StrictMath.expm1(loss) / rate;
            double log = loss > 500
                    ? loss - StrictMath.log(rate)
                    : odds > 0 ? logOdds(odds, loss) : Double.NEGATIVE_INFINITY;
            return sigma * sigma * log + 0.5;
        }

        private double logOdds(double odds, double loss) {
            return odds < 0.5 || odds > 2 ? StrictMath.log(odds) : StrictMath.log1p(StrictMath.expm1(loss) / rate);
        }
    }
}
