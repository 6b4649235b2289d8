package org.isopleth.radiomics.read.dicom;

import java.util.List;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Mask;

/// One region of a structure set. Immutable, thread-safe.
public final class Structure {
    private final String name;
    private final String frameOfReference;
    private final List<DataSet> contours;

    Structure(String name, String frameOfReference, List<DataSet> contours) {
        this.name = name;
        this.frameOfReference = frameOfReference;
        this.contours = List.copyOf(contours);
    }

    /// As its author wrote it.
    public String name() {
        return name;
    }

    /// Number of contours of any kind.
    public int contours() {
        return contours.size();
    }

    /// FrameOfReferenceUID of the images it was drawn on; blank when the file does not say.
    public String frameOfReference() {
        return frameOfReference;
    }

    /// Whether it has a contour that can hold voxels; markers have points only.
    public boolean encloses() {
        return contours.stream()
                .map(contour -> contour.text(Tag.CONTOUR_GEOMETRIC_TYPE).orElse(""))
                .anyMatch(kind -> kind.startsWith("CLOSED"));
    }

    /// The voxels whose centres lie in the region.
    ///
    /// @throws UnreadableException when the region belongs to another frame of reference, reaches outside the
    ///     image or holds no voxel, or when the series or a contour cannot be read
    public Mask mask(Series series, ReadLimits limits) {
        if (!frameOfReference.isEmpty()
                && !series.frameOfReference().isEmpty()
                && !frameOfReference.equals(series.frameOfReference())) {
            throw new UnreadableException(Reason.FRAME_OF_REFERENCE_DIFFERS);
        }
        ContourFilling filling = new ContourFilling(series.grid(limits));
        for (DataSet contour : contours) {
            // Points, and lines that enclose nothing, hold no voxel (PS3.3, C.8.8.6.1).
            switch (contour.text(Tag.CONTOUR_GEOMETRIC_TYPE).orElse("")) {
                case "CLOSED_PLANAR", "CLOSEDPLANAR_XOR", "CLOSED_PLANAR_XOR" ->
                    filling.add(contour.numbers(Tag.CONTOUR_DATA));
                case "POINT", "OPEN_PLANAR", "OPEN_NONPLANAR" -> {}
                default -> throw new UnreadableException(Reason.CONTOUR_DAMAGED);
            }
        }
        return filling.mask();
    }
}
