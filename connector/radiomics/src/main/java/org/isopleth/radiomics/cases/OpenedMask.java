package org.isopleth.radiomics.cases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.dicom.CodedSegment;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.DicomFolder;
import org.isopleth.radiomics.read.dicom.Segmentation;
import org.isopleth.radiomics.read.dicom.Series;
import org.isopleth.radiomics.read.dicom.Structure;
import org.isopleth.radiomics.read.dicom.StructureSet;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.read.nrrd.NrrdFile;
import org.isopleth.radiomics.read.nrrd.Segment;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;

/// Regions whose headers were read; their voxels are found when asked for. Immutable, thread-safe.
public sealed interface OpenedMask {
    /// Every region that can hold voxels, in the file's order; one with a blank name where regions have no
    /// names. Two may have the same name: asking for it is refused.
    List<String> regions();

    /// The voxels of a region on the image's grid.
    ///
    /// @param region a name, a label in digits, or blank for every voxel that has a label
    /// @throws UnreadableException when there is none of that name, or it does not lie on the image
    Mask mask(String region, OpenedImage image, ReadLimits limits);

    /// A structure set.
    record OfStructures(StructureSet set) implements OpenedMask {
        @Override
        public List<String> regions() {
            return set.structures().stream()
                    .filter(Structure::encloses)
                    .map(Structure::name)
                    .distinct()
                    .toList();
        }

        @Override
        public Mask mask(String region, OpenedImage image, ReadLimits limits) {
            return set.named(region).mask(series(image), limits);
        }
    }

    /// A DICOM segmentation.
    record OfSegments(Segmentation set) implements OpenedMask {
        @Override
        public List<String> regions() {
            return set.segments().stream().map(CodedSegment::label).distinct().toList();
        }

        @Override
        public Mask mask(String region, OpenedImage image, ReadLimits limits) {
            return set.mask(set.named(region).number(), series(image), limits);
        }
    }

    /// A NIfTI file.
    record OfNifti(NiftiFile file) implements OpenedMask {
        @Override
        public List<String> regions() {
            return List.of("");
        }

        @Override
        public Mask mask(String region, OpenedImage image, ReadLimits limits) {
            return onGrid(file.mask(choice(region)), image.grid());
        }
    }

    /// An NRRD file, of 3D Slicer or another program.
    record OfNrrd(NrrdFile file) implements OpenedMask {
        @Override
        public List<String> regions() {
            List<String> names =
                    file.segments().stream().map(Segment::name).distinct().toList();
            return names.isEmpty() ? List.of("") : names;
        }

        @Override
        public Mask mask(String region, OpenedImage image, ReadLimits limits) {
            RegionChoice choice = file.segments().isEmpty() ? choice(region) : new RegionChoice.Named(region);
            return onGrid(file.mask(choice), image.grid());
        }
    }

    private static RegionChoice choice(String region) {
        if (region.isEmpty()) {
            return new RegionChoice.AnyLabel();
        }
        // Labels are small whole numbers; anything else is a name, which these files do not have.
        return region.matches("[0-9]{1,9}")
                ? new RegionChoice.Label(Long.parseLong(region))
                : new RegionChoice.Named(region);
    }

    private static Series series(OpenedImage image) {
        if (image instanceof OpenedImage.OfSeries dicom) {
            return dicom.series();
        }
        throw new UnreadableException(Reason.SERIES_NEEDED);
    }

    /// The same voxels on the image's grid; headers of different programs differ in the last digits.
    private static Mask onGrid(Mask mask, Grid image) {
        Grid grid = mask.grid();
        if (grid.columns() != image.columns()
                || grid.rows() != image.rows()
                || grid.slices() != image.slices()
                || !isNear(grid, image, 0, 0, 0)
                || !isNear(grid, image, grid.columns(), 0, 0)
                || !isNear(grid, image, 0, grid.rows(), 0)
                || !isNear(grid, image, 0, 0, grid.slices())) {
            throw new UnreadableException(Reason.GRID_DIFFERS);
        }
        return Mask.owning(image, mask.bits());
    }

    /// Within a hundredth of a voxel, as a DICOM segmentation must be.
    private static boolean isNear(Grid one, Grid other, double column, double row, double slice) {
        double least = Math.min(
                other.spacing().x(),
                Math.min(other.spacing().y(), other.spacing().z()));
        return one.at(column, row, slice).minus(other.at(column, row, slice)).length() <= 0.01 * least;
    }

    /// Reads the headers of a mask.
    ///
    /// @param path a file, or a folder with one structure set or segmentation
    /// @throws UnreadableException when they are damaged, or there is no or more than one
    static OpenedMask open(Path path, ReadLimits limits) {
        if (Files.isDirectory(path)) {
            List<DicomFile> found = DicomFolder.open(path).soundFiles().stream()
                    .filter(OpenedMask::isMask)
                    .toList();
            if (found.size() != 1) {
                throw new UnreadableException(found.isEmpty() ? Reason.MASK_ABSENT : Reason.SEVERAL_MASKS);
            }
            return of(found.getFirst()).orElseThrow();
        }
        return switch (Format.of(path)) {
            case DICOM -> of(DicomFile.open(path)).orElseThrow(() -> new UnreadableException(Reason.MASK_ABSENT));
            case NRRD -> new OfNrrd(NrrdFile.open(path, limits));
            case NIFTI -> new OfNifti(NiftiFile.open(path, limits));
        };
    }

    /// Whether a DICOM file holds regions.
    static boolean isMask(DicomFile file) {
        return StructureSet.isStructureSet(file) || Segmentation.isSegmentation(file);
    }

    /// The regions of a DICOM file; absent when it holds none.
    static Optional<OpenedMask> of(DicomFile file) {
        if (StructureSet.isStructureSet(file)) {
            return Optional.of(new OfStructures(StructureSet.of(file)));
        }
        return Segmentation.isSegmentation(file)
                ? Optional.of(new OfSegments(Segmentation.of(file)))
                : Optional.empty();
    }
}
