package org.isopleth.radiomics.read.nrrd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// A named region of a 3D Slicer segmentation. Immutable, thread-safe.
///
/// @param name as its author wrote it
/// @param label the value of its voxels
/// @param layer which of the numbers of a voxel holds it, counted from 0
public record Segment(String name, long label, int layer) {
    private static final int MAX_SEGMENTS = 65_536;

    /// Segments are numbered without gaps; the first number without a name ends them.
    static List<Segment> of(NrrdHeader header, int layers) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < MAX_SEGMENTS; i++) {
            String prefix = "Segment" + i + "_";
            Optional<String> name = header.value(prefix + "Name").or(() -> header.value(prefix + "ID"));
            if (name.isEmpty()) {
                break;
            }
            // Older Slicers wrote one layer for each segment, and no label.
            Optional<String> label = header.value(prefix + "LabelValue");
            Optional<String> layer = header.value(prefix + "Layer");
            Segment segment = label.isEmpty() && layer.isEmpty()
                    ? new Segment(name.get(), 1, i)
                    : new Segment(name.get(), number(label.orElse("1")), (int) number(layer.orElse("0")));
            if (segment.layer < 0 || segment.layer >= layers) {
                throw new UnreadableException(Reason.NRRD_SEGMENT_DAMAGED);
            }
            segments.add(segment);
        }
        return segments;
    }

    private static long number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new UnreadableException(Reason.NRRD_SEGMENT_DAMAGED);
        }
    }
}
