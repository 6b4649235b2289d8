package org.isopleth.radiomics.read.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Vector3;

/// The planes of a radiotherapy dose (PS3.3, C.8.8.3), in Gy: a stored value times the dose grid scaling. Stateless,
/// thread-safe.
///
/// The first plane lies where its position says. The grid frame offset vector places the others: where it begins with
/// zero, by their distance along the normal; where it begins with the first plane's z, by their own z.
final class DosePlanes {
    /// How far the vector's first z may be from the first plane's, in mm: decimals of 16 characters are nearer.
    private static final double SAME_MM = 1e-3;

    private DosePlanes() {}

    /// The planes in the order of the file.
    ///
    /// @throws UnreadableException when something needed is missing, or the dose is not an absolute one
    static List<Plane> of(Frames frames) {
        DataSet dose = frames.file().attributes();
        boolean error = dose.text(Tag.DOSE_TYPE).orElse("").equals("ERROR");
        if (error || !dose.text(Tag.DOSE_UNITS).orElse("").equals("GY")) {
            throw new UnreadableException(Reason.DOSE_NOT_IN_GRAY);
        }
        double scaling = dose.numbers(Tag.DOSE_GRID_SCALING, 1)[0];
        if (!(scaling > 0)) {
            throw new UnreadableException(Reason.HEADER_DAMAGED);
        }
        Plane first = Plane.of(frames, new FrameGroups(dose, Optional.empty(), List.of()), 0);
        List<Plane> planes = new ArrayList<>();
        for (Vector3 position : positions(first, dose.numbers(Tag.GRID_FRAME_OFFSET_VECTOR))) {
            planes.add(first.at(planes.size(), position, scaling));
        }
        return planes;
    }

    private static List<Vector3> positions(Plane first, double[] offsets) {
        int frames = first.frames().format().frames();
        if (frames == 1 && offsets.length == 0) {
            return List.of(first.position());
        }
        if (offsets.length != frames) {
            throw new UnreadableException(Reason.DOSE_GRID_UNCLEAR);
        }
        boolean along = offsets[0] == 0;
        if (!along && !isAxialAt(first, offsets[0])) {
            throw new UnreadableException(Reason.DOSE_GRID_UNCLEAR);
        }
        Vector3 direction = along ? first.normal() : new Vector3(0, 0, 1);
        List<Vector3> positions = new ArrayList<>();
        for (double offset : offsets) {
            positions.add(first.position().plus(direction.times(offset - offsets[0])));
        }
        return positions;
    }

    private static boolean isAxialAt(Plane first, double z) {
        return Math.abs(first.position().z() - z) <= SAME_MM
                && Math.abs(first.normal().z()) > 1 - 1e-6;
    }
}
