package org.isopleth.radiomics.conformance;

import java.util.BitSet;
import java.util.Optional;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// IBSI's digital phantom (reference manual 5.1, Zwanenburg et al. 2020, doi 10.1148/radiol.2020191145): 5 × 4 ×
/// 4 voxels of 2 mm, whose intensities are grey levels already. Stateless, thread-safe.
public final class DigitalPhantom {
    /// The intensities, slice by slice, row by row.
    private static final String LEVELS = """
        14411 14611 41641 44641
        14411 11611 11311 44611
        14411 11111 11911 11611
        14411 11111 11111 11611
        """;

    /// The region; the 9 that lies outside it must not be seen.
    private static final String REGION = """
        xxxxx xxxxx xxxxx xxxxx
        xxxxx xxxxx .xxxx xxxxx
        xxx.. xxxxx xx.xx xxxxx
        xxx.. xxxxx xxxxx xxxxx
        """;

    private DigitalPhantom() {}

    /// The settings under which its reference values hold: nothing is changed, and a level is an intensity.
    public static Settings settings(Settings.Dimension dimension) {
        return new Settings(
                dimension,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                new Discretisation.FixedSize(1),
                Optional.empty());
    }

    /// The phantom, ready to be measured.
    public static Region region() {
        Grid grid = Grid.of(5, 4, 4, new Vector3(2, 2, 2));
        String levels = LEVELS.replaceAll("\\s", "");
        String region = REGION.replaceAll("\\s", "");
        float[] values = new float[grid.voxels()];
        BitSet inside = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = Character.digit(levels.charAt(i), 10);
            inside.set(i, region.charAt(i) == 'x');
        }
        Mask mask = Mask.owning(grid, inside);
        return new Region(Volume.owning(grid, values), mask, mask);
    }
}
