package org.isopleth.radiomics.read.dicom;

import java.util.Optional;
import java.util.OptionalDouble;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Vector3;

/// Where one frame lies and what its stored values mean. Immutable, thread-safe.
///
/// @param groups what its object says of it
/// @param position centre of the first pixel, in mm
/// @param columns the unit vector along which the column index grows
/// @param rows the unit vector along which the row index grows
/// @param columnSpacing mm between columns
/// @param rowSpacing mm between rows
/// @param slope a value is `stored · slope + intercept`
/// @param table makes values instead, where there is one
record Plane(
        Frames frames,
        FrameGroups groups,
        int frame,
        Vector3 position,
        Vector3 columns,
        Vector3 rows,
        double columnSpacing,
        double rowSpacing,
        double slope,
        double intercept,
        Optional<ModalityTable> table,
        Instance instance) {

    /// What tells apart volumes that lie at the same place.
    record Instance(OptionalDouble temporal, OptionalDouble bValue, OptionalDouble echo, Optional<String> acquired) {}

    /// @throws UnreadableException when something needed is missing or impossible
    static Plane of(Frames frames, FrameGroups groups, int frame) {
        DataSet measures = groups.required(Tag.PIXEL_MEASURES_SEQUENCE, frame);
        double[] position = groups.required(Tag.PLANE_POSITION_SEQUENCE, frame).numbers(Tag.IMAGE_POSITION_PATIENT, 3);
        double[] directions =
                groups.required(Tag.PLANE_ORIENTATION_SEQUENCE, frame).numbers(Tag.IMAGE_ORIENTATION_PATIENT, 6);
        // Row spacing, the distance between rows, comes first (PS3.3, 10.7.1.3).
        double[] spacing = measures.numbers(Tag.PIXEL_SPACING, 2);
        if (!(spacing[0] > 0) || !(spacing[1] > 0)) {
            throw new UnreadableException(Reason.SPACING_INVALID);
        }
        Optional<DataSet> values = groups.group(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, frame);
        double slope =
                values.map(set -> set.number(Tag.RESCALE_SLOPE).orElse(1)).orElse(1.0);
        double intercept =
                values.map(set -> set.number(Tag.RESCALE_INTERCEPT).orElse(0)).orElse(0.0);
        if (slope == 0) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        Plane plane = new Plane(
                frames,
                groups,
                frame,
                new Vector3(position[0], position[1], position[2]),
                unit(directions[0], directions[1], directions[2]),
                unit(directions[3], directions[4], directions[5]),
                spacing[1],
                spacing[0],
                slope,
                intercept,
                ModalityTable.of(groups.object(), frames.format()),
                instance(groups, frame));
        plane.normal();
        return plane;
    }

    private static Vector3 unit(double x, double y, double z) {
        Vector3 direction = new Vector3(x, y, z);
        double length = direction.length();
        if (!(Math.abs(length - 1) <= 1e-2)) {
            throw new UnreadableException(Reason.AXES_NOT_AT_RIGHT_ANGLES);
        }
        return direction.times(1 / length);
    }

    private static Instance instance(FrameGroups groups, int frame) {
        if (groups.frames().isEmpty()) {
            DataSet object = groups.object();
            return new Instance(
                    object.number(Tag.TEMPORAL_POSITION_IDENTIFIER),
                    object.number(Tag.DIFFUSION_B_VALUE),
                    object.number(Tag.ECHO_TIME),
                    object.text(Tag.ACQUISITION_DATE_TIME).or(() -> object.text(Tag.ACQUISITION_TIME)));
        }
        Optional<DataSet> content = groups.group(Tag.FRAME_CONTENT_SEQUENCE, frame);
        return new Instance(
                first(content, Tag.TEMPORAL_POSITION_INDEX),
                first(groups.group(Tag.MR_DIFFUSION_SEQUENCE, frame), Tag.DIFFUSION_B_VALUE),
                first(groups.group(Tag.MR_ECHO_SEQUENCE, frame), Tag.EFFECTIVE_ECHO_TIME),
                content.flatMap(set -> set.text(Tag.FRAME_ACQUISITION_DATE_TIME)));
    }

    private static OptionalDouble first(Optional<DataSet> set, Tag tag) {
        return set.map(group -> group.number(tag)).orElse(OptionalDouble.empty());
    }

    /// The unit vector at right angles to the plane; refuses columns along rows.
    Vector3 normal() {
        Vector3 normal = columns.cross(rows);
        double length = normal.length();
        if (!(length > 0.99)) {
            throw new UnreadableException(Reason.AXES_NOT_AT_RIGHT_ANGLES);
        }
        return normal.times(1 / length);
    }

    /// Another frame of the same object at another place, whose values are the stored ones times a scaling.
    Plane at(int frame, Vector3 place, double scaling) {
        return new Plane(
                frames,
                groups,
                frame,
                place,
                columns,
                rows,
                columnSpacing,
                rowSpacing,
                scaling,
                0,
                Optional.empty(),
                instance);
    }

    /// What a stored value means, in the unit of the image.
    double value(double stored) {
        return table.isPresent() ? table.get().value(stored) : stored * slope + intercept;
    }

    /// What the object says.
    DataSet attributes() {
        return frames.file().attributes();
    }
}
