package org.isopleth.radiomics.read.dicom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.isopleth.radiomics.read.Axes;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Vector3;

/// Planes of one orientation in the order of their places: the geometry of a series. Immutable,
/// thread-safe.
///
/// Planes are ordered along their normal, never by instance number; the slice spacing is the distance of
/// their positions, never the slice thickness.
///
/// @param planes along the normal
/// @param normal the unit vector at right angles to the planes
record Stack(List<Plane> planes, Vector3 normal) {
    /// How far a step between slices may be from the median step: METHODS 4.1.
    private static final double UNEVEN = 0.01;

    /// Closer than any slices of a scanner.
    private static final double SAME_PLACE_MM = 1e-4;

    /// How far slices may be shifted in their plane, in pixels: directions of four decimals shift the last
    /// of 500 mm by a twentieth of a millimetre.
    private static final double SHIFTED = 0.1;

    Stack {
        planes = List.copyOf(planes);
    }

    static Stack of(List<Plane> planes) {
        Vector3 normal = planes.getFirst().normal();
        Comparator<Plane> place =
                Comparator.comparingDouble(plane -> plane.position().dot(normal));
        return new Stack(planes.stream().sorted(place).toList(), normal);
    }

    /// Whether two planes lie at the same place.
    boolean hasDuplicates() {
        return Arrays.stream(steps()).anyMatch(step -> step < SAME_PLACE_MM);
    }

    private double[] steps() {
        double[] steps = new double[planes.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = place(i + 1) - place(i);
        }
        return steps;
    }

    private double place(int slice) {
        return planes.get(slice).position().dot(normal);
    }

    /// The grid of the planes' pixels.
    ///
    /// @throws UnreadableException when planes are missing, uneven, duplicate, tilted or too many
    Grid grid(ReadLimits limits) {
        Plane first = planes.getFirst();
        int columns = first.frames().format().columns();
        int rows = first.frames().format().rows();
        limits.voxels(columns, rows, planes.size());
        if (planes.size() < 2) {
            throw new UnreadableException(Reason.SLICE_SPACING_UNKNOWN);
        }
        requireEven();
        requireStraight();
        double spacing = (place(planes.size() - 1) - place(0)) / (planes.size() - 1);
        return new Axes(
                        first.columns().times(first.columnSpacing()),
                        first.rows().times(first.rowSpacing()),
                        normal.times(spacing),
                        first.position())
                .grid(columns, rows, planes.size());
    }

    private void requireEven() {
        if (hasDuplicates()) {
            throw new UnreadableException(Reason.SLICE_DUPLICATE);
        }
        double[] steps = steps();
        double[] sorted = steps.clone();
        Arrays.sort(sorted);
        double median = (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
        for (double step : steps) {
            if (step > 1.5 * median) {
                throw new UnreadableException(Reason.SLICE_MISSING);
            }
        }
        for (double step : steps) {
            if (Math.abs(step - median) > UNEVEN * median) {
                throw new UnreadableException(Reason.SLICES_UNEVEN);
            }
        }
    }

    private void requireStraight() {
        Plane first = planes.getFirst();
        double pixel = Math.min(first.columnSpacing(), first.rowSpacing());
        for (Plane plane : planes) {
            Vector3 step = plane.position().minus(first.position());
            if (step.minus(normal.times(step.dot(normal))).length() > SHIFTED * pixel) {
                throw new UnreadableException(Reason.SLICES_TILTED);
            }
            if (Math.abs(plane.columnSpacing() - first.columnSpacing()) > 1e-4 * pixel
                    || Math.abs(plane.rowSpacing() - first.rowSpacing()) > 1e-4 * pixel) {
                throw new UnreadableException(Reason.PIXEL_SPACING_DIFFERS);
            }
        }
    }
}
