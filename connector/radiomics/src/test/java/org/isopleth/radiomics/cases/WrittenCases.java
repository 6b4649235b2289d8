package org.isopleth.radiomics.cases;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Cases that tests write: NRRD images of seeded noise with a ball as region.
public final class WrittenCases {
    private WrittenCases() {}

    /// Writes cases and a table of them.
    ///
    /// @param side voxels along each axis
    /// @return the table
    public static Path write(Path folder, int cases, int side) throws IOException {
        List<String> lines = new ArrayList<>(List.of("case,image,mask"));
        for (int i = 0; i < cases; i++) {
            String name = "case-%02d".formatted(i);
            image(folder.resolve(name + ".nrrd"), side, i);
            ball(folder.resolve(name + "-mask.nrrd"), side, side / 3.0);
            lines.add(name + "," + name + ".nrrd," + name + "-mask.nrrd");
        }
        return Files.write(folder.resolve("cases.csv"), lines);
    }

    /// Noise between 0 and 500.
    public static Path image(Path file, int side, long seed) throws IOException {
        Random random = new Random(seed);
        ByteBuffer voxels = ByteBuffer.allocate(2 * side * side * side).order(ByteOrder.LITTLE_ENDIAN);
        while (voxels.hasRemaining()) {
            voxels.putShort((short) random.nextInt(500));
        }
        return write(file, "short", side, voxels.array());
    }

    /// A ball around the middle; of radius 0 it holds nothing.
    public static Path ball(Path file, int side, double radius) throws IOException {
        byte[] voxels = new byte[side * side * side];
        double middle = (side - 1) / 2.0;
        for (int i = 0; i < voxels.length; i++) {
            double x = i % side - middle;
            double y = i / side % side - middle;
            double z = Math.floorDiv(i, side * side) - middle;
            voxels[i] = (byte) (Math.sqrt(x * x + y * y + z * z) < radius ? 1 : 0);
        }
        return write(file, "uchar", side, voxels);
    }

    private static Path write(Path file, String type, int side, byte[] voxels) throws IOException {
        String header = """
            NRRD0004
            type: %s
            dimension: 3
            space: left-posterior-superior
            sizes: %d %d %d
            space directions: (1,0,0) (0,1,0) (0,0,2)
            space origin: (0,0,0)
            endian: little
            encoding: raw

            """.formatted(type, side, side, side);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header.getBytes(StandardCharsets.US_ASCII));
        bytes.write(voxels);
        return Files.write(file, bytes.toByteArray());
    }

    /// Settings that need little time.
    public static Path settings(Path folder) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), """
            radiomics: 1
            dimension: in-space
            discretisation: {width: 25}
            """);
    }
}
