package org.isopleth.radiomics.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.radiomics.cases.Case;
import org.isopleth.radiomics.cases.DicomIndex;
import org.isopleth.radiomics.cases.Format;
import org.isopleth.radiomics.cases.OpenedImage;
import org.isopleth.radiomics.cases.OpenedMask;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.Caution;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.SeriesImage;
import org.isopleth.radiomics.read.dicom.StructureSet;
import org.isopleth.radiomics.read.dicom.Tag;
import org.isopleth.radiomics.volume.Mask;

/// Looks through a folder and reads every image once, pixels included: what is listed without a problem can be
/// measured. One image is in memory at a time. Not thread-safe.
public final class Inspection {
    private final Path folder;
    private final ReadLimits limits;
    private final Onlooker onlooker;
    private final DicomIndex index;
    private final List<Listing.Image> images = new ArrayList<>();
    private final List<Listing.Problem> problems = new ArrayList<>();

    /// Sees each image that could be read, with its regions.
    @FunctionalInterface
    public interface Onlooker {
        /// @param regions those of the structure sets and segmentations drawn on it that lie on its voxels
        void see(Listing.Image listed, SeriesImage image, List<Mask> regions);
    }

    private Inspection(Path folder, ReadLimits limits, Onlooker onlooker) {
        this.folder = folder;
        this.limits = limits;
        this.onlooker = onlooker;
        this.index = DicomIndex.of(folder);
    }

    /// Lists a folder and the folders in it.
    ///
    /// @throws UnreadableException when a folder cannot be listed
    public static Listing of(Path folder, ReadLimits limits, Onlooker onlooker) {
        return new Inspection(folder, limits, onlooker).listing();
    }

    private Listing listing() {
        index.damaged().forEach((path, reason) -> problems.add(new Listing.Problem(place(path), reason.words())));
        index.series().values().forEach(this::series);
        index.others().forEach(this::other);
        List<Listing.Mask> masks = index.masks().stream().map(this::mask).toList();
        return new Listing(images, masks, problems);
    }

    private Path place(Path path) {
        Path relative = folder.relativize(path).normalize();
        return relative.toString().isEmpty() ? Path.of(".") : relative;
    }

    private void series(DicomIndex.ImageSeries one) {
        List<DicomFile> files;
        try {
            files = one.files().stream().map(DicomFile::open).toList();
        } catch (UnreadableException e) {
            problems.add(new Listing.Problem(
                    place(one.files().getFirst()), e.reason().words()));
            return;
        }
        for (Series series : Series.in(files)) {
            Listing.Image bare = new Listing.Image(
                    images.size() + 1,
                    place(one.files().getFirst().resolveSibling("")),
                    files.getFirst().attributes().text(Tag.MODALITY).orElse("?"),
                    one.uid(),
                    one.files().size(),
                    syntaxes(files),
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
            try {
                OpenedImage opened = new OpenedImage.OfSeries(series, series.grid(limits), limits);
                look(bare, opened, regions(one, opened));
            } catch (UnreadableException e) {
                images.add(refused(bare, e.reason()));
            }
        }
    }

    private static String syntaxes(List<DicomFile> files) {
        Set<String> names = new TreeSet<>();
        files.forEach(
                file -> names.add(file.syntax().name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return String.join("+", names);
    }

    private static Listing.Image refused(Listing.Image bare, Reason reason) {
        return new Listing.Image(
                bare.number(),
                bare.place(),
                bare.modality(),
                bare.series(),
                bare.files(),
                bare.syntax(),
                Optional.empty(),
                List.of(),
                Optional.of(reason.words()));
    }

    private void look(Listing.Image bare, OpenedImage opened, List<Mask> regions) {
        SeriesImage image = opened.read(Optional.empty());
        Listing.Image listed = new Listing.Image(
                bare.number(),
                bare.place(),
                bare.modality(),
                bare.series(),
                bare.files(),
                bare.syntax(),
                Optional.of(opened.grid()),
                image.cautions().stream().map(Caution::word).sorted().toList(),
                Optional.empty());
        images.add(listed);
        onlooker.see(listed, image, regions);
    }

    /// The regions drawn on a series; one that does not lie on its voxels is left out.
    private List<Mask> regions(DicomIndex.ImageSeries one, OpenedImage image) {
        List<Mask> found = new ArrayList<>();
        for (DicomIndex.MaskFile file : index.masks()) {
            if (index.imagesOf(file).contains(one)) {
                try {
                    OpenedMask mask = OpenedMask.open(file.file(), limits);
                    mask.regions().forEach(region -> lying(mask, region, image).ifPresent(found::add));
                } catch (UnreadableException _) {
                    // Said where the mask itself is listed.
                }
            }
        }
        return found;
    }

    private Optional<Mask> lying(OpenedMask mask, String region, OpenedImage image) {
        try {
            return Optional.of(mask.place(region, image, limits).mask());
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    /// A file that is not DICOM: NIfTI, NRRD, MetaImage, or neither, which is no image's fault.
    private void other(Path path) {
        Format format = Format.of(path);
        Listing.Image bare = new Listing.Image(
                images.size() + 1,
                place(path),
                switch (format) {
                    case DICOM -> "DICOM";
                    case NRRD -> "NRRD";
                    case METAIMAGE -> "MetaImage";
                    case NIFTI -> "NIfTI";
                },
                "",
                1,
                "-",
                Optional.empty(),
                List.of(),
                Optional.empty());
        try {
            Case one = new Case("", List.of(path), Optional.empty(), path, Optional.empty(), List.of());
            look(bare, OpenedImage.open(one, limits), List.of());
        } catch (UnreadableException e) {
            if (e.reason() != Reason.FORMAT_UNKNOWN) {
                images.add(refused(bare, e.reason()));
            }
        }
    }

    private Listing.Mask mask(DicomIndex.MaskFile file) {
        List<String> uids =
                index.imagesOf(file).stream().map(DicomIndex.ImageSeries::uid).toList();
        List<Integer> numbers = images.stream()
                .filter(image -> !image.series().isEmpty() && uids.contains(image.series()))
                .map(Listing.Image::number)
                .toList();
        try {
            boolean drawn = StructureSet.isStructureSet(DicomFile.open(file.file()));
            List<String> regions = OpenedMask.open(file.file(), limits).regions();
            return new Listing.Mask(
                    place(file.file()), drawn ? "structure set" : "segmentation", numbers, regions, Optional.empty());
        } catch (UnreadableException e) {
            return new Listing.Mask(
                    place(file.file()),
                    "regions",
                    numbers,
                    List.of(),
                    Optional.of(e.reason().words()));
        }
    }
}
