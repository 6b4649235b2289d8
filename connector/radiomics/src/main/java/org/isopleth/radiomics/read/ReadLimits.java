package org.isopleth.radiomics.read;

/// What reading one image may use. Immutable, thread-safe.
///
/// @param maxVoxels most voxels of an image, at least 1; each takes four bytes, and as much again while
///     images are interpolated
public record ReadLimits(long maxVoxels) {
    public ReadLimits {
        if (maxVoxels < 1) {
            throw new IllegalArgumentException("an image has at least one voxel");
        }
    }

    /// A quarter of the heap for the voxels of one image.
    ///
    /// @param heapBytes most bytes of the heap, such as `Runtime.maxMemory()`
    public static ReadLimits ofHeap(long heapBytes) {
        return new ReadLimits(Math.max(1, heapBytes / 4 / Float.BYTES));
    }

    /// The number of voxels of an image with these sizes.
    ///
    /// @throws UnreadableException when a size is not positive or the product is above the limit
    public int voxels(long columns, long rows, long slices) {
        if (columns < 1 || rows < 1 || slices < 1) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        long most = Math.min(maxVoxels, org.isopleth.radiomics.volume.Grid.MAX_VOXELS);
        if (columns > most || rows > most / columns || slices > most / (columns * rows)) {
            throw new UnreadableException(Reason.TOO_MANY_VOXELS);
        }
        return (int) (columns * rows * slices);
    }
}
