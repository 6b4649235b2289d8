package org.isopleth.radiomics.read;

/// Which voxels of a segmentation are asked for.
public sealed interface RegionChoice {
    /// Every voxel with a label other than 0.
    record AnyLabel() implements RegionChoice {}

    /// The voxels with one label.
    ///
    /// @param value as stored, after the file's own scaling
    record Label(long value) implements RegionChoice {}

    /// The region with this name, letter for letter.
    record Named(String name) implements RegionChoice {}
}
