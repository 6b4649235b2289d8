package org.isopleth.radiomics.process;

/// How a grid of new voxels lies over the old one. Immutable, thread-safe.
public enum GridAlignment {
    /// Both grids have the same centre, as IBSI asks (2.4.1).
    CENTRES,
    /// The first corner of both grids is the same, as PyRadiomics has it.
    CORNERS
}
