package org.isopleth.radiomics.texture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.isopleth.radiomics.volume.Box;
import org.junit.jupiter.api.Test;

/// Zones by runs are the zones that filling from voxel to voxel finds; so are distances from the edge.
class ZonesTest {
    private static GreyLevels levels(Random random) {
        Box box = new Box(0, 0, 0, 1 + random.nextInt(7), 1 + random.nextInt(7), 1 + random.nextInt(5));
        int[] inBox = new int[box.voxels()];
        int most = 1 + random.nextInt(3);
        double share = random.nextDouble();
        for (int i = 0; i < inBox.length; i++) {
            inBox[i] = random.nextDouble() < share ? 1 + random.nextInt(most) : 0;
        }
        inBox[random.nextInt(inBox.length)] = 1;
        return GreyLevels.of(box, inBox, most);
    }

    @Test
    void zones_are_those_of_filling() {
        for (long seed = 0; seed < 1000; seed++) {
            GreyLevels levels = levels(new Random(seed));
            for (boolean inSpace : new boolean[] {false, true}) {
                Zones zones = Zones.of(levels, 0, levels.slices(), inSpace, new int[0]);
                List<String> found = new ArrayList<>();
                for (int zone = 0; zone < zones.count; zone++) {
                    found.add(zones.levels[zone] + "x" + zones.sizes[zone]);
                }
                Collections.sort(found);
                assertEquals(byFilling(levels, inSpace), found, "seed " + seed);
            }
        }
    }

    private static List<String> byFilling(GreyLevels levels, boolean inSpace) {
        short[] left = levels.framed().clone();
        int[] steps = Neighbours.steps(levels, inSpace);
        List<String> zones = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i] > 0) {
                short level = left[i];
                int size = 0;
                Deque<Integer> open = new ArrayDeque<>(List.of(i));
                left[i] = 0;
                while (!open.isEmpty()) {
                    int at = open.pop();
                    size++;
                    for (int step : steps) {
                        if (left[at + step] == level) {
                            left[at + step] = 0;
                            open.push(at + step);
                        }
                    }
                }
                zones.add(level + "x" + size);
            }
        }
        Collections.sort(zones);
        return zones;
    }

    @Test
    void a_distance_is_the_number_of_steps_to_the_outside() {
        for (long seed = 0; seed < 300; seed++) {
            GreyLevels levels = levels(new Random(seed));
            Box box = new Box(0, 0, 0, levels.columns(), levels.rows(), levels.slices());
            boolean[] inside = new boolean[levels.framed().length];
            for (int i = 0; i < inside.length; i++) {
                inside[i] = levels.framed()[i] > 0;
            }
            for (boolean inSpace : new boolean[] {false, true}) {
                assertArrayEquals(
                        byPeeling(levels, inside, inSpace), EdgeDistance.of(box, inside, inSpace), "seed " + seed);
            }
        }
    }

    private static int[] byPeeling(GreyLevels levels, boolean[] inside, boolean inSpace) {
        int[] distance = new int[inside.length];
        boolean[] left = inside.clone();
        boolean any = true;
        for (int layer = 1; any; layer++) {
            boolean[] next = left.clone();
            any = false;
            for (int i = 0; i < left.length; i++) {
                if (left[i] && touchesOutside(levels, left, i, inSpace)) {
                    distance[i] = layer;
                    next[i] = false;
                    any = true;
                }
            }
            left = next;
        }
        return distance;
    }

    private static boolean touchesOutside(GreyLevels levels, boolean[] inside, int i, boolean inSpace) {
        return !inside[i - 1]
                || !inside[i + 1]
                || !inside[i - levels.rowStep()]
                || !inside[i + levels.rowStep()]
                || (inSpace && (!inside[i - levels.sliceStep()] || !inside[i + levels.sliceStep()]));
    }
}
