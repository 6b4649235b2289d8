package org.isopleth.radiomics.read.dicom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;

/// One volume of a DICOM image series: CT, MR or PET, single-frame or enhanced multi-frame. Immutable,
/// thread-safe; pixels are read when asked for.
///
/// Frames belong together when they share SeriesInstanceUID, FrameOfReferenceUID, orientation (each number
/// within 1e-4), rows and columns. When frames lie at the same places they are split by temporal position,
/// b-value, echo time, or acquisition time, whichever tells them apart.
public final class Series {
    private static final double SAME_DIRECTION = 1e-4;

    private final Key key;
    private final List<Plane> planes;
    private final Optional<Reason> flaw;

    /// What frames of a volume share.
    private record Key(String series, String frameOfReference, int rows, int columns) {}

    private Series(Key key, List<Plane> planes, Optional<Reason> flaw) {
        this.key = key;
        this.planes = List.copyOf(planes);
        this.flaw = flaw;
    }

    /// The volumes among these files, in the files' order; structure sets and segmentations are left out. A
    /// file that cannot be read makes its whole series unreadable: a volume without a slice would be wrong.
    public static List<Series> in(Collection<DicomFile> files) {
        return volumes(files.stream().filter(Series::isImage).toList());
    }

    /// The radiotherapy doses among these files, in Gy. They are apart from the images, since they lie beside the image
    /// that the treatment was planned on.
    public static List<Series> doses(Collection<DicomFile> files) {
        return volumes(files.stream().filter(Series::isDose).toList());
    }

    private static List<Series> volumes(List<DicomFile> files) {
        Map<Key, List<Plane>> groups = new LinkedHashMap<>();
        Map<String, Reason> flaws = new LinkedHashMap<>();
        for (DicomFile file : files) {
            String series = file.attributes().text(Tag.SERIES_INSTANCE_UID).orElse("");
            try {
                planes(file)
                        .forEach(plane -> groups.computeIfAbsent(key(series, plane), k -> new ArrayList<>())
                                .add(plane));
            } catch (UnreadableException e) {
                flaws.putIfAbsent(series, e.reason());
            }
        }
        List<Series> found = new ArrayList<>();
        groups.forEach((key, planes) -> byOrientation(planes).stream()
                .flatMap(group -> split(group).stream())
                .forEach(group -> found.add(new Series(key, group, Optional.ofNullable(flaws.get(key.series))))));
        flaws.forEach((series, flaw) -> {
            if (found.stream().noneMatch(volume -> volume.key.series.equals(series))) {
                found.add(new Series(new Key(series, "", 0, 0), List.of(), Optional.of(flaw)));
            }
        });
        return List.copyOf(found);
    }

    /// The only volume among these files.
    ///
    /// @throws UnreadableException when there is none or more than one
    public static Series only(Collection<DicomFile> files) {
        List<Series> found = in(files);
        if (found.size() != 1) {
            throw new UnreadableException(found.isEmpty() ? Reason.SERIES_ABSENT : Reason.SEVERAL_SERIES);
        }
        return found.getFirst();
    }

    private static boolean isImage(DicomFile file) {
        String modality = file.attributes().text(Tag.MODALITY).orElse("");
        return file.hasPixels() && !modality.equals("SEG") && !isDose(file);
    }

    /// Whether a file is a radiotherapy dose.
    public static boolean isDose(DicomFile file) {
        return file.hasPixels()
                && file.attributes().text(Tag.MODALITY).orElse("").equals("RTDOSE");
    }

    private static List<Plane> planes(DicomFile file) {
        DataSet image = file.attributes();
        Frames frames = Frames.of(file);
        String photometric = image.text(Tag.PHOTOMETRIC_INTERPRETATION).orElse("MONOCHROME2");
        if (!photometric.startsWith("MONOCHROME")) {
            throw new UnreadableException(Reason.SAMPLES_NOT_SCALAR);
        }
        if (isDose(file)) {
            return DosePlanes.of(frames);
        }
        FrameGroups groups = FrameGroups.of(image, frames.format().frames());
        List<Plane> planes = new ArrayList<>();
        for (int frame = 0; frame < frames.format().frames(); frame++) {
            planes.add(Plane.of(frames, groups, frame));
        }
        return planes;
    }

    private static Key key(String series, Plane plane) {
        PixelFormat format = plane.frames().format();
        String place = plane.attributes().text(Tag.FRAME_OF_REFERENCE_UID).orElse("");
        return new Key(series, place, format.rows(), format.columns());
    }

    private static List<List<Plane>> byOrientation(List<Plane> planes) {
        List<List<Plane>> groups = new ArrayList<>();
        for (Plane plane : planes) {
            groups.stream()
                    .filter(group -> isParallel(group.getFirst(), plane))
                    .findFirst()
                    .ifPresentOrElse(group -> group.add(plane), () -> groups.add(new ArrayList<>(List.of(plane))));
        }
        return groups;
    }

    private static boolean isParallel(Plane one, Plane other) {
        return isNear(one.columns(), other.columns()) && isNear(one.rows(), other.rows());
    }

    private static boolean isNear(Vector3 one, Vector3 other) {
        Vector3 apart = one.minus(other);
        return Math.abs(apart.x()) <= SAME_DIRECTION
                && Math.abs(apart.y()) <= SAME_DIRECTION
                && Math.abs(apart.z()) <= SAME_DIRECTION;
    }

    /// Splits frames that lie at the same places, by the first attribute that leaves one at each.
    private static List<List<Plane>> split(List<Plane> planes) {
        if (!Stack.of(planes).hasDuplicates()) {
            return List.of(planes);
        }
        List<Function<Plane, Optional<?>>> kinds = List.of(
                plane -> boxed(plane.instance().temporal()),
                plane -> boxed(plane.instance().bValue()),
                plane -> boxed(plane.instance().echo()),
                plane -> plane.instance().acquired());
        for (Function<Plane, Optional<?>> kind : kinds) {
            Map<Optional<?>, List<Plane>> parts = new LinkedHashMap<>();
            planes.forEach(plane -> parts.computeIfAbsent(kind.apply(plane), k -> new ArrayList<>())
                    .add(plane));
            boolean even = parts.values().stream().allMatch(part -> part.size() == planes.size() / parts.size());
            if (parts.size() > 1
                    && even
                    && parts.values().stream().noneMatch(part -> Stack.of(part).hasDuplicates())) {
                return List.copyOf(parts.values());
            }
        }
        return List.of(planes);
    }

    private static Optional<Double> boxed(java.util.OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    /// SeriesInstanceUID; blank when the files have none.
    public String seriesUid() {
        return key.series;
    }

    /// FrameOfReferenceUID; blank when the files have none.
    public String frameOfReference() {
        return key.frameOfReference;
    }

    /// Number of slices found.
    public int slices() {
        return planes.size();
    }

    /// What one of the files says, such as the acquisition protocol.
    ///
    /// @throws UnreadableException when the series cannot be read
    public DataSet attributes() {
        return sound().getFirst().attributes();
    }

    private List<Plane> sound() {
        if (flaw.isPresent()) {
            throw new UnreadableException(flaw.get());
        }
        return planes;
    }

    /// Where the voxels lie.
    ///
    /// @throws UnreadableException when slices are missing, uneven, duplicate or tilted
    public Grid grid(ReadLimits limits) {
        return Stack.of(sound()).grid(limits);
    }

    /// The values, each slice with its own rescaling.
    ///
    /// @throws UnreadableException as [#grid], or when a file is damaged
    public SeriesImage image(ReadLimits limits) {
        return image(limits, plane -> 1.0);
    }

    /// The standardised uptake values of a PET series.
    ///
    /// @throws UnreadableException as [#image], or when what the conversion needs is missing or contradicts
    ///     itself
    public SeriesImage uptake(ReadLimits limits, UptakeValue kind) {
        sound();
        return image(limits, plane -> UptakeScaling.of(plane).factor(kind));
    }

    /// The values times a factor of each slice.
    SeriesImage image(ReadLimits limits, java.util.function.ToDoubleFunction<Plane> factor) {
        Stack stack = Stack.of(sound());
        return new SliceReading(stack, stack.grid(limits)).image(factor);
    }

    List<Plane> planes() {
        return sound();
    }
}
