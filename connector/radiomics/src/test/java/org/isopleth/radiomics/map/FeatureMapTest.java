package org.isopleth.radiomics.map;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.isopleth.radiomics.bench.Bench;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.intensity.StatisticsFeatures;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.texture.CooccurrenceFeatures;
import org.isopleth.radiomics.texture.GreyLevels;
import org.isopleth.radiomics.volume.Box;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A map is, voxel by voxel, what the family gives for the neighbourhood cut out as a region of its own.
class FeatureMapTest {
    private static final Settings SETTINGS = Bench.settings(10);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void maps_are_the_features_of_every_neighbourhood(long seed) {
        Random random = new Random(seed);
        Region region = region(random);
        int radius = 1 + random.nextInt(2);
        List<FeatureMap> statistics = FeatureMap.statistics(region, radius, feature -> true);
        List<FeatureMap> textures = FeatureMap.cooccurrence(region, SETTINGS, radius, feature -> true);
        assertEquals(18, statistics.size());
        assertEquals(25, textures.size());
        for (int i = 0; i < region.image().grid().voxels(); i++) {
            if (region.intensities().has(i)) {
                Mask around = around(region.intensities(), i, radius);
                Region alone = new Region(region.image(), around, around);
                assertSame(StatisticsFeatures.measure(alone.values()), statistics, i);
                assertSame(CooccurrenceFeatures.inSpace(levels(region, around)), textures, i);
            } else {
                for (FeatureMap map : statistics) {
                    assertEquals(Float.NaN, map.values().at(i));
                }
                for (FeatureMap map : textures) {
                    assertEquals(Float.NaN, map.values().at(i));
                }
            }
        }
    }

    private static void assertSame(List<Measurement> direct, List<FeatureMap> maps, int voxel) {
        Map<String, Double> values = direct.stream()
                .filter(measured -> measured.aggregation() != Aggregation.SPACE_MERGED)
                .collect(Collectors.toMap(measured -> measured.feature().id(), Measurement::value));
        for (FeatureMap map : maps) {
            float expected = requireNonNull(values.get(map.feature().id())).floatValue();
            assertEquals(
                    expected,
                    map.values().at(voxel),
                    1e-6f * Math.max(1, Math.abs(expected)),
                    map.feature().name());
        }
    }

    @Test
    void only_what_is_wanted_is_mapped() {
        Region region = region(new Random(9));
        assertEquals(
                List.of("contrast"),
                FeatureMap.cooccurrence(
                                region, SETTINGS, 1, feature -> feature.code().equals("ACUI"))
                        .stream()
                        .map(map -> map.feature().name())
                        .toList());
    }

    @Test
    void a_neighbourhood_reaches_one_to_ten_voxels() {
        Region region = region(new Random(9));
        assertThrows(IllegalArgumentException.class, () -> FeatureMap.statistics(region, 0, feature -> true));
        assertThrows(
                IllegalArgumentException.class, () -> FeatureMap.cooccurrence(region, SETTINGS, 11, feature -> true));
    }

    private static Region region(Random random) {
        Grid grid = Grid.of(1 + random.nextInt(7), 1 + random.nextInt(7), 1 + random.nextInt(7), new Vector3(1, 1, 2));
        float[] values = new float[grid.voxels()];
        BitSet inside = new BitSet();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (20 * random.nextGaussian());
            inside.set(i, random.nextInt(4) > 0);
        }
        inside.set(random.nextInt(values.length));
        return Region.of(Volume.owning(grid, values), Mask.owning(grid, inside), SETTINGS);
    }

    /// The voxels of a mask in the cube around a voxel.
    private static Mask around(Mask mask, int centre, int radius) {
        Grid grid = mask.grid();
        BitSet inside = new BitSet();
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            int dx = i % grid.columns() - centre % grid.columns();
            int dy = i / grid.columns() % grid.rows() - centre / grid.columns() % grid.rows();
            int dz = i / grid.columns() / grid.rows() - centre / grid.columns() / grid.rows();
            inside.set(i, Math.max(Math.abs(dx), Math.max(Math.abs(dy), Math.abs(dz))) <= radius);
        }
        return Mask.owning(grid, inside);
    }

    /// The grey levels that the whole region's bins give the voxels of a part of it.
    private static GreyLevels levels(Region whole, Mask part) {
        GreyLevels levels = whole.levels(SETTINGS);
        Box box = whole.intensities().box();
        int[] inBox = levels.inBox();
        for (int k = 0; k < inBox.length; k++) {
            int x = box.column() + k % box.columns();
            int y = box.row() + k / box.columns() % box.rows();
            int z = box.slice() + k / box.columns() / box.rows();
            inBox[k] = part.has(x, y, z) ? inBox[k] : 0;
        }
        return GreyLevels.of(box, inBox, levels.levels());
    }
}
