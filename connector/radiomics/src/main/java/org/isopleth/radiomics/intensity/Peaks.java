package org.isopleth.radiomics.intensity;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// The largest means in balls of 1 cm³. Immutable, thread-safe.
///
/// A ball is a bundle of rows; with the running sums of every row a row of it costs one subtraction, however
/// many voxels it has.
///
/// @param local around the brightest voxel of the region
/// @param global around any voxel of the region
record Peaks(double local, double global) {
    /// Radius of a ball of 1 cm³, in mm: (3000 / 4π)^⅓ = 6.2035.
    private static final double RADIUS = StrictMath.cbrt(3000 / (4 * Math.PI));

    /// A row of the ball: voxels from −reach to reach.
    private record Row(int y, int z, int reach) {}

    static Peaks of(Volume image, Mask mask) {
        Grid grid = image.grid();
        List<Row> ball = ball(grid);
        double brightest = Double.NEGATIVE_INFINITY;
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            brightest = Math.max(brightest, image.at(i));
        }
        RowSums sums = new RowSums(image);
        double local = Double.NEGATIVE_INFINITY;
        double global = Double.NEGATIVE_INFINITY;
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            double mean = mean(grid, sums, ball, i);
            global = Math.max(global, mean);
            if (image.at(i) == brightest) {
                local = Math.max(local, mean);
            }
        }
        return new Peaks(local, global);
    }

    private static List<Row> ball(Grid grid) {
        List<Row> rows = new ArrayList<>();
        int deep = (int) Math.floor(RADIUS / grid.spacing().z());
        int high = (int) Math.floor(RADIUS / grid.spacing().y());
        for (int z = -deep; z <= deep; z++) {
            for (int y = -high; y <= high; y++) {
                double dz = z * grid.spacing().z();
                double dy = y * grid.spacing().y();
                double left = RADIUS * RADIUS - dz * dz - dy * dy;
                if (left >= 0) {
                    rows.add(new Row(y, z, (int)
                            Math.floor(Math.sqrt(left) / grid.spacing().x())));
                }
            }
        }
        return rows;
    }

    private static double mean(Grid grid, RowSums sums, List<Row> ball, int centre) {
        int x = centre % grid.columns();
        int y = centre / grid.columns() % grid.rows();
        int z = centre / grid.columns() / grid.rows();
        double sum = 0;
        int count = 0;
        for (Row row : ball) {
            int atY = y + row.y;
            int atZ = z + row.z;
            if (atY >= 0 && atY < grid.rows() && atZ >= 0 && atZ < grid.slices()) {
                int from = Math.max(0, x - row.reach);
                int to = Math.min(grid.columns() - 1, x + row.reach);
                sum += sums.between(atY + grid.rows() * atZ, from, to);
                count += to - from + 1;
            }
        }
        return sum / count;
    }

    /// Running sums of the rows of an image, made when first asked for.
    private static final class RowSums {
        private final Volume image;
        private final double[][] rows;

        RowSums(Volume image) {
            this.image = image;
            this.rows = new double[image.grid().rows() * image.grid().slices()][];
        }

        double between(int row, int from, int to) {
            double[] sums = rows[row];
            if (sums == null) {
                int columns = image.grid().columns();
                sums = new double[columns + 1];
                for (int x = 0; x < columns; x++) {
                    sums[x + 1] = sums[x] + image.at(row * columns + x);
                }
                rows[row] = sums;
            }
            return sums[to + 1] - sums[from];
        }
    }
}
