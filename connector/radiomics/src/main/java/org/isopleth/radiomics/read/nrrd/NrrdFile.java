package org.isopleth.radiomics.read.nrrd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.zip.GZIPInputStream;
import org.isopleth.radiomics.read.Raster;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.Samples;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// An NRRD image: header and voxels in one file (`.nrrd`) or two (`.nhdr`), raw, gzip or ascii, either byte
/// order, and 3D Slicer's segmentations (`.seg.nrrd`) with their names, labels and layers. Immutable,
/// thread-safe: voxels are read when asked for.
///
/// Axes are turned to DICOM's from the spaces LPS, RAS and LAS. A file that gives spacings but no space is
/// taken to run along DICOM's axes from (0, 0, 0); other spaces are refused. Source: teem.sourceforge.net,
/// "Definition of NRRD File Format", and 3D Slicer's "Segmentations: seg.nrrd file format".
public final class NrrdFile {
    private static final long MAX_EXPANSION = 1032;

    private final Raster raster;
    private final List<Segment> segments;

    private NrrdFile(Raster raster, List<Segment> segments) {
        this.raster = raster;
        this.segments = List.copyOf(segments);
    }

    /// Reads and checks the header.
    ///
    /// @throws UnreadableException when the file is not such an image, or larger than allowed
    public static NrrdFile open(Path file, ReadLimits limits) {
        try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file))) {
            NrrdHeader header = NrrdHeader.read(in);
            NrrdShape shape = NrrdShape.of(header);
            int voxels = limits.voxels(shape.columns(), shape.rows(), shape.slices());
            Path data = header.dataFile().isPresent()
                    ? beside(file, header.dataFile().get())
                    : file;
            long start = header.dataFile().isPresent() ? 0 : header.bytes();
            NrrdData layout = new NrrdData(data, Files.size(data), start, header, shape, voxels);
            layout.requireRoom();
            Grid grid = shape.axes().grid((int) shape.columns(), (int) shape.rows(), (int) shape.slices());
            Raster raster = new Raster(grid, (int) shape.layers(), 1, 0, layout::open);
            return new NrrdFile(raster, Segment.of(header, raster.layers()));
        } catch (IOException e) {
            throw Raster.unreadable(e);
        }
    }

    /// The file that holds the voxels of a detached header, where it can be told.
    ///
    /// @throws UnreadableException when the file is no such image, or its voxels lie elsewhere
    public static Optional<Path> dataFile(Path file) {
        try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file))) {
            return NrrdHeader.read(in).dataFile().map(name -> beside(file, name));
        } catch (IOException e) {
            throw Raster.unreadable(e);
        }
    }

    /// A data file may lie in the header's folder only: a header must not make this program read others.
    private static Path beside(Path header, String name) {
        if (name.contains("/") || name.contains("\\") || name.contains("\0") || name.equals("..")) {
            throw new UnreadableException(Reason.NRRD_DATA_ELSEWHERE);
        }
        Path data = header.resolveSibling(name);
        if (!Files.isRegularFile(data)) {
            throw new UnreadableException(Reason.NRRD_DATA_ELSEWHERE);
        }
        return data;
    }

    /// Where the bytes of the voxels lie.
    private record NrrdData(Path file, long size, long start, NrrdHeader header, NrrdShape shape, int voxels) {
        long declared() {
            return Math.multiplyExact(
                    (long) voxels * shape.layers(), header.type().bytes());
        }

        /// Holds the declared size against the file's, before anything is allocated.
        void requireRoom() {
            long room = switch (header.encoding()) {
                case RAW -> size - start - Math.max(0, header.byteSkip());
                case GZIP -> (size - start) * MAX_EXPANSION - Math.max(0, header.byteSkip());
                case TEXT -> (size - start + 1) / 2 * header.type().bytes();
            };
            if (declared() > room) {
                throw new UnreadableException(Reason.FILE_TRUNCATED);
            }
        }

        Samples open() throws IOException {
            InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file));
            try {
                boolean fromEnd = header.byteSkip() == -1 && header.encoding() == NrrdHeader.Encoding.RAW;
                in.skipNBytes(fromEnd ? size - declared() : start);
                if (!fromEnd) {
                    skipLines(in, header.lineSkip());
                }
                if (header.encoding() == NrrdHeader.Encoding.GZIP) {
                    in = new GZIPInputStream(in, 1 << 16);
                }
                in.skipNBytes(Math.max(0, header.byteSkip()));
                return header.encoding() == NrrdHeader.Encoding.TEXT
                        ? Samples.text(in)
                        : Samples.binary(in, header.type(), header.order());
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        }

        private static void skipLines(InputStream in, int lines) throws IOException {
            for (int left = lines; left > 0; ) {
                int c = in.read();
                if (c < 0) {
                    throw new java.io.EOFException();
                }
                left -= c == '\n' ? 1 : 0;
            }
        }
    }

    /// Where the voxels lie, in DICOM's axes.
    public Grid grid() {
        return raster.grid();
    }

    /// The named regions of a 3D Slicer segmentation, in the file's order; empty for other files.
    public List<Segment> segments() {
        return segments;
    }

    /// All values.
    ///
    /// @throws UnreadableException when there are several numbers for a voxel, or the file is damaged
    public Volume volume() {
        return raster.volume();
    }

    /// A region. A label is looked for in the first layer.
    ///
    /// @throws UnreadableException when no voxel or no segment answers the choice, or the file is damaged
    public Mask mask(RegionChoice choice) {
        return switch (choice) {
            case RegionChoice.AnyLabel any -> anyLayer();
            case RegionChoice.Label label -> raster.labelled(0, OptionalLong.of(label.value()));
            case RegionChoice.Named named -> {
                Segment segment = segment(named.name());
                yield raster.labelled(segment.layer(), OptionalLong.of(segment.label()));
            }
        };
    }

    private Mask anyLayer() {
        var inside = new java.util.BitSet(raster.grid().voxels());
        for (int layer = 0; layer < raster.layers(); layer++) {
            inside.or(raster.mask(layer, value -> value != 0 && !Double.isNaN(value))
                    .bits());
        }
        if (inside.isEmpty()) {
            throw new UnreadableException(Reason.LABEL_ABSENT);
        }
        return Mask.owning(raster.grid(), inside);
    }

    private Segment segment(String name) {
        List<Segment> found =
                segments.stream().filter(segment -> segment.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new UnreadableException(found.isEmpty() ? Reason.REGION_NAME_ABSENT : Reason.REGION_NAME_AMBIGUOUS);
        }
        return found.getFirst();
    }

    /// The labels of the first layer.
    ///
    /// @throws UnreadableException when the values are not labels, or the file is damaged
    public SortedSet<Long> labels() {
        return raster.labels(0);
    }
}
