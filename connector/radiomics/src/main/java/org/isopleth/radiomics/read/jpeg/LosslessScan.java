package org.isopleth.radiomics.read.jpeg;

/// Pixels as differences from a prediction by their neighbours (T.81, annex H).
///
/// With Ra to the left, Rb above and Rc above to the left, the predictors are 1: Ra, 2: Rb, 3: Rc,
/// 4: Ra + Rb − Rc, 5: Ra + (Rb − Rc)/2, 6: Rb + (Ra − Rc)/2, 7: (Ra + Rb)/2, halves by arithmetic shift.
/// The first row, and each row after a restart, is predicted from the left; other rows begin with Rb.
/// Sums are modulo 2¹⁶. Immutable, thread-safe.
///
/// @param precision bits of a pixel, 2 to 16
/// @param predictor 1 to 7
/// @param pointTransform bits that every pixel was divided by
/// @param restartRows rows from one restart to the next; 0 for none
record LosslessScan(
        int columns,
        int rows,
        int precision,
        int predictor,
        int pointTransform,
        int restartRows,
        HuffmanTable differences) {
    static LosslessScan of(JpegHeader header) {
        int interval = header.restartInterval();
        // Restarts come at the end of rows (T.81, H.1.1).
        if (interval % header.columns() != 0) {
            throw Jpeg.damaged();
        }
        return new LosslessScan(
                header.columns(),
                header.rows(),
                header.precision(),
                header.predictor(),
                header.pointTransform(),
                interval / header.columns(),
                header.differences());
    }

    int[] decode(EntropyBits bits) {
        short[] lookup = differences.lookup();
        int[] samples = new int[columns * rows];
        int coded = precision - pointTransform;
        for (int row = 0; row < rows; row++) {
            boolean fresh = row == 0;
            if (restartRows > 0 && row > 0 && row % restartRows == 0) {
                bits.restart((row / restartRows - 1) & 7);
                fresh = true;
            }
            int first = row * columns;
            for (int i = first; i < first + columns; i++) {
                int predicted;
                if (i == first) {
                    predicted = fresh ? 1 << (coded - 1) : samples[i - columns];
                } else {
                    predicted = fresh ? samples[i - 1] : predicted(samples, i);
                }
                int value = (predicted + difference(bits, lookup)) & 0xffff;
                if (value >> coded != 0) {
                    throw Jpeg.damaged();
                }
                samples[i] = value;
            }
        }
        if (pointTransform > 0) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] <<= pointTransform;
            }
        }
        return samples;
    }

    private int predicted(int[] samples, int i) {
        int left = samples[i - 1];
        int above = samples[i - columns];
        int corner = samples[i - columns - 1];
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + ((above - corner) >> 1);
            case 6 -> above + ((left - corner) >> 1);
            default -> (left + above) >> 1;
        };
    }

    private static int difference(EntropyBits bits, short[] lookup) {
        int category = bits.symbol(lookup);
        if (category == 16) {
            // The one difference that needs no further bits (T.81, H.1.2.2).
            return 1 << 15;
        }
        if (category > 16) {
            throw Jpeg.damaged();
        }
        return bits.number(category);
    }
}
