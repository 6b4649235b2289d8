package org.isopleth.radiomics.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.List;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Orientation;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTest {
    private static final Window WINDOW = new Window(0, 1);

    /// Ways in which the same patient can be stored: the directions of columns, rows and slices.
    @SuppressWarnings("ImmutableEnumChecker") // A record of records is immutable.
    enum Stored {
        AXIAL(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1)),
        FEET_UP(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, -1)),
        NIFTI(new Vector3(-1, 0, 0), new Vector3(0, -1, 0), new Vector3(0, 0, 1)),
        SAGITTAL(new Vector3(0, 1, 0), new Vector3(0, 0, -1), new Vector3(-1, 0, 0)),
        CORONAL(new Vector3(1, 0, 0), new Vector3(0, 0, -1), new Vector3(0, 1, 0));

        private final Orientation orientation;

        Stored(Vector3 columns, Vector3 rows, Vector3 slices) {
            this.orientation = new Orientation(columns, rows, slices);
        }
    }

    /// A patient of 9 cm: bright where left, back and head meet.
    @ParameterizedTest
    @EnumSource(Stored.class)
    void left_is_right_back_is_down_and_the_head_is_up_however_it_is_stored(Stored stored) {
        Vector3 corner = stored.orientation
                .columns()
                .plus(stored.orientation.rows())
                .plus(stored.orientation.slices())
                .times(-40);
        Grid grid = new Grid(9, 9, 9, new Vector3(10, 10, 10), corner, stored.orientation);
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            Vector3 at = grid.at(i);
            values[i] = at.x() > -5 && at.y() > -5 && at.z() > -5 ? 1 : 0;
        }
        Volume patient = Volume.owning(grid, values);
        assertEquals(List.of(0, 0, 0, 255), corners(patient, Plane.View.AXIAL), "back left");
        assertEquals(List.of(0, 255, 0, 0), corners(patient, Plane.View.CORONAL), "head left");
        assertEquals(List.of(0, 255, 0, 0), corners(patient, Plane.View.SAGITTAL), "head back");
    }

    private static List<Integer> corners(Volume patient, Plane.View view) {
        BufferedImage picture = Picture.of(patient, List.of(), view, WINDOW);
        int right = picture.getWidth() - 1;
        int bottom = picture.getHeight() - 1;
        return List.of(
                shade(picture, 0, 0),
                shade(picture, right, 0),
                shade(picture, 0, bottom),
                shade(picture, right, bottom));
    }

    private static int shade(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xff;
    }

    @Test
    void the_outline_runs_along_the_borders_of_the_voxels_in_true_proportions() {
        Grid grid = new Grid(8, 4, 3, new Vector3(1, 4, 2), new Vector3(0, 0, 0), Orientation.AXIAL);
        BitSet inside = new BitSet();
        inside.set(grid.index(4, 1, 0), grid.index(6, 1, 0));
        Mask region = Mask.owning(grid, inside);
        BufferedImage picture =
                Picture.of(Volume.owning(grid, new float[grid.voxels()]), List.of(region), Plane.View.AXIAL, WINDOW);
        // 8 mm across and 16 mm down: 48 pixels for each mm; the region is 4-6 mm across, 4-8 mm down.
        assertEquals(384, picture.getWidth());
        assertEquals(768, picture.getHeight());
        assertEquals(0xFF4136, picture.getRGB(4 * 48, 6 * 48) & 0xffffff, "left border");
        assertEquals(0xFF4136, picture.getRGB(5 * 48, 8 * 48) & 0xffffff, "lower border");
        assertEquals(0, picture.getRGB(5 * 48, 6 * 48) & 0xffffff, "inside");
        assertEquals(0, picture.getRGB(2 * 48, 6 * 48) & 0xffffff, "outside");
    }

    @Test
    void ct_is_shown_by_the_window_of_soft_tissue_and_uptake_dark_on_light() {
        Volume any = Volume.owning(Grid.of(2, 1, 1, new Vector3(1, 1, 1)), new float[] {0, 10});
        Window ct = Window.of("CT", any);
        assertEquals(List.of(0, 128, 255), List.of(ct.shade(-1000), ct.shade(40), ct.shade(500)));
        Window pet = new Window(10, 0);
        assertEquals(List.of(255, 0, 0), List.of(pet.shade(0), pet.shade(10), pet.shade(99)));
    }
}
