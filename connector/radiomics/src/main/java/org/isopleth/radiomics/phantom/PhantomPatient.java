package org.isopleth.radiomics.phantom;

import java.util.BitSet;
import java.util.Random;
import org.isopleth.radiomics.volume.Grid;
import org.isopleth.radiomics.volume.Mask;
import org.isopleth.radiomics.volume.Vector3;
import org.isopleth.radiomics.volume.Volume;

/// A synthetic patient and the CT image of the lesion. Immutable, thread-safe.
///
/// The body is a cylinder of soft tissue in air. The lesion's density is a random field around its mean. The
/// scanner blurs all of it within slices and adds noise; voxels are whole Hounsfield units from -1024 to 3071.
///
/// @param image in HU
/// @param lesion the voxels whose centres lie in the lesion
/// @param age in whole years, from 40 to 85
/// @param isMale whether the sex is male
/// @param chance uniform from 0 to 1: the patient has the outcome when it lies below the model's probability
public record PhantomPatient(Volume image, Mask lesion, int age, boolean isMale, double chance) {
    private static final double TISSUE_HU = 0;
    private static final double AIR_HU = -1000;
    private static final double BODY_RADIUS_MM = 30;
    private static final double LOWEST_HU = -1024;
    private static final double HIGHEST_HU = 3071;
    private static final int YOUNGEST = 40;
    private static final int OLDEST = 85;

    /// The patient of a random sequence; the same sequence is the same patient to the bit.
    public static PhantomPatient of(PhantomScanner scanner, Random random) {
        int age = YOUNGEST + random.nextInt(OLDEST - YOUNGEST + 1);
        boolean isMale = random.nextBoolean();
        double chance = random.nextDouble();
        Lesion lesion = Lesion.of(random);
        Grid grid = scanner.grid();
        double[] values = new double[grid.voxels()];
        BitSet inside = new BitSet(values.length);
        double[] texture = RandomField.of(grid, lesion.grainMm(), random);
        for (int i = 0; i < values.length; i++) {
            Vector3 point = grid.at(i);
            if (lesion.has(point)) {
                inside.set(i);
                values[i] = lesion.meanHu() + lesion.textureHu() * texture[i];
            } else {
                boolean isBody = point.x() * point.x() + point.y() * point.y() <= BODY_RADIUS_MM * BODY_RADIUS_MM;
                values[i] = isBody ? TISSUE_HU : AIR_HU;
            }
        }
        RandomField.blurSlices(values, grid, scanner.blurMm());
        double[] noise = RandomField.noise(values.length, random);
        float[] voxels = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            double hu = StrictMath.rint(values[i] + scanner.noiseHu() * noise[i]);
            // Not minus zero, which no file stores.
            voxels[i] = (float) (Math.clamp(hu, LOWEST_HU, HIGHEST_HU) + 0.0);
        }
        return new PhantomPatient(Volume.owning(grid, voxels), Mask.owning(grid, inside), age, isMale, chance);
    }
}
