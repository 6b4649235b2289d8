package org.isopleth.radiomics.cases;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One image with the regions drawn on it. Immutable, thread-safe.
///
/// @param name what results call it; tells it apart from the others
/// @param image a NIfTI, NRRD, MetaImage or DICOM file, a folder with a DICOM series, or the files of one
/// @param series SeriesInstanceUID, where a folder holds several
/// @param mask a structure set, a DICOM segmentation, NIfTI, NRRD or MetaImage, or a folder with one of the first two
/// @param roi the name or label of the region; absent means every one there is
/// @param cautions what to know of how image and mask were brought together, in words such as
///     `paired-by-frame-of-reference`
public record Case(
        String name,
        List<Path> image,
        Optional<String> series,
        Path mask,
        Optional<String> roi,
        List<String> cautions) {
    public Case {
        image = List.copyOf(image);
        cautions = List.copyOf(cautions);
        if (image.isEmpty()) {
            throw new IllegalArgumentException("a case has an image");
        }
    }
}
