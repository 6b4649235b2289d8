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

    /// A `.seg.nrrd` with two named segments: 81 voxels in the lower half, 27 in the upper; at least 9 voxels a side.
    public static Path segments(Path file, int side, String lower, String upper) throws IOException {
        byte[] voxels = new byte[side * side * side];
        for (int i = 0; i < 81; i++) {
            voxels[i % 9 + side * (i / 9) + side * side] = 1;
        }
        for (int i = 0; i < 27; i++) {
            voxels[i % 9 + side * (i / 9) + side * side * (side - 2)] = 2;
        }
        write(file, "uchar", side, voxels);
        byte[] plain = Files.readAllBytes(file);
        String names = """
            Segment0_Name:=%s
            Segment0_LabelValue:=1
            Segment0_Layer:=0
            Segment1_Name:=%s
            Segment1_LabelValue:=2
            Segment1_Layer:=0

            """.formatted(lower, upper);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(plain, 0, plain.length - voxels.length - 1);
        bytes.write(names.getBytes(StandardCharsets.US_ASCII));
        bytes.write(voxels);
        return Files.write(file, bytes.toByteArray());
    }

    /// The same voxels as one of these NRRD files, as a MetaImage.
    ///
    /// @param type `MET_SHORT` or `MET_UCHAR`
    public static Path metaImage(Path nrrd, Path file, String type, int side) throws IOException {
        String header = """
            ObjectType = Image
            NDims = 3
            BinaryData = True
            BinaryDataByteOrderMSB = False
            CompressedData = False
            TransformMatrix = 1 0 0 0 1 0 0 0 1
            Offset = 0 0 0
            ElementSpacing = 1 1 2
            DimSize = %d %d %d
            ElementType = %s
            ElementDataFile = LOCAL
            """.formatted(side, side, side, type);
        byte[] all = Files.readAllBytes(nrrd);
        int bytes = side * side * side * (type.equals("MET_SHORT") ? 2 : 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        out.write(all, all.length - bytes, bytes);
        return Files.write(file, out.toByteArray());
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
