package org.isopleth.radiomics.diagnostics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;

/// The image and the region as read, after interpolation and rounding, and after re-segmentation (IBSI,
/// chapter 4). Discretisation has no diagnostics of its own there: its grey levels are the intensity histogram.
/// Immutable, thread-safe.
///
/// @param image as read
/// @param interpolated the whole image after interpolation and rounding
/// @param region as read; both masks are the same
/// @param interpolatedRegion after interpolation; both masks are the same
/// @param resegmentedRegion after re-segmentation: the intensity mask may have become smaller
public record Diagnostics(
        ImageDiagnostics image,
        ImageDiagnostics interpolated,
        RegionDiagnostics region,
        RegionDiagnostics interpolatedRegion,
        RegionDiagnostics resegmentedRegion) {

    /// Takes the whole image through the chain: dearer than measuring features, which need the surroundings of
    /// the region alone.
    ///
    /// @param mask on the image's grid
    /// @throws org.isopleth.radiomics.volume.EmptyRegionException when nothing is left of the mask
    public static Diagnostics of(Volume image, Mask mask, Settings settings) {
        Region end = Region.whole(image, mask, settings);
        return new Diagnostics(
                ImageDiagnostics.of(image),
                ImageDiagnostics.of(end.image()),
                RegionDiagnostics.of(image, mask, mask),
                RegionDiagnostics.of(end.image(), end.morphological(), end.morphological()),
                RegionDiagnostics.of(end.image(), end.morphological(), end.intensities()));
    }

    /// Every number under the tag of IBSI's reference tables, such as `int_mask_vox_count_reseg_roi`: sizes in
    /// voxels, spacings in mm, intensities in the image's unit.
    public Map<String, Double> tagged() {
        Map<String, Double> all = new LinkedHashMap<>();
        tag(all, "init_img", image);
        tag(all, "interp_img", interpolated);
        tag(all, "init_roi", region);
        tag(all, "interp_roi", interpolatedRegion);
        tag(all, "reseg_roi", resegmentedRegion);
        return all;
    }

    private static void tag(Map<String, Double> all, String step, ImageDiagnostics image) {
        Grid grid = image.grid();
        axes(all, "img_dim", step, grid.columns(), grid.rows(), grid.slices());
        axes(
                all,
                "vox_dim",
                step,
                grid.spacing().x(),
                grid.spacing().y(),
                grid.spacing().z());
        all.put("mean_int_" + step, image.mean());
        all.put("min_int_" + step, image.least());
        all.put("max_int_" + step, image.largest());
    }

    private static void tag(Map<String, Double> all, String step, RegionDiagnostics region) {
        Grid grid = region.grid();
        axes(all, "int_mask_dim", step, grid.columns(), grid.rows(), grid.slices());
        box(all, "int_mask_bb_dim", step, region.intensityBox());
        box(all, "morph_mask_bb_dim", step, region.morphologicalBox());
        all.put("int_mask_vox_count_" + step, (double) region.intensityVoxels());
        all.put("morph_mask_vox_count_" + step, (double) region.morphologicalVoxels());
        all.put("int_mask_mean_int_" + step, region.mean());
        all.put("int_mask_min_int_" + step, region.least());
        all.put("int_mask_max_int_" + step, region.largest());
    }

    private static void box(Map<String, Double> all, String name, String step, Box box) {
        axes(all, name, step, box.columns(), box.rows(), box.slices());
    }

    private static void axes(Map<String, Double> all, String name, String step, double x, double y, double z) {
        all.put(name + "_x_" + step, x);
        all.put(name + "_y_" + step, y);
        all.put(name + "_z_" + step, z);
    }
}
