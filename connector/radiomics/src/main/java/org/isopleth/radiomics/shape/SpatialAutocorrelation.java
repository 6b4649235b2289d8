package org.isopleth.radiomics.shape;

import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// How alike voxels are that lie close to each other: Moran's I and Geary's C with weights 1 / distance over
/// all pairs of voxels of the intensity mask (IBSI 3.1.28, 3.1.29). Immutable, thread-safe.
///
/// With d = (x − µ)/σ both follow from three sums over pairs: ΣΣ w, ΣΣ w d_i d_j, and ΣΣ w (d_i − d_j)² =
/// 2 ΣΣ w d_i² − 2 ΣΣ w d_i d_j. The voxels lie on a grid, so Fourier transforms give them exactly but for
/// rounding ([PairSums]), and the cost grows as n log n with the voxels of the box.
///
/// @param moran Moran's I; NaN for one voxel or a flat region
/// @param geary Geary's C; NaN likewise
record SpatialAutocorrelation(double moran, double geary) {

    static SpatialAutocorrelation of(Volume image, Mask mask) {
        int n = mask.count();
        double sum = 0;
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            sum += image.at(i);
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            squares += (image.at(i) - mean) * (image.at(i) - mean);
        }
        if (n < 2 || squares == 0) {
            return new SpatialAutocorrelation(Double.NaN, Double.NaN);
        }
        double scale = Math.sqrt(squares / n);
        PairSums found = PairSums.of(image, mask, mean, scale);
        // Intensities were divided by σ, so that Σ d² is n.
        double moran = found.products() / found.weights();
        double geary = (n - 1.0) / found.weights() * (found.mixed() - found.products()) / n;
        return new SpatialAutocorrelation(moran, geary);
    }
}
