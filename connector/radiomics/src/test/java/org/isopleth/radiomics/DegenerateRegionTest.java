package org.isopleth.radiomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.isopleth.radiomics.feature.Feature;
import org.isopleth.radiomics.feature.Measurement;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Range;
import org.isopleth.radiomics.process.Region;
import org.isopleth.radiomics.process.Settings;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Flat regions, single voxels, lines and planes: every feature is what its degenerate words say, and a
/// number where they say nothing.
class DegenerateRegionTest {
    /// What a region can be, in the words of features.
    private enum Condition {
        ONE_VOXEL("there is one voxel"),
        LINE("all voxels lie in one line"),
        PLANE("all voxels lie in one plane"),
        FLAT("all intensities are equal"),
        ONE_LEVEL_OCCURS("one level occurs"),
        ONE_LEVEL("there is one level"),
        ONE_LEVEL_BESIDE("all neighbours have one level"),
        NO_DIFFERENCE("no voxel differs from its neighbours"),
        NO_NEIGHBOURS("no two voxels are neighbours"),
        ZERO_SUM("the intensities add up to 0"),
        ZERO_MEAN("µ is 0"),
        ZERO_QUARTILES("P75 + P25 is 0");

        private final String words;

        Condition(String words) {
            this.words = words;
        }
    }

    private static final Set<Condition> FLAT =
            EnumSet.of(Condition.FLAT, Condition.ONE_LEVEL_OCCURS, Condition.ONE_LEVEL_BESIDE, Condition.NO_DIFFERENCE);
    private static final Set<Condition> ZERO =
            EnumSet.of(Condition.ZERO_SUM, Condition.ZERO_MEAN, Condition.ZERO_QUARTILES);

    /// A region of 6 × 6 × 6 voxels' grid, and what it is.
    ///
    /// @param fromZero whether bins begin at 0 and not at the least intensity
    record Case(String name, Mask mask, Volume image, boolean fromZero, Set<?> conditions) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                flat("flat block", block(3, 3, 3), 7, false, and(FLAT, Condition.ONE_LEVEL)),
                flat("flat block at a high level", block(3, 3, 3), 7, true, FLAT),
                flat("flat block of 0", block(3, 3, 3), 0, false, and(and(FLAT, ZERO), Condition.ONE_LEVEL)),
                flat(
                        "one voxel",
                        block(1, 1, 1),
                        7,
                        false,
                        and(
                                FLAT,
                                Condition.ONE_LEVEL,
                                Condition.ONE_VOXEL,
                                Condition.LINE,
                                Condition.PLANE,
                                Condition.NO_NEIGHBOURS)),
                varied("line", block(4, 1, 1), Set.of(Condition.LINE, Condition.PLANE)),
                varied("plane", block(4, 3, 1), Set.of(Condition.PLANE)),
                varied("two voxels apart", apart(), Set.of(Condition.LINE, Condition.PLANE, Condition.NO_NEIGHBOURS)),
                varied("block", block(3, 3, 3), Set.of()));
    }

    private static Case flat(String name, Mask mask, int value, boolean fromZero, Set<Condition> conditions) {
        float[] values = new float[mask.grid().voxels()];
        Arrays.fill(values, value);
        return new Case(name, mask, Volume.owning(mask.grid(), values), fromZero, conditions);
    }

    private static Case varied(String name, Mask mask, Set<Condition> conditions) {
        float[] values = new float[mask.grid().voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + i * 7 % 5;
        }
        return new Case(name, mask, Volume.owning(mask.grid(), values), false, conditions);
    }

    private static final Map<String, Double> VALUES = Map.of("not defined", Double.NaN, "0", 0.0, "1", 1.0, "10⁶", 1e6);

    @ParameterizedTest
    @MethodSource("cases")
    void every_feature_is_what_its_words_say(Case region) {
        for (Settings.Dimension dimension : Settings.Dimension.values()) {
            Settings settings = settings(dimension, region.fromZero);
            Set<String> seen = new HashSet<>();
            for (Measurement measured : Extraction.measure(Region.of(region.image, region.mask, settings), settings)) {
                Optional<Double> expected = expected(measured.feature(), region.conditions);
                String what =
                        measured.feature().id() + " " + measured.aggregation().word();
                seen.add(measured.feature().id());
                if (expected.isPresent()) {
                    assertEquals(expected.get(), measured.value(), 1e-12, what);
                } else {
                    assertTrue(Double.isFinite(measured.value()), what + " is " + measured.value());
                }
            }
            assertEquals(174, seen.size());
        }
    }

    /// What the last clause that holds says.
    private static Optional<Double> expected(Feature<?> feature, Set<?> conditions) {
        Optional<Double> expected = Optional.empty();
        if (!feature.degenerate().equals(Feature.AS_FORMULA)) {
            for (String clause : feature.degenerate().split("; ", -1)) {
                String[] parts = clause.split(" where ", -1);
                assertEquals(2, parts.length, feature.id() + ": " + clause);
                Double value = VALUES.get(parts[0]);
                assertTrue(value != null, feature.id() + ": " + clause);
                Condition condition = Arrays.stream(Condition.values())
                        .filter(known -> known.words.equals(parts[1]))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(feature.id() + ": " + clause));
                expected = conditions.contains(condition) ? Optional.of(value) : expected;
            }
        }
        return expected;
    }

    private static Settings settings(Settings.Dimension dimension, boolean fromZero) {
        return new Settings(
                dimension,
                Optional.empty(),
                false,
                fromZero ? Optional.of(new Range(0, 100)) : Optional.empty(),
                Optional.empty(),
                new Discretisation.FixedSize(2),
                Optional.empty());
    }

    private static Set<Condition> and(Set<Condition> one, Condition... more) {
        return and(one, Set.of(more));
    }

    private static Set<Condition> and(Set<Condition> one, Set<Condition> other) {
        Set<Condition> both = EnumSet.copyOf(one);
        both.addAll(other);
        return both;
    }

    private static Mask block(int columns, int rows, int slices) {
        Grid grid = grid();
        BitSet inside = new BitSet();
        for (int z = 1; z <= slices; z++) {
            for (int y = 1; y <= rows; y++) {
                inside.set(grid.index(1, y, z), grid.index(1 + columns, y, z));
            }
        }
        return Mask.owning(grid, inside);
    }

    private static Mask apart() {
        BitSet inside = new BitSet();
        inside.set(grid().index(1, 1, 1));
        inside.set(grid().index(4, 4, 4));
        return Mask.owning(grid(), inside);
    }

    private static Grid grid() {
        return Grid.of(6, 6, 6, new Vector3(1, 2, 3));
    }
}
