package org.isopleth.radiomics.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.cases.Case;
import org.isopleth.radiomics.cases.CaseFolder;
import org.isopleth.radiomics.cases.CaseList;
import org.isopleth.radiomics.cases.CaseResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which cases there are: one image and mask, a table, or a folder to look through.
final class CaseChoice {
    @Option(
            names = "--image",
            paramLabel = "PATH",
            description = "The image: a folder with one DICOM series, or a DICOM, NIfTI, NRRD or MetaImage file.")
    @Nullable
    Path image;

    @Option(
            names = "--mask",
            paramLabel = "PATH",
            description = "Its regions: a structure set, a DICOM segmentation, NIfTI, NRRD, .seg.nrrd or MetaImage.")
    @Nullable
    Path mask;

    @Option(names = "--series", paramLabel = "UID", description = "The series to read where --image holds several.")
    @Nullable
    String series;

    @Option(
            names = "--roi",
            paramLabel = "NAME",
            description = "The region: its name in the file, a canonical name, or a label. Without it every region is"
                    + " measured.")
    @Nullable
    String roi;

    @Option(
            names = "--cases",
            paramLabel = "FILE.csv",
            description = "Many cases: columns case, image, mask, and where needed roi and series.")
    @Nullable
    Path cases;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Many cases: every structure set and segmentation in DIR with the series it was drawn on.")
    @Nullable
    Path folder;

    /// The cases, and what in a folder is none.
    record Chosen(List<Case> cases, List<CaseResult> refused) {}

    /// Finds the cases.
    ///
    /// @throws CommandException when the options do not say which, or a path is not there
    Chosen find() {
        boolean single = image != null || mask != null;
        int ways = (single ? 1 : 0) + (cases != null ? 1 : 0) + (folder != null ? 1 : 0);
        if (ways != 1) {
            throw new CommandException("give either --image and --mask, or --cases, or --folder");
        }
        if (cases != null) {
            requireNone(roi, "--roi", "the table has a column roi");
            requireNone(series, "--series", "the table has a column series");
            return new Chosen(CaseList.read(cases), List.of());
        }
        if (folder != null) {
            requireNone(series, "--series", "a folder is measured whole");
            return inFolder(folder);
        }
        if (image == null || mask == null) {
            throw new CommandException("--image and --mask go together: name both");
        }
        requireThere("--image", image);
        requireThere("--mask", mask);
        Case one = new Case(
                name(image), List.of(image), Optional.ofNullable(series), mask, Optional.ofNullable(roi), List.of());
        return new Chosen(List.of(one), List.of());
    }

    private Chosen inFolder(Path place) {
        if (!Files.isDirectory(place)) {
            throw new CommandException("--folder " + place + ": there is no such folder");
        }
        CaseFolder found = CaseFolder.of(place, Optional.ofNullable(roi));
        if (found.cases().isEmpty() && found.refused().isEmpty()) {
            throw new CommandException("--folder " + place
                    + ": no structure set or segmentation lies in it; see what does with 'isopleth radiomics inspect'");
        }
        return new Chosen(found.cases(), found.refused());
    }

    private static void requireNone(@Nullable String value, String option, String why) {
        if (value != null) {
            throw new CommandException(option + " goes with --image only: " + why);
        }
    }

    private static void requireThere(String option, Path path) {
        if (!Files.exists(path)) {
            throw new CommandException(option + " " + path + ": there is no such file or folder");
        }
    }

    private static String name(Path image) {
        Path last = image.toAbsolutePath().normalize().getFileName();
        return last == null ? "case" : last.toString();
    }
}
