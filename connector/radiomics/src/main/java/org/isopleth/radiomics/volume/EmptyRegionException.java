package org.isopleth.radiomics.volume;

/// No voxel belongs to the region.
public final class EmptyRegionException extends RuntimeException {
    public EmptyRegionException() {
        super("the region has no voxel");
    }
}
