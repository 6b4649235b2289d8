package org.isopleth.radiomics.read;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Where the public reference images lie, beside the project and never inside it.
public final class ReferenceImages {
    /// The limits of tests: 64 million voxels.
    public static final ReadLimits LIMITS = new ReadLimits(1 << 26);

    private ReferenceImages() {}

    /// A folder or file of the reference images; skips the test by name when it is not there.
    public static Path at(String name) {
        Path path = Path.of(System.getProperty("isopleth.root", "."))
                .resolve("../shared/data/imaging")
                .resolve(name);
        Assumptions.assumeTrue(Files.exists(path), "../shared is absent: " + name + " was not checked");
        return path;
    }
}
