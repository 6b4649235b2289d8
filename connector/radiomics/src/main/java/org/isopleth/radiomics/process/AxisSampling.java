package org.isopleth.radiomics.process;

/// Where the new voxels of one axis lie between the old ones, with the weights of their neighbours.
/// Immutable, thread-safe.
///
/// A place beyond the outermost centre takes that centre's value.
final class AxisSampling {
    final int length;
    /// First old voxel with a weight, for each new one; may lie outside, then it is mirrored.
    final int[] first;
    /// As many weights for each new voxel as there are neighbours.
    final double[] weights;
    final int neighbours;

    /// Whether the new voxels are the old ones.
    final boolean same;

    private AxisSampling(int length, int neighbours, boolean same) {
        this.length = length;
        this.neighbours = neighbours;
        this.same = same;
        this.first = new int[length];
        this.weights = new double[length * neighbours];
    }

    /// The new voxels from `from` on, so many: the same numbers as those of the whole axis, bit by bit.
    static AxisSampling of(Axis axis, Interpolation method, int from, int number) {
        // Voxels that stay where they are keep their values, without rounding.
        Interpolation effective = axis.same() ? Interpolation.NEAREST : method;
        AxisSampling sampling = new AxisSampling(
                number,
                switch (effective) {
                    case NEAREST -> 1;
                    case LINEAR -> 2;
                    case CUBIC_SPLINE -> 4;
                },
                axis.same());
        for (int k = 0; k < number; k++) {
            sampling.place(k, Math.clamp(axis.place(from + k), 0.0, axis.old() - 1.0), effective);
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
