package org.isopleth.radiomics.texture;

import java.util.List;
import java.util.function.BiFunction;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;

/// Grey level zone sizes (IBSI 3.8, 9SAK): how many connected voxels share a level. Stateless, thread-safe.
public final class SizeZoneFeatures {
    static final List<Feature<SizeMatrix>> ALL = SizeFeatures.of16(
            "5QRC 48P8 XMSY 5GN9 5RAI HW1V YH51 J17V JNSA Y1RO 4JP3 VB3A P30P BYLV 3NSA GU8N",
            new SizeFeatures.Words(
                    "small zone", "large zone", "zone", "zone size", "zone percentage", "zone size entropy"));

    private SizeZoneFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Slices one by one, in both aggregations.
    public static List<Measurement> bySlice(GreyLevels levels) {
        return bySlice(levels, ALL, (from, to) -> Zones.of(levels, from, to, false, new int[0]));
    }

    /// In space.
    public static List<Measurement> inSpace(GreyLevels levels) {
        Averages<SizeMatrix> space = new Averages<>(ALL);
        space.add(matrix(levels, Zones.of(levels, 0, levels.slices(), true, new int[0]), levels.voxels()));
        return space.means(Aggregation.IN_SPACE);
    }

    static List<Measurement> bySlice(
            GreyLevels levels, List<Feature<SizeMatrix>> features, BiFunction<Integer, Integer, Zones> zonesOf) {
        Averages<SizeMatrix> bySlice = new Averages<>(features);
        for (int slice = 0; slice < levels.slices(); slice++) {
            int voxels = levels.voxelsOf(slice);
            if (voxels > 0) {
                bySlice.add(matrix(levels, zonesOf.apply(slice, slice + 1), voxels));
            }
        }
        Averages<SizeMatrix> merged = new Averages<>(features);
        merged.add(matrix(levels, zonesOf.apply(0, levels.slices()), levels.voxels()));
        return java.util.stream.Stream.concat(
                        bySlice.means(Aggregation.BY_SLICE).stream(), merged.means(Aggregation.SLICES_MERGED).stream())
                .toList();
    }

    /// Zones by level and size, or by level and distance when they have one. Sizes are ranked: of up to a
    /// million possible sizes few occur.
    static SizeMatrix matrix(GreyLevels levels, Zones zones, double voxels) {
        return SizeMatrix.of(
                levels.levels(), zones.levels, zones.distances.length > 0 ? zones.distances : zones.sizes, voxels);
    }
}
