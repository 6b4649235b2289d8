package org.isopleth.radiomics.shape;

import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// What the morphological features share, each part computed when the first feature needs it. For one thread.
final class Shape {
    private final Mask morphological;
    private final Mask intensities;
    private final Once<Surface> surface;
    private final Once<ConvexHull> hull;
    private final Once<PrincipalAxes> axes;
    private final Once<Ellipsoids.SemiAxes> smallest;
    private final Once<OrientedBox> oriented;
    private final Once<SpatialAutocorrelation> autocorrelation;
    private final Once<Mass> mass;
    private final Once<Vector3> extent;

    Shape(Volume image, Mask morphological, Mask intensities) {
        this.morphological = morphological;
        this.intensities = intensities;
        Grid grid = morphological.grid();
        surface = new Once<>(() -> Surface.of(morphological));
        hull = new Once<>(
                () -> ConvexHull.of(surface().extreme(), grid.spacing().times(0.5)));
        axes = new Once<>(() -> PrincipalAxes.of(morphological));
        smallest = new Once<>(() -> Ellipsoids.smallest(hull().corners()));
        oriented = new Once<>(() -> OrientedBox.around(hull()));
        autocorrelation = new Once<>(() -> SpatialAutocorrelation.of(image, intensities));
        mass = new Once<>(() -> Mass.of(image, intensities));
        extent = new Once<>(() -> extent(morphological));
    }

    Surface surface() {
        return surface.get();
    }

    ConvexHull hull() {
        return hull.get();
    }

    PrincipalAxes axes() {
        return axes.get();
    }

    Ellipsoids.SemiAxes approximate() {
        return Ellipsoids.approximate(axes());
    }

    Ellipsoids.SemiAxes smallest() {
        return smallest.get();
    }

    OrientedBox oriented() {
        return oriented.get();
    }

    SpatialAutocorrelation autocorrelation() {
        return autocorrelation.get();
    }

    double voxelVolume() {
        return morphological.count() * morphological.grid().voxelVolume();
    }

    double meanIntensity() {
        return mass.get().sum / intensities.count();
    }

    /// Distance in mm of the mean voxel centre from the intensity-weighted one; NaN without weight.
    double massShift() {
        return mass.get().sum == 0
                ? Double.NaN
                : mass.get().centre.minus(axes().centre()).length();
    }

    /// A³ / (36 π V²), 1 for a ball.
    double inverseCompactness() {
        double area = surface().area();
        double volume = surface().volume();
        return area * area * area / (36 * Math.PI * volume * volume);
    }

    double boxVolume() {
        Vector3 e = extent.get();
        return e.x() * e.y() * e.z();
    }

    double boxArea() {
        Vector3 e = extent.get();
        return 2 * (e.x() * e.y() + e.x() * e.z() + e.y() * e.z());
    }

    /// The mesh's box is that of the voxels: vertices lie half a voxel beyond the outermost centres.
    private static Vector3 extent(Mask mask) {
        Box box = mask.box();
        Vector3 spacing = mask.grid().spacing();
        return new Vector3(box.columns() * spacing.x(), box.rows() * spacing.y(), box.slices() * spacing.z());
    }

    /// Sum of the intensities and their weighted centre in mm along the grid's axes.
    private record Mass(double sum, Vector3 centre) {
        static Mass of(Volume image, Mask mask) {
            Grid grid = image.grid();
            double sum = 0;
            double columns = 0;
            double rows = 0;
            double slices = 0;
            for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
                double x = image.at(i);
                int column = i % grid.columns();
                int row = i / grid.columns() % grid.rows();
                int slice = i / grid.columns() / grid.rows();
                sum += x;
                columns += x * column;
                rows += x * row;
                slices += x * slice;
            }
            Vector3 s = grid.spacing();
            return new Mass(sum, new Vector3(columns / sum * s.x(), rows / sum * s.y(), slices / sum * s.z()));
        }
    }
}
