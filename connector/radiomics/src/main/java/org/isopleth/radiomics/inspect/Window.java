package org.isopleth.radiomics.inspect;

import java.util.Arrays;
import org.isopleth.radiomics.volume.Volume;

/// Which intensities of a picture are black and white. Immutable, thread-safe.
///
/// @param black shown black, as are those beyond it
/// @param white shown white; below `black` for a picture with dark on light
record Window(double black, double white) {
    private static final int SAMPLE = 100_003;

    /// Soft tissue for CT (level 40 HU, width 400); dark uptake on light for PET; else nearly the whole range.
    static Window of(String modality, Volume image) {
        return switch (modality) {
            case "CT" -> new Window(-160, 240);
            case "PT" -> new Window(quantile(image, 0.995), 0);
            default -> new Window(quantile(image, 0.01), quantile(image, 0.99));
        };
    }

    /// The shade of an intensity, 0 for black to 255.
    int shade(double intensity) {
        double share = (intensity - black) / (white - black);
        return Double.isNaN(share) ? 0 : Math.clamp(Math.round(255 * share), 0, 255);
    }

    /// Of voxels at regular distances: a picture needs no exact one.
    private static double quantile(Volume image, double share) {
        int voxels = image.grid().voxels();
        int step = Math.max(1, voxels / SAMPLE);
        double[] values = new double[(voxels + step - 1) / step];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.at(i * step);
        }
        Arrays.sort(values);
        return values[(int) (share * (values.length - 1))];
    }
}
