package org.isopleth.radiomics.process;

import java.util.BitSet;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// From a grid to one of another spacing: images and masks there, or on a box of it. A box holds the same values,
/// bit by bit, as the whole grid would there. Immutable, thread-safe.
public final class Resampling {
    /// A mask's new voxel is inside from a half on; a half that rounding made a little less still is
    /// (IBSI 2.4: 0.4999… would drop voxels).
    private static final double HALF = 0.5 - 1e-9;

    /// Nothing is inside farther from the old region than so many old voxels. Nearest and linear reach one. The
    /// cubic spline through zeros falls by 2 − √3 from voxel to voxel, so at eight it is below 10⁻⁴, and the
    /// other two axes enlarge it less than threefold: far from a half.
    private static final int REACH = 1;

    private static final int SPLINE_REACH = 8;

    private final Grid old;
    private final Vector3 spacing;
    private final Axis[] axes;

    /// @param old where images and masks lie
    /// @param spacing of the new voxels in mm
    /// @param alignment how the new grid lies over the old one
    public Resampling(Grid old, Vector3 spacing, GridAlignment alignment) {
        this.old = old;
        this.spacing = spacing;
        this.axes = new Axis[] {
            new Axis(old.columns(), old.spacing().x(), spacing.x(), alignment),
            new Axis(old.rows(), old.spacing().y(), spacing.y(), alignment),
            new Axis(old.slices(), old.spacing().z(), spacing.z(), alignment)
        };
    }

    /// All of the new grid.
    public Box whole() {
        return new Box(0, 0, 0, axes[0].length(), axes[1].length(), axes[2].length());
    }

    /// The new grid, or a box of it.
    public Grid grid(Box box) {
        Vector3 first = old.at(axes[0].place(box.column()), axes[1].place(box.row()), axes[2].place(box.slice()));
        return new Grid(box.columns(), box.rows(), box.slices(), spacing, first, old.orientation());
    }

    /// The image on a box of the new grid. For nearest and linear only the old voxels near the box are looked at;
    /// the spline's coefficients are found along whole lines, as every voxel of a line has its part in them.
    public Volume image(Volume image, Interpolation method, Box box) {
        return Volume.owning(grid(box), lines(method, box).run(image::at));
    }

    /// The mask on a box of the new grid: interpolated as 0 and 1, inside from a half on.
    public Mask mask(Mask mask, Interpolation method, Box box) {
        float[] values = lines(method, box).run(i -> mask.has(i) ? 1 : 0);
        BitSet inside = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= HALF) {
                inside.set(i);
            }
        }
        return Mask.owning(grid(box), inside);
    }

    /// A box of the new grid with all of a region, and what lies within `aroundMm` of it.
    ///
    /// @param method how the mask is interpolated
    /// @throws org.isopleth.radiomics.volume.EmptyRegionException when no voxel belongs to it
    public Box around(Mask mask, Interpolation method, double aroundMm) {
        Box box = mask.box();
        int reach = method == Interpolation.CUBIC_SPLINE ? SPLINE_REACH : REACH;
        Span x = Span.around(axes[0], box.column(), box.columns(), reach, aroundMm);
        Span y = Span.around(axes[1], box.row(), box.rows(), reach, aroundMm);
        Span z = Span.around(axes[2], box.slice(), box.slices(), reach, aroundMm);
        return new Box(x.from, y.from, z.from, x.number, y.number, z.number);
    }

    /// New voxels of an axis.
    private record Span(int from, int number) {
        static Span around(Axis axis, int first, int number, int reach, double aroundMm) {
            double beyond = aroundMm / axis.newSpacing() + 1;
            double low = (first - reach - axis.start()) / axis.ratio() - beyond;
            double high = (first + number - 1 + reach - axis.start()) / axis.ratio() + beyond;
            int from = Math.clamp((long) Math.floor(low), 0, axis.length() - 1);
            int to = Math.clamp((long) Math.ceil(high), from, axis.length() - 1);
            return new Span(from, to - from + 1);
        }
    }

    private LineResampling lines(Interpolation method, Box box) {
        AxisSampling[] samplings = {
            AxisSampling.of(axes[0], method, box.column(), box.columns()),
            AxisSampling.of(axes[1], method, box.row(), box.rows()),
            AxisSampling.of(axes[2], method, box.slice(), box.slices())
        };
        return new LineResampling(old, samplings, method);
    }
}
