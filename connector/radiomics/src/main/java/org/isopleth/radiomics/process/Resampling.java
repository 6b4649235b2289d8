package org.isopleth.radiomics.process;

import java.util.BitSet;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// Images and masks on a grid of another spacing with the same centre, or on a box of that grid. A box holds
/// the same values, bit by bit, as the whole grid would there. Stateless, thread-safe.
public final class Resampling {
    /// A mask's new voxel is inside from a half on; a half that rounding made a little less still is
    /// (IBSI 2.4: 0.4999… would drop voxels).
    private static final double HALF = 0.5 - 1e-9;

    /// Nothing is inside farther from the old region than so many old voxels. Nearest and linear reach one. The
    /// cubic spline through zeros falls by 2 − √3 from voxel to voxel, so at eight it is below 10⁻⁴, and the
    /// other two axes enlarge it less than threefold: far from a half.
    private static final int REACH = 1;

    private static final int SPLINE_REACH = 8;

    private Resampling() {}

    /// The grid of voxels of a new spacing around the same centre.
    public static Grid grid(Grid old, Vector3 spacing) {
        return grid(old, spacing, whole(old, spacing));
    }

    /// The image on that grid.
    public static Volume image(Volume image, Vector3 spacing, Interpolation method) {
        return image(image, spacing, method, whole(image.grid(), spacing));
    }

    /// The image on a box of that grid. For nearest and linear only the old voxels near the box are looked at;
    /// the spline's coefficients are found along whole lines, as every voxel of a line has its part in them.
    public static Volume image(Volume image, Vector3 spacing, Interpolation method, Box box) {
        Grid old = image.grid();
        return Volume.owning(
                grid(old, spacing, box),
                new LineResampling(old, axes(old, spacing, method, box), method).run(image::at));
    }

    /// The mask on the whole grid: interpolated as 0 and 1, inside from a half on.
    public static Mask mask(Mask mask, Vector3 spacing, Interpolation method) {
        return mask(mask, spacing, method, whole(mask.grid(), spacing));
    }

    /// The mask on a box of that grid.
    public static Mask mask(Mask mask, Vector3 spacing, Interpolation method, Box box) {
        Grid old = mask.grid();
        float[] values = new LineResampling(old, axes(old, spacing, method, box), method).run(i -> mask.has(i) ? 1 : 0);
        BitSet inside = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= HALF) {
                inside.set(i);
            }
        }
        return Mask.owning(grid(old, spacing, box), inside);
    }

    /// A box of the new grid with all of a region, and what lies within `aroundMm` of it.
    ///
    /// @param method how the mask is interpolated
    /// @throws org.isopleth.radiomics.volume.EmptyRegionException when no voxel belongs to it
    public static Box around(Mask mask, Vector3 spacing, Interpolation method, double aroundMm) {
        Grid old = mask.grid();
        Box box = mask.box();
        Vector3 s = old.spacing();
        int reach = method == Interpolation.CUBIC_SPLINE ? SPLINE_REACH : REACH;
        Span x = Span.around(box.column(), box.columns(), reach, old.columns(), s.x(), spacing.x(), aroundMm);
        Span y = Span.around(box.row(), box.rows(), reach, old.rows(), s.y(), spacing.y(), aroundMm);
        Span z = Span.around(box.slice(), box.slices(), reach, old.slices(), s.z(), spacing.z(), aroundMm);
        return new Box(x.from, y.from, z.from, x.number, y.number, z.number);
    }

    /// New voxels of an axis.
    private record Span(int from, int number) {
        static Span around(
                int first, int number, int reach, int old, double oldSpacing, double newSpacing, double aroundMm) {
            double start = AxisSampling.start(old, oldSpacing, newSpacing);
            double ratio = newSpacing / oldSpacing;
            double beyond = aroundMm / newSpacing + 1;
            double low = (first - reach - start) / ratio - beyond;
            double high = (first + number - 1 + reach - start) / ratio + beyond;
            int length = AxisSampling.length(old, oldSpacing, newSpacing);
            int from = Math.clamp((long) Math.floor(low), 0, length - 1);
            int to = Math.clamp((long) Math.ceil(high), from, length - 1);
            return new Span(from, to - from + 1);
        }
    }

    private static Box whole(Grid old, Vector3 spacing) {
        return new Box(
                0,
                0,
                0,
                AxisSampling.length(old.columns(), old.spacing().x(), spacing.x()),
                AxisSampling.length(old.rows(), old.spacing().y(), spacing.y()),
                AxisSampling.length(old.slices(), old.spacing().z(), spacing.z()));
    }

    private static AxisSampling[] axes(Grid old, Vector3 spacing, Interpolation method, Box box) {
        Vector3 s = old.spacing();
        return new AxisSampling[] {
            AxisSampling.of(old.columns(), s.x(), spacing.x(), method, box.column(), box.columns()),
            AxisSampling.of(old.rows(), s.y(), spacing.y(), method, box.row(), box.rows()),
            AxisSampling.of(old.slices(), s.z(), spacing.z(), method, box.slice(), box.slices())
        };
    }

    private static Grid grid(Grid old, Vector3 spacing, Box box) {
        Vector3 s = old.spacing();
        Vector3 first = old.at(
                AxisSampling.start(old.columns(), s.x(), spacing.x()) + spacing.x() / s.x() * box.column(),
                AxisSampling.start(old.rows(), s.y(), spacing.y()) + spacing.y() / s.y() * box.row(),
                AxisSampling.start(old.slices(), s.z(), spacing.z()) + spacing.z() / s.z() * box.slice());
        return new Grid(box.columns(), box.rows(), box.slices(), spacing, first, old.orientation());
    }
}
