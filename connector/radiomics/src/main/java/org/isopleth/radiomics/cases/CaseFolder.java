package org.isopleth.radiomics.cases;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;

/// The cases in a tree of DICOM files: each structure set or segmentation with the series it was drawn on.
/// Immutable, thread-safe.
///
/// @param cases named for the mask's file, relative to the folder
/// @param refused masks without a series to measure, and damaged files
public record CaseFolder(List<Case> cases, List<CaseResult> refused) {
    public CaseFolder {
        cases = List.copyOf(cases);
        refused = List.copyOf(refused);
    }

    /// Looks through a folder and the folders in it.
    ///
    /// @param roi the region to measure in each; absent means every one there is
    /// @throws org.isopleth.radiomics.read.UnreadableException when a folder cannot be listed
    public static CaseFolder of(Path folder, Optional<String> roi) {
        DicomIndex index = DicomIndex.of(folder);
        List<Case> cases = new ArrayList<>();
        List<CaseResult> refused = new ArrayList<>();
        index.damaged().forEach((path, reason) -> refused.add(CaseResult.failed(name(folder, path), reason.words())));
        for (DicomIndex.MaskFile mask : index.masks()) {
            String name = name(folder, mask.file());
            List<DicomIndex.ImageSeries> images = index.imagesOf(mask);
            Optional<Reason> damage = images.stream()
                    .flatMap(one -> index.damageBeside(one).stream())
                    .findFirst();
            if (images.size() != 1) {
                Reason reason = images.isEmpty() ? Reason.SERIES_ABSENT : Reason.SEVERAL_SERIES;
                refused.add(CaseResult.failed(name, reason.words()));
            } else if (damage.isPresent()) {
                refused.add(CaseResult.failed(
                        name,
                        "a file beside the slices is damaged: " + damage.get().words()));
            } else {
                DicomIndex.ImageSeries image = images.getFirst();
                List<String> cautions =
                        DicomIndex.isNamed(mask, image) ? List.of() : List.of("paired-by-frame-of-reference");
                cases.add(new Case(name, image.files(), Optional.of(image.uid()), mask.file(), roi, cautions));
            }
        }
        return new CaseFolder(cases, refused);
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
