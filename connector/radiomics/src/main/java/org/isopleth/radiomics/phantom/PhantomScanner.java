package org.isopleth.radiomics.phantom;

import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Orientation;
import org.isopleth.radiomics.volume.Vector3;

/// A synthetic CT scanner: what it does to an image. Immutable, thread-safe.
///
/// @param model what files call it
/// @param kernel what files call its reconstruction kernel
/// @param pixelMm distance of columns and of rows
/// @param sliceMm distance and thickness of slices
/// @param blurMm standard deviation of the kernel's point spread in the slice, a Gaussian
/// @param noiseHu standard deviation of the noise, independent from voxel to voxel, in HU
public record PhantomScanner(
        String model, String kernel, double pixelMm, double sliceMm, double blurMm, double noiseHu) {
    /// A smooth kernel, thin slices, little noise.
    public static final PhantomScanner SMOOTH = new PhantomScanner("SYNTHETIC ONE", "SMOOTH", 2, 2, 1.6, 4);

    /// A sharp kernel, thicker slices, more noise.
    public static final PhantomScanner SHARP = new PhantomScanner("SYNTHETIC TWO", "SHARP", 1.75, 3, 0.7, 14);

    /// How much of a body is seen, in mm, along each axis.
    static final double FIELD_MM = 64;

    /// The grid of its images, centred at (0, 0, 0) mm.
    Grid grid() {
        int columns = (int) StrictMath.round(FIELD_MM / pixelMm);
        int slices = (int) StrictMath.round(FIELD_MM / sliceMm);
        Vector3 origin =
                new Vector3(-pixelMm * (columns - 1) / 2, -pixelMm * (columns - 1) / 2, -sliceMm * (slices - 1) / 2);
        return new Grid(columns, columns, slices, new Vector3(pixelMm, pixelMm, sliceMm), origin, Orientation.AXIAL);
    }
}
