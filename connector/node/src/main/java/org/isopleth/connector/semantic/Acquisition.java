package org.isopleth.connector.semantic;

import java.util.Optional;
import org.isopleth.radiomics.volume.Vector3;

/// How an image was made: the protocol by which radiomic studies tell scanners apart. Immutable, thread-safe.
///
/// Texts come from the scanner's settings; each is at most 64 characters and has no control characters.
///
/// @param modality `CT`, `MR` or `PT`
/// @param manufacturer of the scanner
/// @param model of the scanner
/// @param kernel by which CT slices were reconstructed
/// @param kilovolts peak voltage of the tube
/// @param sliceThicknessMm as the scanner says
/// @param spacingMm distances of voxels along column, row and slice
/// @param contrast whether a contrast agent is named
public record Acquisition(
        String modality,
        Optional<String> manufacturer,
        Optional<String> model,
        Optional<String> kernel,
        Optional<Double> kilovolts,
        Optional<Double> sliceThicknessMm,
        Vector3 spacingMm,
        boolean contrast) {
    private static final int LONGEST = 64;

    public Acquisition {
        manufacturer = manufacturer.map(Acquisition::bounded);
        model = model.map(Acquisition::bounded);
        kernel = kernel.map(Acquisition::bounded);
    }

    private static String bounded(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
