package org.isopleth.radiomics.cases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.DicomFolder;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.SeriesImage;
import org.isopleth.radiomics.read.dicom.UptakeValue;
import org.isopleth.radiomics.read.metaimage.MetaImageFile;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.read.nrrd.NrrdFile;
import org.isopleth.radiomics.volume.Grid;

/// An image whose headers were read; its voxels are read when asked for. Immutable, thread-safe.
public sealed interface OpenedImage {
    /// Where the voxels lie.
    Grid grid();

    /// The voxels.
    ///
    /// @param uptake for PET: the uptake value that Bq/ml become
    /// @throws UnreadableException when the file is damaged or holds no PET that can be converted
    SeriesImage read(Optional<UptakeValue> uptake);

    /// A DICOM series.
    record OfSeries(Series series, Grid grid, ReadLimits limits) implements OpenedImage {
        @Override
        public SeriesImage read(Optional<UptakeValue> uptake) {
            return uptake.isPresent() ? series.uptake(limits, uptake.get()) : series.image(limits);
        }
    }

    /// A NIfTI file.
    record OfNifti(NiftiFile file) implements OpenedImage {
        @Override
        public Grid grid() {
            return file.grid();
        }

        @Override
        public SeriesImage read(Optional<UptakeValue> uptake) {
            requireNone(uptake);
            return new SeriesImage(file.volume(), Set.of());
        }
    }

    /// An NRRD file.
    record OfNrrd(NrrdFile file) implements OpenedImage {
        @Override
        public Grid grid() {
            return file.grid();
        }

        @Override
        public SeriesImage read(Optional<UptakeValue> uptake) {
            requireNone(uptake);
            return new SeriesImage(file.volume(), Set.of());
        }
    }

    /// A MetaImage.
    record OfMetaImage(MetaImageFile file) implements OpenedImage {
        @Override
        public Grid grid() {
            return file.grid();
        }

        @Override
        public SeriesImage read(Optional<UptakeValue> uptake) {
            requireNone(uptake);
            return new SeriesImage(file.volume(), Set.of());
        }
    }

    private static void requireNone(Optional<UptakeValue> uptake) {
        if (uptake.isPresent()) {
            throw new UnreadableException(Reason.SUV_NOT_PET);
        }
    }

    /// Reads the headers of a case's image.
    ///
    /// @throws UnreadableException when they are damaged, or hold no or several images
    static OpenedImage open(Case one, ReadLimits limits) {
        Path first = one.image().getFirst();
        if (one.image().size() > 1 || Files.isDirectory(first)) {
            return ofSeries(dicom(one.image()), one.series(), limits);
        }
        return switch (Format.of(first)) {
            case DICOM -> ofSeries(dicom(one.image()), one.series(), limits);
            case NRRD -> new OfNrrd(NrrdFile.open(first, limits));
            case METAIMAGE -> new OfMetaImage(MetaImageFile.open(first, limits));
            case NIFTI -> new OfNifti(NiftiFile.open(first, limits));
        };
    }

    private static List<DicomFile> dicom(List<Path> paths) {
        List<DicomFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(DicomFolder.open(path).soundFiles());
            } else {
                files.add(DicomFile.openWhole(path));
            }
        }
        return files;
    }

    /// The only volume of the files, or of those of one series. A dose is meant only where it is alone or named: it
    /// lies
    /// beside the image that the treatment was planned on.
    static OpenedImage ofSeries(List<DicomFile> files, Optional<String> uid, ReadLimits limits) {
        List<Series> images = named(Series.in(files), uid);
        List<Series> found = images.isEmpty() ? named(Series.doses(files), uid) : images;
        if (found.size() != 1) {
            throw new UnreadableException(found.isEmpty() ? Reason.SERIES_ABSENT : Reason.SEVERAL_SERIES);
        }
        return new OfSeries(found.getFirst(), found.getFirst().grid(limits), limits);
    }

    private static List<Series> named(List<Series> all, Optional<String> uid) {
        return all.stream()
                .filter(series -> uid.isEmpty() || series.seriesUid().equals(uid.get()))
                .toList();
    }
}
