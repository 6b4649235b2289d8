package org.isopleth.radiomics.shape;

import java.util.Arrays;

/// Numbers along one axis, many lines side by side, each in a column. For one thread.
final class Lines {
    final Fourier fourier;
    final double[][] re;
    final double[][] im;

    Lines(Fourier fourier, int lanes) {
        this.fourier = fourier;
        re = new double[fourier.size()][lanes];
        im = new double[fourier.size()][lanes];
    }

    void clear() {
        for (int k = 0; k < re.length; k++) {
            Arrays.fill(re[k], 0);
            Arrays.fill(im[k], 0);
        }
    }

    /// Copies what lies at a displacement to the opposite one.
    void mirror(int length) {
        for (int k = 1; k < length; k++) {
            System.arraycopy(re[k], 0, re[re.length - k], 0, re[k].length);
            System.arraycopy(im[k], 0, im[im.length - k], 0, im[k].length);
        }
    }

    void transform(int filled) {
        fourier.transform(re, im, filled);
    }
}
