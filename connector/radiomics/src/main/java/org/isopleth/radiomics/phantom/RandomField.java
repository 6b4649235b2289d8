package org.isopleth.radiomics.phantom;

import java.util.Random;
import org.isopleth.radiomics.volume.Grid;

/// A smoothed Gaussian random field: mean 0 and variance 1 at every voxel away from the edges, and a correlation
/// of exp(−d²/(4 s²)) at a distance of d mm, with s the length of the smoothing. Stateless, thread-safe.
///
/// White noise convolved with a Gaussian of standard deviation s along each axis, divided by the root of its
/// squared weights. Only [StrictMath] is used: the same seed is the same bits on every machine.
final class RandomField {
    /// How many standard deviations of a Gaussian are kept.
    private static final double REACH = 3;

    private RandomField() {}

    /// @param lengthMm s, above 0
    static double[] of(Grid grid, double lengthMm, Random random) {
        double[] field = noise(grid.voxels(), random);
        double[] x = gaussian(lengthMm / grid.spacing().x());
        double[] y = gaussian(lengthMm / grid.spacing().y());
        double[] z = gaussian(lengthMm / grid.spacing().z());
        double scale = 1 / StrictMath.sqrt(squares(x) * squares(y) * squares(z));
        blur(field, grid.columns(), 1, x);
        blur(field, grid.rows(), grid.columns(), y);
        blur(field, grid.slices(), grid.columns() * grid.rows(), z);
        for (int i = 0; i < field.length; i++) {
            field[i] *= scale;
        }
        return field;
    }

    /// Independent standard normal numbers.
    static double[] noise(int voxels, Random random) {
        double[] noise = new double[voxels];
        for (int i = 0; i < voxels; i++) {
            noise[i] = random.nextGaussian();
        }
        return noise;
    }

    /// Convolves within slices with a Gaussian of standard deviation `sigmaMm`; the outermost values go on.
    static void blurSlices(double[] values, Grid grid, double sigmaMm) {
        blur(values, grid.columns(), 1, gaussian(sigmaMm / grid.spacing().x()));
        blur(
                values,
                grid.rows(),
                grid.columns(),
                gaussian(sigmaMm / grid.spacing().y()));
    }

    /// Weights that add up to 1, the middle one in the middle.
    private static double[] gaussian(double sigma) {
        int reach = (int) StrictMath.ceil(REACH * sigma);
        double[] weights = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double at = (i - reach) / sigma;
            weights[i] = StrictMath.exp(-at * at / 2);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double squares(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight * weight;
        }
        return sum;
    }

    /// Convolves along the axis of `length` places that lie `step` apart.
    private static void blur(double[] values, int length, int step, double[] weights) {
        int reach = weights.length / 2;
        double[] line = new double[length];
        for (int first = 0; first < values.length; first++) {
            if (first / step % length != 0) {
                continue;
            }
            for (int i = 0; i < length; i++) {
                line[i] = values[first + i * step];
            }
            for (int i = 0; i < length; i++) {
                double sum = 0;
                for (int k = -reach; k <= reach; k++) {
                    sum += weights[k + reach] * line[Math.clamp(i + k, 0, length - 1)];
                }
                values[first + i * step] = sum;
            }
        }
    }
}
