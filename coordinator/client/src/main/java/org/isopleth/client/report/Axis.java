package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A horizontal axis: where a value stands between 0 (left end) and 1 (right end), and which values are
/// marked. Immutable, thread-safe.
sealed interface Axis {
    /// About how many marks do not touch.
    int MOST_TICKS = 8;

    /// The smallest value shown.
    double from();

    /// The largest value shown.
    double to();

    /// Where a value stands; below 0 or above 1 when it lies beyond an end.
    double position(double value);

    /// The marked values, rising, all within the ends.
    List<Double> ticks();

    /// The axis for ratios that shows these values and 1, at most from 1/1000 to 1000.
    static Axis logarithmic(double smallest, double largest) {
        double low = StrictMath.log(Math.clamp(smallest, 1e-3, 1));
        double high = StrictMath.log(Math.clamp(largest, 1, 1e3));
        // Never narrower than a tenth, so that an axis of identical values has a width.
        double margin = Math.max(0.06 * (high - low), 0.05);
        return new Logarithmic(StrictMath.exp(low - margin), StrictMath.exp(high + margin));
    }

    /// The axis for differences that shows these values and 0.
    static Axis linear(double smallest, double largest) {
        double low = Math.min(smallest, 0);
        double high = Math.max(largest, 0);
        double margin = high > low ? 0.06 * (high - low) : 1;
        return new Linear(low - margin, high + margin);
    }

    /// Equal ratios have equal distances.
    record Logarithmic(double from, double to) implements Axis {
        /// Marks within a decade, from coarse to fine; each contains 1.
        private static final List<List<Double>> LADDERS = List.of(
                List.of(1.0),
                List.of(1.0, 3.0),
                List.of(1.0, 2.0, 5.0),
                List.of(1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
                List.of(1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0));

        @Override
        public double position(double value) {
            return (StrictMath.log(value) - StrictMath.log(from)) / (StrictMath.log(to) - StrictMath.log(from));
        }

        /// The finest ladder that is not crowded; within one decade steps of equal size where even the
        /// finest leaves fewer than four marks.
        @Override
        public List<Double> ticks() {
            List<Double> best = List.of(1.0);
            for (List<Double> ladder : LADDERS) {
                List<Double> candidate = marks(ladder);
                if (candidate.size() <= MOST_TICKS) {
                    best = candidate;
                }
            }
            if (best.size() >= 4) {
                return best;
            }
            TreeSet<Double> steps = new TreeSet<>(Linear.steps(from, to));
            steps.add(1.0);
            return List.copyOf(steps);
        }

        private List<Double> marks(List<Double> ladder) {
            List<Double> marks = new ArrayList<>();
            for (int decade = -4; decade <= 4; decade++) {
                for (double step : ladder) {
                    // Division keeps 0.2 the double nearest to 0.2, which 2 · 0.1 need not be.
                    double mark = decade < 0 ? step / StrictMath.pow(10, -decade) : step * StrictMath.pow(10, decade);
                    if (mark >= from && mark <= to) {
                        marks.add(mark);
                    }
                }
            }
            return marks;
        }
    }

    /// Equal differences have equal distances.
    record Linear(double from, double to) implements Axis {

        @Override
        public double position(double value) {
            return (value - from) / (to - from);
        }

        @Override
        public List<Double> ticks() {
            return steps(from, to);
        }

        /// Multiples of 1, 2 or 5 times a power of ten, four to nine of them.
        static List<Double> steps(double from, double to) {
            double rough = (to - from) / MOST_TICKS;
            int exponent = (int) Math.floor(Math.log10(rough));
            double unit = StrictMath.pow(10, Math.abs(exponent));
            for (double factor : new double[] {1, 2, 5, 10}) {
                double step = exponent < 0 ? factor / unit : factor * unit;
                if (step >= rough) {
                    return multiples(factor, exponent, from, to);
                }
            }
            return List.of();
        }

        private static List<Double> multiples(double factor, int exponent, double from, double to) {
            double unit = StrictMath.pow(10, Math.abs(exponent));
            double step = exponent < 0 ? factor / unit : factor * unit;
            List<Double> ticks = new ArrayList<>();
            for (long k = (long) Math.ceil(from / step); k <= (long) Math.floor(to / step); k++) {
                double whole = k * factor;
                ticks.add(exponent < 0 ? whole / unit : whole * unit);
            }
            return ticks;
        }
    }
}
