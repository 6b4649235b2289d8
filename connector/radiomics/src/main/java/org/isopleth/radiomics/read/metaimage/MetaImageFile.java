package org.isopleth.radiomics.read.metaimage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.zip.InflaterInputStream;
import org.isopleth.radiomics.read.Raster;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.Samples;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// A MetaImage: header and voxels in one file (`.mha`) or two (`.mhd` and its data), binary or text, plain or
/// zlib. Immutable, thread-safe: voxels are read when asked for. Axes are DICOM's already, as ITK writes
/// them. Source: itk.org, "MetaIO documentation".
public final class MetaImageFile {
    private static final long MAX_EXPANSION = 1032;

    private final Raster raster;

    private MetaImageFile(Raster raster) {
        this.raster = raster;
    }

    /// Reads and checks the header.
    ///
    /// @throws UnreadableException when the file is not such an image, or larger than allowed
    public static MetaImageFile open(Path file, ReadLimits limits) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            MetaImageHeader header = MetaImageHeader.read(in);
            long[] sizes = header.sizes();
            int voxels = limits.voxels(sizes[0], sizes[1], sizes[2]);
            Grid grid = header.axes().grid((int) sizes[0], (int) sizes[1], (int) sizes[2]);
            Path data = header.isLocal() ? file : beside(file, header.dataFile());
            long start = header.isLocal() ? header.bytes() : 0;
            Data layout = new Data(data, Files.size(data), start, header, (long) voxels * header.channels());
            layout.requireRoom();
            return new MetaImageFile(new Raster(grid, header.channels(), 1, 0, layout::open));
        } catch (IOException e) {
            throw Raster.unreadable(e);
        }
    }

    /// The file that holds the voxels of a header without them.
    ///
    /// @throws UnreadableException when the file is no such image, or its voxels lie elsewhere
    public static Optional<Path> dataFile(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            MetaImageHeader header = MetaImageHeader.read(in);
            return header.isLocal() ? Optional.empty() : Optional.of(beside(file, header.dataFile()));
        } catch (IOException e) {
            throw Raster.unreadable(e);
        }
    }

    /// A data file may lie in the header's folder only: a header must not make this program read others.
    private static Path beside(Path header, String name) {
        if (name.startsWith("LIST") || name.contains("%")) {
            throw new UnreadableException(Reason.NRRD_MANY_FILES);
        }
        if (name.contains("/") || name.contains("\\") || name.contains("\0") || name.equals("..")) {
            throw new UnreadableException(Reason.NRRD_DATA_ELSEWHERE);
        }
        Path data = header.resolveSibling(name);
        if (!Files.isRegularFile(data)) {
            throw new UnreadableException(Reason.NRRD_DATA_ELSEWHERE);
        }
        return data;
    }

    /// Where the numbers lie.
    private record Data(Path file, long size, long start, MetaImageHeader header, long numbers) {
        long declared() {
            return numbers * header.type().bytes();
        }

        /// Holds the declared size against the file's, before anything is allocated.
        void requireRoom() {
            long after = size - start - Math.max(0, header.skip());
            long room = header.isText() ? (after + 1) / 2 * header.type().bytes() : after;
            if (declared() > (header.isCompressed() ? room * MAX_EXPANSION : room)) {
                throw new UnreadableException(Reason.FILE_TRUNCATED);
            }
        }

        Samples open() throws IOException {
            InputStream in = new BufferedInputStream(Files.newInputStream(file));
            try {
                in.skipNBytes(header.skip() < 0 ? size - declared() : start + header.skip());
                if (header.isText()) {
                    return Samples.text(in);
                }
                InputStream plain = header.isCompressed() ? new InflaterInputStream(in) : in;
                return Samples.binary(plain, header.type(), header.order());
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        }
    }

    /// Where the voxels lie, in DICOM's axes.
    public Grid grid() {
        return raster.grid();
    }

    /// All values.
    ///
    /// @throws UnreadableException when there are several numbers for a voxel, or the file is damaged
    public Volume volume() {
        return raster.volume();
    }

    /// A region; the file has labels, but no names.
    ///
    /// @throws UnreadableException when no voxel answers the choice, or the file is damaged
    public Mask mask(RegionChoice choice) {
        return switch (choice) {
            case RegionChoice.AnyLabel any -> raster.labelled(0, OptionalLong.empty());
            case RegionChoice.Label label -> raster.labelled(0, OptionalLong.of(label.value()));
            case RegionChoice.Named named -> throw new UnreadableException(Reason.REGION_NAME_ABSENT);
        };
    }

    /// The labels.
    ///
    /// @throws UnreadableException when the values are not labels, or the file is damaged
    public SortedSet<Long> labels() {
        return raster.labels(0);
    }
}
