package org.isopleth.radiomics.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.References;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.Tag;

/// Which DICOM series and regions lie in a tree of folders, unsorted and of many patients. Holds a path for each
/// file and nothing of its content, so that memory stays small. Immutable, thread-safe.
///
/// @param series by SeriesInstanceUID, in the order of the files' names; without doses, which are measured only when
///     their file is named
/// @param masks structure sets and segmentations
/// @param damaged DICOM files that cannot be read, with the reason
/// @param others files that are not DICOM
public record DicomIndex(
        Map<String, ImageSeries> series, List<MaskFile> masks, Map<Path, Reason> damaged, List<Path> others) {

    /// The files of a series.
    ///
    /// @param frameOfReference FrameOfReferenceUID; blank when the files have none
    public record ImageSeries(String uid, String frameOfReference, List<Path> files) {}

    /// A file with regions, and the images it was drawn on.
    public record MaskFile(Path file, References references) {}

    /// Reads the header of every file.
    ///
    /// @throws UnreadableException when a folder cannot be listed
    public static DicomIndex of(Path folder) {
        Map<String, ImageSeries> series = new LinkedHashMap<>();
        List<MaskFile> masks = new ArrayList<>();
        Map<Path, Reason> damaged = new LinkedHashMap<>();
        List<Path> others = new ArrayList<>();
        for (Path path : files(folder)) {
            try {
                DicomFile file = DicomFile.openWhole(path);
                if (OpenedMask.isMask(file)) {
                    masks.add(new MaskFile(path, References.of(file)));
                } else if (file.hasPixels() && !Series.isDose(file)) {
                    String uid = text(file, Tag.SERIES_INSTANCE_UID);
                    series.computeIfAbsent(
                                    uid,
                                    key -> new ImageSeries(
                                            key, text(file, Tag.FRAME_OF_REFERENCE_UID), new ArrayList<>()))
                            .files()
                            .add(path);
                }
            } catch (UnreadableException e) {
                if (e.reason() == Reason.FORMAT_UNKNOWN) {
                    others.add(path);
                } else {
                    damaged.put(path, e.reason());
                }
            }
        }
        return new DicomIndex(series, masks, damaged, others);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UnreadableException(Reason.FILE_NOT_READABLE);
        }
    }

    private static String text(DicomFile file, Tag tag) {
        return file.attributes().text(tag).orElse("");
    }

    /// The series that a file's regions were drawn on: those it names. Where it names none that is here (IBSI's
    /// names none; exports renumber series) those of its frame of reference, of which only the ones in the
    /// folder nearest to it, because a patient's CT, MR and PET may share one.
    public List<ImageSeries> imagesOf(MaskFile mask) {
        List<ImageSeries> named =
                series.values().stream().filter(one -> isNamed(mask, one)).toList();
        if (!named.isEmpty()) {
            return named;
        }
        List<ImageSeries> around = series.values().stream()
                .filter(one -> mask.references().framesOfReference().contains(one.frameOfReference()))
                .toList();
        int nearest =
                around.stream().mapToInt(one -> sharedFolders(mask, one)).max().orElse(0);
        return around.stream()
                .filter(one -> sharedFolders(mask, one) == nearest)
                .toList();
    }

    /// Whether a file says that its regions were drawn on a series.
    static boolean isNamed(MaskFile mask, ImageSeries one) {
        return mask.references().series().contains(one.uid());
    }

    private static int sharedFolders(MaskFile mask, ImageSeries one) {
        Path file = one.files().getFirst();
        int shared = 0;
        while (shared < Math.min(file.getNameCount(), mask.file().getNameCount())
                && file.getName(shared).equals(mask.file().getName(shared))) {
            shared++;
        }
        return shared;
    }

    /// A damaged file beside the files of a series: it may be one of its slices.
    Optional<Reason> damageBeside(ImageSeries one) {
        List<Path> folders =
                one.files().stream().map(Path::getParent).distinct().toList();
        return damaged.entrySet().stream()
                .filter(entry -> folders.contains(entry.getKey().getParent()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
