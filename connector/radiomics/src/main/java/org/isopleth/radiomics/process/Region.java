package org.isopleth.radiomics.process;

import java.util.BitSet;
import org.isopleth.radiomics.texture.GreyLevels;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// A region ready to be measured: the interpolated image, the region's form, and the voxels whose
/// intensities count. Immutable, thread-safe.
///
/// @param image after interpolation and rounding
/// @param morphological the region after interpolation
/// @param intensities the region after re-segmentation; at least one voxel
public record Region(Volume image, Mask morphological, Mask intensities) {

    /// What features read around a region: local intensity's ball of 1 cm³ has a radius of 6.2035 mm.
    private static final double AROUND_MM = 6.21;

    /// Takes an image and its mask through the chain: interpolation, rounding, re-segmentation. Of an image that
    /// is interpolated only what lies around the region is made: the same voxels, bit by bit, as by [#whole].
    ///
    /// @param mask on the image's grid
    /// @throws org.isopleth.radiomics.volume.EmptyRegionException when nothing is left of the mask
    public static Region of(Volume image, Mask mask, Settings settings) {
        return of(image, mask, settings, Convention.IBSI);
    }

    /// As [#of], by another convention than IBSI's.
    public static Region of(Volume image, Mask mask, Settings settings, Convention convention) {
        if (settings.resampling().isEmpty()) {
            return finished(image, mask, settings, convention);
        }
        Settings.Resample resample = settings.resampling().get();
        Resampling resampling = resampling(image, resample, convention);
        Box box = resampling.around(mask, resample.mask(), AROUND_MM);
        return resampled(image, mask, settings, convention, resampling, box);
    }

    /// As [#of], with the whole image: for those who ask about the image itself.
    public static Region whole(Volume image, Mask mask, Settings settings) {
        if (settings.resampling().isEmpty()) {
            return finished(image, mask, settings, Convention.IBSI);
        }
        Resampling resampling = resampling(image, settings.resampling().get(), Convention.IBSI);
        return resampled(image, mask, settings, Convention.IBSI, resampling, resampling.whole());
    }

    private static Resampling resampling(Volume image, Settings.Resample resample, Convention convention) {
        Grid grid = image.grid();
        return new Resampling(grid, resample.spacing(grid.spacing().z()), convention.alignment());
    }

    private static Region resampled(
            Volume image, Mask mask, Settings settings, Convention convention, Resampling resampling, Box box) {
        Settings.Resample resample = settings.resampling().orElseThrow();
        return finished(
                resampling.image(image, resample.image(), box),
                resampling.mask(mask, resample.mask(), box),
                settings,
                convention);
    }

    private static Region finished(Volume interpolated, Mask form, Settings settings, Convention convention) {
        Volume image = settings.rounding() ? rounded(interpolated, convention) : interpolated;
        return new Region(image, form, resegmented(image, form, settings));
    }

    private static Volume rounded(Volume image, Convention convention) {
        float[] values = image.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) convention.whole(values[i]);
        }
        return Volume.owning(image.grid(), values);
    }

    private static Mask resegmented(Volume image, Mask form, Settings settings) {
        Range range = settings.range().orElse(new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        Range near =
                settings.sigmas().map(sigmas -> around(image, form, sigmas)).orElse(range);
        BitSet inside = new BitSet(form.grid().voxels());
        for (int i = form.next(0); i >= 0; i = form.next(i + 1)) {
            if (range.contains(image.at(i)) && near.contains(image.at(i))) {
                inside.set(i);
            }
        }
        if (inside.isEmpty()) {
            throw new org.isopleth.radiomics.volume.EmptyRegionException();
        }
        return Mask.owning(form.grid(), inside);
    }

    /// The mean ± so many standard deviations (divisor N) of the region as interpolated.
    private static Range around(Volume image, Mask form, double sigmas) {
        double sum = 0;
        for (int i = form.next(0); i >= 0; i = form.next(i + 1)) {
            sum += image.at(i);
        }
        double mean = sum / form.count();
        double squares = 0;
        for (int i = form.next(0); i >= 0; i = form.next(i + 1)) {
            squares += (image.at(i) - mean) * (image.at(i) - mean);
        }
        double deviation = Math.sqrt(squares / form.count());
        return new Range(mean - sigmas * deviation, mean + sigmas * deviation);
    }

    /// The intensities that count.
    public double[] values() {
        double[] values = new double[intensities.count()];
        int k = 0;
        for (int i = intensities.next(0); i >= 0; i = intensities.next(i + 1)) {
            values[k++] = image.at(i);
        }
        return values;
    }

    /// Their grey levels, framed.
    public GreyLevels levels(Settings settings) {
        Binning binning = Binning.of(values(), settings.range(), settings.discretisation());
        Box box = intensities.box();
        Grid grid = image.grid();
        return GreyLevels.of(
                box,
                (column, row, slice) -> {
                    int i = grid.index(box.column() + column, box.row() + row, box.slice() + slice);
                    return intensities.has(i) ? binning.level(image.at(i)) : 0;
                },
                binning.levels());
    }

    /// The morphological mask in the box of the grey levels and one voxel around it.
    public boolean[] framedForm() {
        Box box = intensities.box();
        Grid grid = image.grid();
        int width = box.columns() + 2;
        int height = box.rows() + 2;
        boolean[] inside = new boolean[width * height * (box.slices() + 2)];
        int to = 0;
        for (int z = box.slice() - 1; z <= box.slice() + box.slices(); z++) {
            for (int y = box.row() - 1; y <= box.row() + box.rows(); y++) {
                for (int x = box.column() - 1; x <= box.column() + box.columns(); x++) {
                    boolean within =
                            x >= 0 && y >= 0 && z >= 0 && x < grid.columns() && y < grid.rows() && z < grid.slices();
                    inside[to++] = within && morphological.has(x, y, z);
                }
            }
        }
        return inside;
    }
}
