package org.isopleth.radiomics.read.dicom;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// The regions of an RTSTRUCT (PS3.3, A.19). Immutable, thread-safe.
///
/// @param structures in the file's order
public record StructureSet(List<Structure> structures) {
    public StructureSet {
        structures = List.copyOf(structures);
    }

    /// Whether a file is a structure set.
    public static boolean isStructureSet(DicomFile file) {
        return file.attributes().text(Tag.MODALITY).orElse("").equals("RTSTRUCT");
    }

    /// The structures of a file. References to images are not needed: structures are placed by their frame of
    /// reference.
    ///
    /// @throws UnreadableException when it is not a structure set, or a structure lacks its number
    public static StructureSet of(DicomFile file) {
        if (!isStructureSet(file)) {
            throw new UnreadableException(Reason.NOT_A_STRUCTURE_SET);
        }
        DataSet set = file.attributes();
        Charset charset = set.charset();
        List<Structure> structures = new ArrayList<>();
        for (DataSet item : set.items(Tag.STRUCTURE_SET_ROI_SEQUENCE)) {
            int number = item.count(Tag.ROI_NUMBER);
            structures.add(new Structure(
                    item.text(Tag.ROI_NAME, charset).orElse(""),
                    item.text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID).orElse(""),
                    contours(set, number)));
        }
        return new StructureSet(structures);
    }

    private static List<DataSet> contours(DataSet set, int number) {
        List<DataSet> contours = new ArrayList<>();
        for (DataSet item : set.items(Tag.ROI_CONTOUR_SEQUENCE)) {
            if (item.integer(Tag.REFERENCED_ROI_NUMBER).orElse(-1) == number) {
                contours.addAll(item.items(Tag.CONTOUR_SEQUENCE));
            }
        }
        return contours;
    }

    /// The structure with this name, letter for letter.
    ///
    /// @throws UnreadableException when none or more than one has it
    public Structure named(String name) {
        Optional<Structure> found = Optional.empty();
        for (Structure structure : structures) {
            if (structure.name().equals(name)) {
                if (found.isPresent()) {
                    throw new UnreadableException(Reason.REGION_NAME_AMBIGUOUS);
                }
                found = Optional.of(structure);
            }
        }
        return found.orElseThrow(() -> new UnreadableException(Reason.REGION_NAME_ABSENT));
    }
}
