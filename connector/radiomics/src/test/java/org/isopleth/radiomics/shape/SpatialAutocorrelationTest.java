package org.isopleth.radiomics.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Volume;
import org.junit.jupiter.api.Test;

/// Moran's I and Geary's C by Fourier transforms are the sums over all pairs.
class SpatialAutocorrelationTest {
    @Test
    void both_equal_their_definitions() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Mask mask = RandomMask.of(random);
            Volume image = RandomMask.image(random, mask.grid());
            SpatialAutocorrelation found = SpatialAutocorrelation.of(image, mask);
            double[] expected = byPairs(image, mask);
            if (mask.count() < 2) {
                assertTrue(Double.isNaN(found.moran()) && Double.isNaN(found.geary()));
                continue;
            }
            // Rounding of a transform of up to 32³ numbers.
            assertEquals(expected[0], found.moran(), 1e-9, "seed " + seed);
            assertEquals(expected[1], found.geary(), 1e-9, "seed " + seed);
        }
    }

    private static double[] byPairs(Volume image, Mask mask) {
        Grid grid = mask.grid();
        int n = mask.count();
        double mean = 0;
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            mean += image.at(i) / (double) n;
        }
        double weights = 0;
        double products = 0;
        double differences = 0;
        double squares = 0;
        for (int i = mask.next(0); i >= 0; i = mask.next(i + 1)) {
            squares += (image.at(i) - mean) * (image.at(i) - mean);
            for (int j = mask.next(0); j >= 0; j = mask.next(j + 1)) {
                if (i != j) {
                    double w = 1 / grid.at(i).minus(grid.at(j)).length();
                    weights += w;
                    products += w * (image.at(i) - mean) * (image.at(j) - mean);
                    differences += w * ((double) image.at(i) - image.at(j)) * ((double) image.at(i) - image.at(j));
                }
            }
        }
        return new double[] {
            n / weights * products / squares, (n - 1) / (2 * weights) * differences / squares,
        };
    }
}
