package org.isopleth.radiomics.diagnostics;

import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Volume;

/// An image at one step. Immutable, thread-safe.
///
/// @param grid size in voxels and spacing in mm
/// @param mean of all voxels, in the image's unit
/// @param least of all voxels
/// @param largest of all voxels
public record ImageDiagnostics(Grid grid, double mean, double least, double largest) {

    static ImageDiagnostics of(Volume image) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        int voxels = image.grid().voxels();
        for (int i = 0; i < voxels; i++) {
            double x = image.at(i);
            sum += x;
            least = Math.min(least, x);
            largest = Math.max(largest, x);
        }
        return new ImageDiagnostics(image.grid(), sum / voxels, least, largest);
    }
}
