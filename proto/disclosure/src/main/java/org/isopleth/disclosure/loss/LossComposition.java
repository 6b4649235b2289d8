package org.isopleth.disclosure.loss;

import java.util.ArrayList;
import java.util.List;

/// ε of many sampled releases together, by their privacy loss distributions: the least ε that can be
/// reported, rounded up. Stateless, thread-safe.
///
/// `δ(ε) = E[(1 - e^(ε-L))₊]` over the sum L of all losses. The sum's distribution is a power of a Fourier
/// transform, whose rounding error is spread evenly over the grid, while what decides δ is a tail of 1e-6 or
/// less. So every mass is first multiplied by `e^(λl)`, λ such that the sum then lies around ε: the tail
/// becomes the bulk, and an error of 1e-10 of the bulk becomes one of 1e-10 of δ (exponential tilting,
/// Esscher 1932).
///
/// What makes the answer an upper bound: the masses are ([LossDistribution]); what is above the window of
/// the transform is charged to δ by Chernoff's bound and what is below it only adds; the error of the
/// transforms is bounded as [Fourier] says and charged; δ is interpolated in e^ε on chords of a convex function.
public final class LossComposition {
    /// Error of transforms and powers, over the number of releases and the logarithm of the length plus 1, k +
    /// 1, as part of the Euclidean length of the tilted masses, in u = 2^-53.
    ///
    /// A transform errs by 12 u k ([Fourier]), and that of a release so often as it is released, for its values
    /// are at most 1 in size. A power errs, for each time, by the rounding of an angle of at most π (8 u of
    /// `atan2`, which is within 2 ulp, and 3.2 u of a product) and of a size (2 u of `hypot`), and once by less
    /// than 4 u: by less than 17 u, whatever k. `12 k + 17` is less than `16 (k + 1)`.
    private static final double TRANSFORM = 16 * 0x1p-53;

    /// How much of δ may be charged for what is outside the window.
    private static final double OUTSIDE = 1e-9;

    /// How much of δ is little to be charged for the transform.
    private static final double LITTLE = 1e-4;

    private static final int MOST_TRIES = 12;
    private static final int LEAST_LENGTH = 1 << 12;
    private static final int MOST_LENGTH = 1 << 23;

    /// About so many grid points are used where only a bound on a moment is asked.
    private static final int COARSE = 1 << 13;

    private LossComposition() {}

    /// The larger ε of both directions, adding and removing a patient; infinite if none holds. In closed form
    /// if nobody is sampled.
    ///
    /// @param releases not empty
    /// @param delta from 1e-15 and below 1
    public static double epsilon(List<SampledGaussian> releases, double delta) {
        if (!releases.isEmpty() && releases.stream().allMatch(release -> release.rate() == 1)) {
            double squares = releases.stream()
                    .mapToDouble(release -> release.times() / (release.multiplier() * release.multiplier()))
                    .sum();
            return GaussianLoss.epsilon(StrictMath.sqrt(squares) * (1 + 1e-14), delta);
        }
        return onGrid(releases, delta);
    }

    /// As [#epsilon], whatever the rates.
    static double onGrid(List<SampledGaussian> releases, double delta) {
        if (releases.isEmpty() || !(delta >= GaussianLoss.LEAST_DELTA && delta < 1)) {
            throw new IllegalArgumentException("an epsilon is of some releases, for a delta from 1e-15 and below 1");
        }
        double step = LossDistribution.step(releases);
        double most = 0;
        for (LossDistribution.Direction direction : LossDistribution.Direction.values()) {
            List<Part> parts = new ArrayList<>();
            for (SampledGaussian release : releases) {
                parts.add(Part.of(LossDistribution.of(release, direction, step), release.times()));
            }
            most = Math.max(most, new Sum(step, parts).epsilon(delta));
        }
        return most;
    }

    /// One distribution, so many times.
    /// Its masses are also held on every so manieth grid point, put there so that the mean stays and every moment
    /// `E[e^(λL)]` grows, as it is of a convex function.
    private static final class Part {
        private final LossDistribution loss;
        private final int times;
        private final double[] coarse;
        private final int block;

        private Part(LossDistribution loss, int times, double[] coarse, int block) {
            this.loss = loss;
            this.times = times;
            this.coarse = coarse;
            this.block = block;
        }

        static Part of(LossDistribution loss, int times) {
            int block = 1 + loss.length() / COARSE;
            double[] coarse = new double[loss.length() / block + 2];
            for (int i = 0; i < loss.length(); i++) {
                double upper = (double) (i % block) / block;
                coarse[i / block] += (1 - upper) * loss.mass(i);
                coarse[i / block + 1] += upper * loss.mass(i);
            }
            return new Part(loss, times, coarse, block);
        }

        /// `ln E[e^(λL)]` of one, rounded up, for λ of either sign.
        double bound(double lambda) {
            double ends = Math.max(lambda * at(0), lambda * at(coarse.length - 1));
            double sum = 0;
            for (int i = 0; i < coarse.length; i++) {
                sum += coarse[i] * StrictMath.exp(lambda * at(i) - ends);
            }
            return ends + StrictMath.log(sum) + 1e-14 * (1 + Math.abs(ends));
        }

        private double at(int i) {
            return (loss.first() + (double) i * block) * loss.step();
        }
    }

    /// All of them together.
    private record Sum(double step, List<Part> parts) {

        /// `ln E[e^(λL)]`, rounded up.
        double bound(double lambda) {
            return parts.stream()
                    .mapToDouble(part -> part.times * part.bound(lambda))
                    .sum();
        }

        /// The ε that Chernoff's bound gives for this δ with this λ.
        double chernoff(double lambda, double delta) {
            return (bound(lambda) - StrictMath.log(delta)) / lambda;
        }

        double epsilon(double delta) {
            double infinite =
                    parts.stream().mapToDouble(p -> p.times * p.loss.infinite()).sum() * (1 + 1e-9);
            if (infinite >= delta) {
                return Double.POSITIVE_INFINITY;
            }
            double left = delta - infinite - OUTSIDE * delta;
            double lambda = lambda(delta);
            double least = Double.POSITIVE_INFINITY;
            double charged = Double.POSITIVE_INFINITY;
            int length = LEAST_LENGTH;
            // Where few losses are large, Chernoff's λ leads far beyond ε, where what is charged for the transform
            // is much of δ. Every λ gives an upper bound, so smaller ones are tried until it is little.
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                double centre = (bound(lambda * 1.001) - bound(lambda * 0.999)) / (0.002 * lambda);
                TiltedLoss tilted = tilt(lambda, centre, length, delta);
                double epsilon = tilted.epsilon(left);
                least = Math.min(least, epsilon);
                boolean below = epsilon > 0 && epsilon <= tilted.lowest();
                double charge = tilted.charge(epsilon);
                if (below && tilted.length() < MOST_LENGTH) {
                    length = 4 * tilted.length();
                } else if (charge > LITTLE * left && charge < charged) {
                    lambda /= 2;
                } else {
                    return least;
                }
                charged = charge;
            }
            return least;
        }

        /// The λ with the least ε by Chernoff's bound: by golden section over its logarithm.
        private double lambda(double delta) {
            double golden = 0.618033988749895;
            double low = StrictMath.log(1e-3);
            double high = StrictMath.log(1e5);
            for (int i = 0; i < 40; i++) {
                double a = high - golden * (high - low);
                double b = low + golden * (high - low);
                if (chernoff(StrictMath.exp(a), delta) < chernoff(StrictMath.exp(b), delta)) {
                    high = b;
                } else {
                    low = a;
                }
            }
            return StrictMath.exp((low + high) / 2);
        }

        /// The distribution of the sum, tilted, on a window that leaves out little.
        private TiltedLoss tilt(double lambda, double centre, int leastLength, double delta) {
            int length = Math.min(leastLength, MOST_LENGTH);
            while (length < MOST_LENGTH && !holds(lambda, centre, length, delta)) {
                length *= 2;
            }
            if (!holds(lambda, centre, length, delta)) {
                throw new IllegalArgumentException("the losses of these releases spread too far to be added up");
            }
            double[] real = new double[length];
            double[] imaginary = new double[length];
            real[0] = 1;
            Fourier fourier = new Fourier(length);
            fourier.forward(real, imaginary);
            double logarithm = 0;
            int times = 0;
            for (Part part : parts) {
                double[] partReal = new double[length];
                double[] partImaginary = new double[length];
                logarithm += part.times * fill(part.loss, lambda, partReal);
                times += part.times;
                fourier.forward(partReal, partImaginary);
                multiply(real, imaginary, partReal, partImaginary, part.times);
            }
            fourier.inverse(real, imaginary);
            long start = Math.round(centre / step) - length / 2;
            double[] masses = new double[length];
            for (int i = 0; i < length; i++) {
                masses[i] = Math.max(0, real[(int) Math.floorMod(start + i, (long) length)]);
            }
            double error = TRANSFORM * (times + 2.0) * (32 - Integer.numberOfLeadingZeros(length));
            return new TiltedLoss(step, start, masses, lambda, logarithm, times, error);
        }

        /// Whether what lies above the window is little of δ, and what comes round from above or below little
        /// of the tilted masses. What comes round only adds; from above it comes in where the tilt is undone
        /// least, so of that there must be less.
        private boolean holds(double lambda, double centre, int length, double delta) {
            double half = (length / 2 - 1) * step;
            double logarithm = bound(lambda);
            boolean left = false;
            boolean above = false;
            boolean below = false;
            for (double factor : new double[] {1.01, 1.03, 1.1, 1.3, 2, 4, 16, 64}) {
                double more = lambda * factor;
                double most = bound(more) - more * (centre + half);
                left |= most < StrictMath.log(OUTSIDE * delta);
                above |= most - logarithm + lambda * (centre + half) < -36;
                double less = lambda - (more - lambda);
                below |= bound(less) - logarithm + (lambda - less) * (centre - half) < -16;
            }
            return left && above && below;
        }

        /// Puts tilted masses of one release on the circle; answers the logarithm they were divided by.
        private static double fill(LossDistribution loss, double lambda, double[] real) {
            double top = lambda * (loss.first() + loss.length() - 1) * loss.step();
            double sum = loss.sum((at, mass) -> mass * StrictMath.exp(lambda * at - top));
            double logarithm = top + StrictMath.log(sum);
            for (int i = 0; i < loss.length(); i++) {
                double at = (loss.first() + i) * loss.step();
                real[Math.floorMod(loss.first() + i, real.length)] +=
                        loss.mass(i) * StrictMath.exp(lambda * at - logarithm);
            }
            return logarithm;
        }

        /// Multiplies by a power, in polar form.
        private static void multiply(
                double[] real, double[] imaginary, double[] partReal, double[] partImaginary, int times) {
            for (int i = 0; i < real.length; i++) {
                double size = Math.min(1, Math.hypot(partReal[i], partImaginary[i]));
                double power = StrictMath.exp(times * StrictMath.log(size));
                double angle = times * StrictMath.atan2(partImaginary[i], partReal[i]);
                double r = power * StrictMath.cos(angle);
                double j = power * StrictMath.sin(angle);
                double kept = real[i] * r - imaginary[i] * j;
                imaginary[i] = real[i] * j + imaginary[i] * r;
                real[i] = kept;
            }
        }
    }
}
