package org.isopleth.radiomics.texture;

import java.util.List;
import org.isopleth.radiomics.feature.Aggregation;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.volume.Box;

/// Grey level distance zones (IBSI 3.9, VMDZ): how far zones of one level lie from the edge of the
/// morphological mask. Stateless, thread-safe.
public final class DistanceZoneFeatures {
    static final List<Feature<SizeMatrix>> ALL = SizeFeatures.of16(
            "0GBI MB4I S1RA K26C RUVG DKNJ A7WM KLTH VFT7 7HP3 V294 IATH VIWW QK93 7WT1 GBDU",
            new SizeFeatures.Words(
                    "small distance",
                    "large distance",
                    "zone",
                    "zone distance",
                    "zone percentage",
                    "zone distance entropy"));

    private DistanceZoneFeatures() {}

    /// Every feature of the family.
    public static List<Feature<?>> features() {
        return List.copyOf(ALL);
    }

    /// Slices one by one, in both aggregations.
    ///
    /// @param inside the morphological mask in the box of the levels widened by one voxel to every side:
    ///     the layer around the box tells whether the mask goes on there
    public static List<Measurement> bySlice(GreyLevels levels, boolean[] inside) {
        int[] edge = EdgeDistance.of(box(levels), inside, false);
        return SizeZoneFeatures.bySlice(levels, ALL, (from, to) -> Zones.of(levels, from, to, false, edge));
    }

    /// In space.
    ///
    /// @param inside see [#bySlice]
    public static List<Measurement> inSpace(GreyLevels levels, boolean[] inside) {
        int[] edge = EdgeDistance.of(box(levels), inside, true);
        Averages<SizeMatrix> space = new Averages<>(ALL);
        space.add(SizeZoneFeatures.matrix(levels, Zones.of(levels, 0, levels.slices(), true, edge), levels.voxels()));
        return space.means(Aggregation.IN_SPACE);
    }

    private static Box box(GreyLevels levels) {
        return new Box(0, 0, 0, levels.columns(), levels.rows(), levels.slices());
    }
}
