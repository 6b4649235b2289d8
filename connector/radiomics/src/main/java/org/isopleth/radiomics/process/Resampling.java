package org.isopleth.radiomics.process;

import java.util.BitSet;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// Images and masks on a grid of another spacing with the same centre, axis by axis. Stateless, thread-safe.
public final class Resampling {
    /// A mask's new voxel is inside from a half on; a half that rounding made a little less still is
    /// (IBSI 2.4: 0.4999… would drop voxels).
    private static final double HALF = 0.5 - 1e-9;

    private Resampling() {}

    /// The grid of voxels of a new spacing around the same centre.
    public static Grid grid(Grid old, Vector3 spacing) {
        return grid(old, spacing, axes(old, spacing, Interpolation.NEAREST));
    }

    /// The image on that grid.
    public static Volume image(Volume image, Vector3 spacing, Interpolation method) {
        Grid old = image.grid();
        AxisSampling[] axes = axes(old, spacing, method);
        Grid grid = grid(old, spacing, axes);
        return Volume.owning(grid, new Pass(old, axes, method).run(image::at));
    }

    /// The mask on that grid: interpolated as 0 and 1, inside from a half on.
    public static Mask mask(Mask mask, Vector3 spacing, Interpolation method) {
        Grid old = mask.grid();
        AxisSampling[] axes = axes(old, spacing, method);
        Grid grid = grid(old, spacing, axes);
        float[] values = new Pass(old, axes, method).run(i -> mask.has(i) ? 1 : 0);
        BitSet inside = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= HALF) {
                inside.set(i);
            }
        }
        return Mask.owning(grid, inside);
    }

    private static AxisSampling[] axes(Grid old, Vector3 spacing, Interpolation method) {
        return new AxisSampling[] {
            AxisSampling.of(old.columns(), old.spacing().x(), spacing.x(), method),
            AxisSampling.of(old.rows(), old.spacing().y(), spacing.y(), method),
            AxisSampling.of(old.slices(), old.spacing().z(), spacing.z(), method)
        };
    }

    private static Grid grid(Grid old, Vector3 spacing, AxisSampling[] axes) {
        return new Grid(
                axes[0].length,
                axes[1].length,
                axes[2].length,
                spacing,
                old.at(axes[0].start, axes[1].start, axes[2].start),
                old.orientation());
    }

    /// Values of the old grid by index.
    @FunctionalInterface
    private interface Values {
        double at(int index);
    }

    /// One axis after the other, each time along lines; double between, single at the end.
    private static final class Pass {
        private final Grid old;
        private final AxisSampling[] axes;
        private final Interpolation method;

        Pass(Grid old, AxisSampling[] axes, Interpolation method) {
            this.old = old;
            this.axes = axes;
            this.method = method;
        }

        float[] run(Values values) {
            double[] from = new double[old.voxels()];
            for (int i = 0; i < from.length; i++) {
                from[i] = values.at(i);
            }
            int[] size = {old.columns(), old.rows(), old.slices()};
            for (int axis = 0; axis < 3; axis++) {
                if (!isIdentity(axis, size[axis])) {
                    from = along(from, size, axis);
                    size[axis] = axes[axis].length;
                }
            }
            float[] out = new float[from.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) from[i];
            }
            return out;
        }

        private boolean isIdentity(int axis, int length) {
            AxisSampling sampling = axes[axis];
            return sampling.length == length && Math.abs(sampling.start) < 1e-12;
        }

        private double[] along(double[] from, int[] size, int axis) {
            AxisSampling sampling = axes[axis];
            int length = size[axis];
            int step = axis == 0 ? 1 : axis == 1 ? size[0] : size[0] * size[1];
            int outer = from.length / (length * step);
            double[] to = new double[outer * sampling.length * step];
            double[] line = new double[length];
            for (int block = 0; block < outer; block++) {
                for (int within = 0; within < step; within++) {
                    int start = block * length * step + within;
                    for (int k = 0; k < length; k++) {
                        line[k] = from[start + k * step];
                    }
                    if (method == Interpolation.CUBIC_SPLINE) {
                        SplineFilter.filter(line, length);
                    }
                    int out = block * sampling.length * step + within;
                    sample(sampling, line, length, to, out, step);
                }
            }
            return to;
        }

        private static void sample(AxisSampling sampling, double[] line, int length, double[] to, int out, int step) {
            for (int k = 0; k < sampling.length; k++) {
                double sum = 0;
                for (int m = 0; m < sampling.neighbours; m++) {
                    double weight = sampling.weights[k * sampling.neighbours + m];
                    if (weight != 0) {
                        sum += weight * line[SplineFilter.mirrored(sampling.first[k] + m, length)];
                    }
                }
                to[out + k * step] = sum;
            }
        }
    }
}
