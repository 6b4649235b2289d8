package org.isopleth.radiomics.settings;

import java.util.Optional;
import java.util.Random;
import org.isopleth.radiomics.process.Discretisation;
import org.isopleth.radiomics.process.Interpolation;
import org.isopleth.radiomics.process.Range;
import org.isopleth.radiomics.process.Settings;

/// Settings with every part there or not.
final class RandomSettings {
    private RandomSettings() {}

    static Settings of(Random random) {
        return new Settings(
                one(random, Settings.Dimension.values()),
                maybe(
                        random,
                        new Settings.Resample(
                                spacing(random),
                                spacing(random),
                                maybe(random, spacing(random)),
                                one(random, Interpolation.values()),
                                one(random, Interpolation.values()))),
                random.nextBoolean(),
                maybe(random, range(random)),
                maybe(random, Math.scalb(random.nextDouble() + 0.5, random.nextInt(-20, 20))),
                discretisation(random),
                maybe(random, discretisation(random)));
    }

    private static Range range(Random random) {
        double low = random.nextGaussian() * Math.pow(10, random.nextInt(-9, 9));
        return new Range(
                random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(4) == 0 ? -0.0 : low,
                random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : Math.abs(low) + random.nextDouble());
    }

    private static double spacing(Random random) {
        return Math.clamp(Math.pow(10, random.nextDouble(-2, 3)), 0.01, 1000);
    }

    private static Discretisation discretisation(Random random) {
        double width = Math.pow(10, random.nextDouble(-9, 9));
        return switch (random.nextInt(3)) {
            case 0 -> new Discretisation.FixedNumber(random.nextInt(1, Discretisation.MAX_LEVELS + 1));
            case 1 -> new Discretisation.FixedSize(width);
            default -> new Discretisation.AlignedSize(width);
        };
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static <T> T one(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
