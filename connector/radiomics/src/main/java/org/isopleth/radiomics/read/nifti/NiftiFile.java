package org.isopleth.radiomics.read.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.isopleth.radiomics.read.Raster;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.Samples;
import org.isopleth.radiomics.read.StoredBytes;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// A NIfTI-1 or NIfTI-2 image in one file (`.nii`, `.nii.gz`), either byte order, any integer or
/// floating-point type. Immutable, thread-safe: voxels are read when asked for.
///
/// The place of the voxels is the sform's when its code is above 0, else the qform's when that is, else
/// spacings alone, with the axes to the right, front and head as "method 1" says; points are turned from
/// NIfTI's axes (x to the right, y to the front) to DICOM's. A slope of 0 means no scaling. Source:
/// nifti1.h and nifti2.h of the NIfTI Data Format Working Group.
public final class NiftiFile {
    private final Raster raster;

    private NiftiFile(Raster raster) {
        this.raster = raster;
    }

    /// Reads and checks the header.
    ///
    /// @throws UnreadableException when the file is not such an image, or larger than allowed
    public static NiftiFile open(Path file, ReadLimits limits) {
        try {
            StoredBytes bytes = StoredBytes.of(file);
            byte[] start;
            try (InputStream in = bytes.open(0)) {
                start = in.readNBytes(NiftiHeader.MAX_BYTES);
            }
            NiftiHeader header = NiftiHeader.of(ByteBuffer.wrap(start));
            return new NiftiFile(raster(bytes, header, limits));
        } catch (IOException e) {
            throw Raster.unreadable(e);
        }
    }

    private static Raster raster(StoredBytes bytes, NiftiHeader header, ReadLimits limits) {
        long voxels = limits.voxels(header.columns(), header.rows(), header.slices());
        if (header.offset() > bytes.most(0) || voxels * header.type().bytes() > bytes.most(0) - header.offset()) {
            throw new UnreadableException(Reason.FILE_TRUNCATED);
        }
        Grid grid = header.axes().grid((int) header.columns(), (int) header.rows(), (int) header.slices());
        return new Raster(
                grid,
                1,
                header.slope(),
                header.intercept(),
                () -> Samples.binary(bytes.open(header.offset()), header.type(), header.order()));
    }

    /// Where the voxels lie, in DICOM's axes.
    public Grid grid() {
        return raster.grid();
    }

    /// All values, in the unit of the image.
    ///
    /// @throws UnreadableException when the file is damaged
    public Volume volume() {
        return raster.volume();
    }

    /// A region; NIfTI has labels but no names.
    ///
    /// @throws UnreadableException when no voxel has the label, or the file is damaged
    public Mask mask(RegionChoice choice) {
        return switch (choice) {
            case RegionChoice.AnyLabel any -> raster.labelled(0, OptionalLong.empty());
            case RegionChoice.Label label -> raster.labelled(0, OptionalLong.of(label.value()));
            case RegionChoice.Named named -> throw new UnreadableException(Reason.REGION_NAME_ABSENT);
        };
    }

    /// The labels of a mask.
    ///
    /// @throws UnreadableException when the values are not labels, or the file is damaged
    public SortedSet<Long> labels() {
        return raster.labels(0);
    }
}
