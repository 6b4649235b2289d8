package org.isopleth.radiomics.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.isopleth.radiomics.volume.Vector3;

/// A lesion: an ellipsoid with lobes, whose density varies around its mean. Immutable, thread-safe.
///
/// @param parts the ellipsoid first, then its lobes
/// @param meanHu mean density
/// @param textureHu standard deviation of the density
/// @param grainMm how far the density is alike: the length of [RandomField]
record Lesion(List<Ellipsoid> parts, double meanHu, double textureHu, double grainMm) {
    private static final int MOST_LOBES = 3;

    Lesion {
        parts = List.copyOf(parts);
    }

    /// An ellipsoid along the axes of the body.
    record Ellipsoid(Vector3 centre, Vector3 radii) {
        boolean has(Vector3 point) {
            Vector3 from = point.minus(centre);
            double x = from.x() / radii.x();
            double y = from.y() / radii.y();
            double z = from.z() / radii.z();
            return x * x + y * y + z * z <= 1;
        }
    }

    /// A lesion around (0, 0, 0) mm that lies within 27 mm of it along each axis.
    static Lesion of(Random random) {
        double size = between(7, 15, random);
        Vector3 radii = new Vector3(
                size * between(0.8, 1.2, random), size * between(0.8, 1.2, random), size * between(0.8, 1.2, random));
        List<Ellipsoid> parts = new ArrayList<>(List.of(new Ellipsoid(new Vector3(0, 0, 0), radii)));
        for (int lobes = random.nextInt(MOST_LOBES + 1); lobes > 0; lobes--) {
            double radius = size * between(0.35, 0.6, random);
            Vector3 way = direction(random);
            // Its centre lies on the surface of the ellipsoid, so it belongs to it and bulges out of it.
            parts.add(new Ellipsoid(
                    new Vector3(way.x() * radii.x(), way.y() * radii.y(), way.z() * radii.z()),
                    new Vector3(radius, radius, radius)));
        }
        return new Lesion(parts, between(20, 60, random), between(8, 45, random), between(1.5, 5, random));
    }

    boolean has(Vector3 point) {
        return parts.stream().anyMatch(part -> part.has(point));
    }

    private static double between(double low, double high, Random random) {
        return low + (high - low) * random.nextDouble();
    }

    private static Vector3 direction(Random random) {
        double z = 2 * random.nextDouble() - 1;
        double angle = 2 * StrictMath.PI * random.nextDouble();
        double across = StrictMath.sqrt(1 - z * z);
        return new Vector3(across * StrictMath.cos(angle), across * StrictMath.sin(angle), z);
    }
}
