package org.isopleth.radiomics.process;

import org.isopleth.radiomics.volume.Grid;

/// One axis after the other, each time along lines; double between, single at the end. Not thread-safe.
///
/// Before an axis is resampled, only those of its old voxels are kept that its new voxels look at: all of them
/// for a spline.
final class LineResampling {
    private final Grid old;
    private final AxisSampling[] axes;
    private final Interpolation method;

    LineResampling(Grid old, AxisSampling[] axes, Interpolation method) {
        this.old = old;
        this.axes = axes;
        this.method = method;
    }

    /// Values of the old grid by index.
    @FunctionalInterface
    interface Values {
        double at(int index);
    }

    /// Old voxels of one axis.
    ///
    /// @param to one past the last
    private record Kept(int from, int to) {
        int length() {
            return to - from;
        }
    }

    float[] run(Values values) {
        int[] length = {old.columns(), old.rows(), old.slices()};
        Kept[] kept = {kept(0, length[0]), kept(1, length[1]), kept(2, length[2])};
        double[] lines = columns(values, kept);
        int[] size = {axes[0].length, kept[1].length(), kept[2].length()};
        for (int axis = 1; axis < 3; axis++) {
            lines = along(lines, size, axis, kept[axis], length[axis]);
            size[axis] = axes[axis].length;
        }
        float[] out = new float[lines.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) lines[i];
        }
        return out;
    }

    private Kept kept(int axis, int length) {
        AxisSampling sampling = axes[axis];
        if (method == Interpolation.CUBIC_SPLINE && !sampling.same) {
            return new Kept(0, length);
        }
        int from = length;
        int to = 0;
        for (int k = 0; k < sampling.length; k++) {
            from = Math.min(from, sampling.first[k]);
            to = Math.max(to, Math.min(length, sampling.first[k] + sampling.neighbours));
        }
        return new Kept(from, to);
    }

    /// The first axis, straight from the image: an image is large, what is kept of it may be small.
    private double[] columns(Values values, Kept[] kept) {
        double[] to = new double[Math.multiplyExact(axes[0].length * kept[1].length(), kept[2].length())];
        double[] line = new double[kept[0].length()];
        int out = 0;
        for (int z = kept[2].from; z < kept[2].to; z++) {
            for (int y = kept[1].from; y < kept[1].to; y++) {
                int start = old.index(kept[0].from, y, z);
                for (int k = 0; k < line.length; k++) {
                    line[k] = values.at(start + k);
                }
                sample(axes[0], line, kept[0].from, old.columns(), to, out, 1);
                out += axes[0].length;
            }
        }
        return to;
    }

    private double[] along(double[] from, int[] size, int axis, Kept kept, int length) {
        AxisSampling sampling = axes[axis];
        int step = axis == 1 ? size[0] : size[0] * size[1];
        int outer = from.length / (kept.length() * step);
        double[] to = new double[Math.multiplyExact(outer * step, sampling.length)];
        double[] line = new double[kept.length()];
        for (int block = 0; block < outer; block++) {
            for (int within = 0; within < step; within++) {
                int start = block * line.length * step + within;
                for (int k = 0; k < line.length; k++) {
                    line[k] = from[start + k * step];
                }
                sample(sampling, line, kept.from, length, to, block * sampling.length * step + within, step);
            }
        }
        return to;
    }

    /// @param line the kept voxels, from `from` on, of an axis of `length`
    private void sample(AxisSampling sampling, double[] line, int from, int length, double[] to, int out, int step) {
        if (sampling.same) {
            for (int k = 0; k < sampling.length; k++) {
                to[out + k * step] = line[k];
            }
            return;
        }
        if (method == Interpolation.CUBIC_SPLINE) {
            SplineFilter.filter(line, length);
        }
        for (int k = 0; k < sampling.length; k++) {
            double sum = 0;
            for (int m = 0; m < sampling.neighbours; m++) {
                double weight = sampling.weights[k * sampling.neighbours + m];
                if (weight != 0) {
                    sum += weight * line[SplineFilter.mirrored(sampling.first[k] + m, length) - from];
                }
            }
            to[out + k * step] = sum;
        }
    }
}
