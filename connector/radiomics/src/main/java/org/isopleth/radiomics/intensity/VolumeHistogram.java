package org.isopleth.radiomics.intensity;

/// How much of a region is at least as bright: for each of equally spaced intensities i_k = first + k·step,
/// the share ν_k of voxels with an intensity of i_k or more, and the fraction γ_k of the range up to it.
/// Immutable, thread-safe.
final class VolumeHistogram {
    private final double first;
    private final double step;
    private final double[] shares;

    /// @param first the least intensity
    /// @param step distance of intensities, above 0
    /// @param number of intensities, at least 1
    VolumeHistogram(Distribution distribution, double first, double step, int number) {
        this.first = first;
        this.step = step;
        shares = new double[number];
        for (int k = 0; k < number; k++) {
            shares[k] = distribution.shareFrom(first + k * step);
        }
    }

    private double fraction(int k) {
        return shares.length == 1 ? 0 : (double) k / (shares.length - 1);
    }

    /// V: the largest share of voxels at or above a fraction of the intensity range.
    double volumeAt(double fraction) {
        for (int k = 0; k < shares.length; k++) {
            if (fraction(k) >= fraction) {
                return shares[k];
            }
        }
        return 0;
    }

    /// I: the least intensity that at most a share of the voxels reaches.
    double intensityAt(double share) {
        for (int k = 0; k < shares.length; k++) {
            if (shares[k] <= share) {
                return first + k * step;
            }
        }
        return first + shares.length * step;
    }

    /// The area under ν over γ, by trapezia.
    double area() {
        double area = 0;
        for (int k = 1; k < shares.length; k++) {
            area += (shares[k - 1] + shares[k]) / 2 / (shares.length - 1);
        }
        return area;
    }
}
