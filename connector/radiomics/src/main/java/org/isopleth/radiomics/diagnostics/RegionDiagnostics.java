package org.isopleth.radiomics.diagnostics;

import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// A region at one step. Immutable, thread-safe.
///
/// @param grid of both masks
/// @param intensityBox the smallest box around the intensity mask
/// @param morphologicalBox the smallest box around the morphological mask
/// @param intensityVoxels number of voxels of the intensity mask
/// @param morphologicalVoxels number of voxels of the morphological mask
/// @param mean over the intensity mask, in the image's unit
/// @param least over the intensity mask
/// @param largest over the intensity mask
public record RegionDiagnostics(
        Grid grid,
        Box intensityBox,
        Box morphologicalBox,
        int intensityVoxels,
        int morphologicalVoxels,
        double mean,
        double least,
        double largest) {

    static RegionDiagnostics of(Volume image, Mask morphological, Mask intensities) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = intensities.next(0); i >= 0; i = intensities.next(i + 1)) {
            double x = image.at(i);
            sum += x;
            least = Math.min(least, x);
            largest = Math.max(largest, x);
        }
        return new RegionDiagnostics(
                intensities.grid(),
                intensities.box(),
                morphological.box(),
                intensities.count(),
                morphological.count(),
                sum / intensities.count(),
                least,
                largest);
    }
}
