package org.isopleth.radiomics.cases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.MaskPlacement;
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
import org.isopleth.radiomics.read.metaimage.MetaImageFile;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.read.nrrd.NrrdFile;
import org.isopleth.radiomics.read.nrrd.Segment;
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
    MaskPlacement place(String region, OpenedImage image, ReadLimits limits);

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
        public MaskPlacement place(String region, OpenedImage image, ReadLimits limits) {
            return new MaskPlacement(set.named(region).mask(series(image), limits), false);
        }
    }

    /// A DICOM segmentation.
    record OfSegments(Segmentation set) implements OpenedMask {
        @Override
        public List<String> regions() {
            return set.segments().stream().map(CodedSegment::label).distinct().toList();
        }

        @Override
        public MaskPlacement place(String region, OpenedImage image, ReadLimits limits) {
            Mask mask = set.mask(set.named(region).number(), series(image), limits);
            return new MaskPlacement(mask, false);
        }
    }

    /// A NIfTI file.
    record OfNifti(NiftiFile file) implements OpenedMask {
        @Override
        public List<String> regions() {
            return List.of("");
        }

        @Override
        public MaskPlacement place(String region, OpenedImage image, ReadLimits limits) {
            return MaskPlacement.of(file.mask(choice(region)), image.grid());
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
        public MaskPlacement place(String region, OpenedImage image, ReadLimits limits) {
            RegionChoice choice = file.segments().isEmpty() ? choice(region) : new RegionChoice.Named(region);
            return MaskPlacement.of(file.mask(choice), image.grid());
        }
    }

    /// A MetaImage.
    record OfMetaImage(MetaImageFile file) implements OpenedMask {
        @Override
        public List<String> regions() {
            return List.of("");
        }

        @Override
        public MaskPlacement place(String region, OpenedImage image, ReadLimits limits) {
            return MaskPlacement.of(file.mask(choice(region)), image.grid());
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
            case METAIMAGE -> new OfMetaImage(MetaImageFile.open(path, limits));
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
