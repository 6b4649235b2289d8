package org.isopleth.radiomics.read.jpeg2000;

/// The inverse of a level of the wavelet transform (annex F): low and high coefficients, interleaved, become
/// values. Signals go on beyond their ends as in a mirror. Stateless, thread-safe.
enum Wavelet {
    /// Whole numbers in, whole numbers out (F.3.8.1).
    REVERSIBLE_5_3 {
        @Override
        void restore(double[] line, int first, int length) {
            for (int i = first; i < length; i += 2) {
                line[i] -= Math.floor((before(line, i) + after(line, i, length) + 2) / 4);
            }
            for (int i = 1 - first; i < length; i += 2) {
                line[i] += Math.floor((before(line, i) + after(line, i, length)) / 2);
            }
        }
    },
    /// In double precision (F.3.8.2, table F.4).
    IRREVERSIBLE_9_7 {
        @Override
        void restore(double[] line, int first, int length) {
            for (int i = 0; i < length; i++) {
                line[i] *= (i & 1) == first ? SCALE : 1 / SCALE;
            }
            lift(line, first, length, DELTA);
            lift(line, 1 - first, length, GAMMA);
            lift(line, first, length, BETA);
            lift(line, 1 - first, length, ALPHA);
        }

        private void lift(double[] line, int start, int length, double weight) {
            for (int i = start; i < length; i += 2) {
                line[i] -= weight * (before(line, i) + after(line, i, length));
            }
        }
    };

    private static final double ALPHA = -1.586134342059924;
    private static final double BETA = -0.052980118572961;
    private static final double GAMMA = 0.882911075530934;
    private static final double DELTA = 0.443506852043971;
    private static final double SCALE = 1.230174104914001;

    /// Restores a line of at least two numbers.
    ///
    /// @param first index of the first low coefficient, 0 or 1
    abstract void restore(double[] line, int first, int length);

    private static double before(double[] line, int i) {
        return line[i > 0 ? i - 1 : i + 1];
    }

    private static double after(double[] line, int i, int length) {
        return line[i + 1 < length ? i + 1 : i - 1];
    }

    /// Replaces the coefficients of an area, row after row, by values: first along rows, then along columns.
    void restore(double[] values, Area area) {
        int width = area.width();
        int height = area.height();
        double[] line = new double[Math.max(width, height)];
        for (int row = 0; row < height; row++) {
            restore(values, row * width, 1, width, area.left() & 1, line);
        }
        for (int column = 0; column < width; column++) {
            restore(values, column, width, height, area.top() & 1, line);
        }
    }

    private void restore(double[] values, int start, int step, int length, int first, double[] line) {
        if (length == 1) {
            // A single high coefficient was doubled (F.3.6).
            values[start] /= first == 1 ? 2 : 1;
            return;
        }
        for (int i = 0; i < length; i++) {
            line[i] = values[start + i * step];
        }
        restore(line, first, length);
        for (int i = 0; i < length; i++) {
            values[start + i * step] = line[i];
        }
    }
}
