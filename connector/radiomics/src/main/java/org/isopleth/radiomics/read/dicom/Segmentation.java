package org.isopleth.radiomics.read.dicom;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;

/// A DICOM segmentation (PS3.3, A.51 and C.8.20): binary, fractional (a voxel belongs from half the maximum
/// on) or label map. Frames lie where their positions say, whatever their order. Immutable, thread-safe;
/// pixels are read when asked for.
public final class Segmentation {
    /// How far, in voxels, a frame's first pixel may be from a voxel of the image.
    private static final double ALIGNED = 0.01;

    private final Kind kind;
    private final List<CodedSegment> segments;
    private final Frames frames;
    private final FrameGroups groups;

    private enum Kind {
        BINARY,
        FRACTIONAL,
        LABELMAP
    }

    private Segmentation(Kind kind, List<CodedSegment> segments, Frames frames, FrameGroups groups) {
        this.kind = kind;
        this.segments = List.copyOf(segments);
        this.frames = frames;
        this.groups = groups;
    }

    /// Whether a file is a segmentation.
    public static boolean isSegmentation(DicomFile file) {
        return file.attributes().text(Tag.MODALITY).orElse("").equals("SEG");
    }

    /// Reads what a file says of its segments.
    ///
    /// @throws UnreadableException when it is not a segmentation or is damaged
    public static Segmentation of(DicomFile file) {
        DataSet set = file.attributes();
        if (!isSegmentation(file)) {
            throw new UnreadableException(Reason.NOT_A_SEGMENTATION);
        }
        Kind kind = switch (set.text(Tag.SEGMENTATION_TYPE).orElse("")) {
            case "BINARY" -> Kind.BINARY;
            case "FRACTIONAL" -> Kind.FRACTIONAL;
            case "LABELMAP" -> Kind.LABELMAP;
            default -> throw new UnreadableException(Reason.NOT_A_SEGMENTATION);
        };
        Frames frames = Frames.of(file);
        FrameGroups groups = FrameGroups.of(set, frames.format().frames());
        return new Segmentation(kind, segments(set), frames, groups);
    }

    private static List<CodedSegment> segments(DataSet set) {
        Charset charset = set.charset();
        List<CodedSegment> segments = new ArrayList<>();
        for (DataSet item : set.items(Tag.SEGMENT_SEQUENCE)) {
            segments.add(new CodedSegment(
                    item.count(Tag.SEGMENT_NUMBER),
                    item.text(Tag.SEGMENT_LABEL, charset).orElse(""),
                    Code.first(item, Tag.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE),
                    Code.first(item, Tag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE)));
        }
        return segments;
    }

    /// The regions, in the file's order.
    public List<CodedSegment> segments() {
        return segments;
    }

    /// The region with this label, letter for letter.
    ///
    /// @throws UnreadableException when none or more than one has it
    public CodedSegment named(String label) {
        List<CodedSegment> found = segments.stream()
                .filter(segment -> segment.label().equals(label))
                .toList();
        if (found.size() != 1) {
            throw new UnreadableException(found.isEmpty() ? Reason.REGION_NAME_ABSENT : Reason.REGION_NAME_AMBIGUOUS);
        }
        return found.getFirst();
    }

    /// The voxels of a region on the image's grid.
    ///
    /// @param number the segment's number
    /// @throws UnreadableException when the frames do not lie on the image's voxels, belong to another frame
    ///     of reference or reach outside the image, or when the region is empty
    public Mask mask(int number, Series series, ReadLimits limits) {
        String place =
                frames.file().attributes().text(Tag.FRAME_OF_REFERENCE_UID).orElse("");
        if (!place.isEmpty() && !series.frameOfReference().isEmpty() && !place.equals(series.frameOfReference())) {
            throw new UnreadableException(Reason.FRAME_OF_REFERENCE_DIFFERS);
        }
        Grid grid = series.grid(limits);
        Map<Integer, Corner> corners = corners(number, grid);
        BitSet inside = new BitSet(grid.voxels());
        double threshold = threshold(number);
        frames.read((frame, stored) -> {
            Corner corner = corners.get(frame);
            if (corner != null) {
                set(corner, stored, number, threshold, grid, inside);
            }
        });
        if (inside.isEmpty()) {
            throw new UnreadableException(Reason.REGION_EMPTY);
        }
        return Mask.owning(grid, inside);
    }

    private double threshold(int number) {
        return switch (kind) {
            case BINARY -> 1;
            case FRACTIONAL -> 0.5 * frames.file().attributes().count(Tag.MAXIMUM_FRACTIONAL_VALUE);
            case LABELMAP -> number;
        };
    }

    /// The voxel on which a frame's first pixel lies; it may be outside the grid.
    private record Corner(int column, int row, int slice) {}

    private Map<Integer, Corner> corners(int number, Grid grid) {
        Map<Integer, Corner> corners = new TreeMap<>();
        for (int frame = 0; frame < frames.format().frames(); frame++) {
            if (kind == Kind.LABELMAP || segment(frame) == number) {
                corners.put(frame, corner(Plane.of(frames, groups, frame), grid));
            }
        }
        return corners;
    }

    private int segment(int frame) {
        return groups.required(Tag.SEGMENT_IDENTIFICATION_SEQUENCE, frame).count(Tag.REFERENCED_SEGMENT_NUMBER);
    }

    private Corner corner(Plane plane, Grid grid) {
        Vector3 at = grid.coordinates(plane.position());
        // The last pixel must lie on a voxel too: this covers directions and spacings.
        int columns = frames.format().columns() - 1;
        int rows = frames.format().rows() - 1;
        Vector3 last = grid.coordinates(plane.position()
                .plus(plane.columns().times(columns * plane.columnSpacing()))
                .plus(plane.rows().times(rows * plane.rowSpacing())));
        Vector3 side = grid.coordinates(plane.position().plus(plane.columns().times(columns * plane.columnSpacing())));
        if (!isWhole(at)
                || last.minus(at).minus(new Vector3(columns, rows, 0)).length() > ALIGNED
                || side.minus(at).minus(new Vector3(columns, 0, 0)).length() > ALIGNED) {
            throw new UnreadableException(Reason.GRID_DIFFERS);
        }
        return new Corner((int) Math.rint(at.x()), (int) Math.rint(at.y()), (int) Math.rint(at.z()));
    }

    private static boolean isWhole(Vector3 at) {
        return isWhole(at.x()) && isWhole(at.y()) && isWhole(at.z());
    }

    private static boolean isWhole(double coordinate) {
        return Math.abs(coordinate) < 1 << 24 && Math.abs(coordinate - Math.rint(coordinate)) <= ALIGNED;
    }

    private void set(Corner corner, double[] stored, int number, double threshold, Grid grid, BitSet inside) {
        int columns = frames.format().columns();
        for (int i = 0; i < stored.length; i++) {
            boolean belongs = kind == Kind.LABELMAP ? stored[i] == number : stored[i] >= threshold;
            if (belongs) {
                int column = corner.column + i % columns;
                int row = corner.row + i / columns;
                if (column < 0
                        || row < 0
                        || corner.slice < 0
                        || column >= grid.columns()
                        || row >= grid.rows()
                        || corner.slice >= grid.slices()) {
                    throw new UnreadableException(Reason.REGION_OUTSIDE_IMAGE);
                }
                inside.set(grid.index(column, row, corner.slice));
            }
        }
    }
}
