package org.isopleth.radiomics.process;

/// Where the new voxels of one axis lie between the old ones, with the weights of their neighbours.
/// Immutable, thread-safe.
///
/// Both grids have the same centre: with n_a voxels of spacing s_a there are n_b = ⌈n_a s_a / s_b⌉ new ones of
/// spacing s_b, the first at x_b = (n_a − 1 − s_b/s_a (n_b − 1)) / 2 in old voxels (IBSI 2.4.1). A place beyond
/// the outermost centre takes that centre's value.
final class AxisSampling {
    /// ⌈n⌉ of a number that is whole but for rounding is that number.
    private static final double WHOLE = 1e-9;

    final int length;
    /// Of the first new voxel, in old voxels.
    final double start;
    /// First old voxel with a weight, for each new one; may lie outside, then it is mirrored.
    final int[] first;
    /// As many weights for each new voxel as there are neighbours.
    final double[] weights;
    final int neighbours;

    /// Whether the new voxels are the old ones.
    final boolean same;

    private AxisSampling(int length, double start, int neighbours, boolean same) {
        this.length = length;
        this.start = start;
        this.neighbours = neighbours;
        this.same = same;
        this.first = new int[length];
        this.weights = new double[length * neighbours];
    }

    /// Number of new voxels of the whole axis.
    static int length(int old, double oldSpacing, double newSpacing) {
        return (int) Math.ceil(old / (newSpacing / oldSpacing) - WHOLE);
    }

    /// Place of the first new voxel of the whole axis, in old voxels.
    static double start(int old, double oldSpacing, double newSpacing) {
        return (old - 1 - newSpacing / oldSpacing * (length(old, oldSpacing, newSpacing) - 1)) / 2;
    }

    /// The new voxels from `from` on, so many: the same numbers as those of the whole axis, bit by bit.
    static AxisSampling of(int old, double oldSpacing, double newSpacing, Interpolation method, int from, int number) {
        double ratio = newSpacing / oldSpacing;
        double start = start(old, oldSpacing, newSpacing);
        boolean same = length(old, oldSpacing, newSpacing) == old && Math.abs(start) < 1e-12;
        // Voxels that stay where they are keep their values, without rounding.
        Interpolation effective = same ? Interpolation.NEAREST : method;
        AxisSampling sampling = new AxisSampling(
                number,
                start + ratio * from,
                switch (effective) {
                    case NEAREST -> 1;
                    case LINEAR -> 2;
                    case CUBIC_SPLINE -> 4;
                },
                same);
        for (int k = 0; k < number; k++) {
            double at = Math.clamp(start + ratio * (from + k), 0.0, old - 1.0);
            sampling.place(k, at, effective);
        }
        return sampling;
    }

    private void place(int k, double at, Interpolation method) {
        int below = (int) Math.floor(at);
        double t = at - below;
        switch (method) {
            case NEAREST -> {
                first[k] = (int) Math.floor(at + 0.5);
                weights[k] = 1;
            }
            case LINEAR -> {
                first[k] = below;
                weights[2 * k] = 1 - t;
                weights[2 * k + 1] = t;
            }
            case CUBIC_SPLINE -> {
                first[k] = below - 1;
                double u = 1 - t;
                weights[4 * k] = u * u * u / 6;
                weights[4 * k + 1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
                weights[4 * k + 2] = (4 - 6 * u * u + 3 * u * u * u) / 6;
                weights[4 * k + 3] = t * t * t / 6;
            }
        }
    }
}
