package org.isopleth.radiomics.shape;

import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// What the morphological features share. Immutable, thread-safe.
final class Shape {
    final Surface surface;
    final ConvexHull hull;
    final PrincipalAxes axes;
    final Ellipsoids.SemiAxes approximate;
    final Ellipsoids.SemiAxes smallest;
    final OrientedBox oriented;
    final SpatialAutocorrelation autocorrelation;
    final double voxelVolume;
    final double meanIntensity;
    final double massShift;
    private final Vector3 extent;

    Shape(Volume image, Mask morphological, Mask intensities) {
        Grid grid = morphological.grid();
        surface = Surface.of(morphological);
        hull = ConvexHull.of(surface.extreme(), grid.spacing().times(0.5));
        axes = PrincipalAxes.of(morphological);
        approximate = Ellipsoids.approximate(axes);
        smallest = Ellipsoids.smallest(hull.corners());
        oriented = OrientedBox.around(hull);
        autocorrelation = SpatialAutocorrelation.of(image, intensities);
        voxelVolume = morphological.count() * grid.voxelVolume();
        // The mesh's box is that of the voxels: vertices lie half a voxel beyond the outermost centres.
        Box box = morphological.box();
        extent = new Vector3(
                box.columns() * grid.spacing().x(),
                box.rows() * grid.spacing().y(),
                box.slices() * grid.spacing().z());
        double sum = 0;
        Vector3 weighted = new Vector3(0, 0, 0);
        for (int i = intensities.next(0); i >= 0; i = intensities.next(i + 1)) {
            double x = image.at(i);
            sum += x;
            int column = i % grid.columns();
            int row = i / grid.columns() % grid.rows();
            int slice = i / grid.columns() / grid.rows();
            weighted = weighted.plus(new Vector3(column, row, slice).times(x));
        }
        meanIntensity = sum / intensities.count();
        Vector3 s = grid.spacing();
        Vector3 mass = new Vector3(weighted.x() / sum * s.x(), weighted.y() / sum * s.y(), weighted.z() / sum * s.z());
        massShift = sum == 0 ? Double.NaN : mass.minus(axes.centre()).length();
    }

    /// A³ / (36 π V²), 1 for a ball.
    double inverseCompactness() {
        double area = surface.area();
        return area * area * area / (36 * Math.PI * surface.volume() * surface.volume());
    }

    double boxVolume() {
        return extent.x() * extent.y() * extent.z();
    }

    double boxArea() {
        return 2 * (extent.x() * extent.y() + extent.x() * extent.z() + extent.y() * extent.z());
    }
}
