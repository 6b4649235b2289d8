package org.isopleth.radiomics.intensity;

import java.util.Arrays;

/// The intensities of a region, sorted, with what features of them share. Immutable, thread-safe.
///
/// x_k are the intensities, N their number, µ their mean; percentiles P are linear between the order
/// statistics, which is what IBSI's reference values follow.
final class Distribution {
    private final double[] sorted;
    final double mean;
    final double variance;

    /// @param intensities of every voxel of the region, at least one, all finite; in any order
    Distribution(double[] intensities) {
        sorted = intensities.clone();
        Arrays.sort(sorted);
        // Summed in ascending order, so that the order of the voxels does not matter to the bit.
        double sum = 0;
        for (double x : sorted) {
            sum += x;
        }
        mean = sum / sorted.length;
        variance = centralMoment(2);
    }

    int count() {
        return sorted.length;
    }

    double minimum() {
        return sorted[0];
    }

    double maximum() {
        return sorted[sorted.length - 1];
    }

    double median() {
        return percentile(50);
    }

    /// P_q for q from 0 to 100.
    double percentile(double q) {
        double place = q / 100 * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// Σ (x − µ)^n / N.
    final double centralMoment(int n) {
        double sum = 0;
        for (double x : sorted) {
            double step = x - mean;
            double term = step * step;
            for (int k = 2; k < n; k++) {
                term *= step;
            }
            sum += term;
        }
        return sum / sorted.length;
    }

    /// The third standardised moment; 0 where nothing varies.
    double skewness() {
        return variance > 0 ? centralMoment(3) / (variance * Math.sqrt(variance)) : 0;
    }

    /// The fourth standardised moment less 3; 0 where nothing varies.
    double excessKurtosis() {
        return variance > 0 ? centralMoment(4) / (variance * variance) - 3 : 0;
    }

    double interquartileRange() {
        return percentile(75) - percentile(25);
    }

    /// Σ |x − centre| / N.
    double meanDeviation(double centre) {
        double sum = 0;
        for (double x : sorted) {
            sum += Math.abs(x - centre);
        }
        return sum / sorted.length;
    }

    /// The mean absolute deviation from their own mean of those from P10 to P90.
    double robustDeviation() {
        double low = percentile(10);
        double high = percentile(90);
        double sum = 0;
        int count = 0;
        for (double x : sorted) {
            if (x >= low && x <= high) {
                sum += x;
                count++;
            }
        }
        if (count == 0) {
            return 0;
        }
        double middle = sum / count;
        double deviations = 0;
        for (double x : sorted) {
            if (x >= low && x <= high) {
                deviations += Math.abs(x - middle);
            }
        }
        return deviations / count;
    }

    /// (P75 − P25) / (P75 + P25).
    double quartileDispersion() {
        double sum = percentile(75) + percentile(25);
        return sum == 0 ? Double.NaN : interquartileRange() / sum;
    }

    /// σ / µ.
    double variation() {
        return mean == 0 ? Double.NaN : Math.sqrt(variance) / mean;
    }

    /// Σ x².
    double energy() {
        double sum = 0;
        for (double x : sorted) {
            sum += x * x;
        }
        return sum;
    }

    /// The share of intensities of at least `intensity`.
    double shareFrom(double intensity) {
        int from = Arrays.binarySearch(sorted, intensity);
        if (from < 0) {
            from = -from - 1;
        } else {
            while (from > 0 && sorted[from - 1] == intensity) {
                from--;
            }
        }
        return (double) (sorted.length - from) / sorted.length;
    }
}
