package org.isopleth.radiomics.read.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.isopleth.radiomics.read.jpeg.WrittenJpeg;
import org.isopleth.radiomics.read.jpeg2000.Jpeg2000Test;
import org.isopleth.radiomics.read.nifti.NiftiBytes;

/// A sound file of a patient, and a way of damaging it.
final class SoundFile {
    private static final TransferSyntax LOSSLESS = TransferSyntax.JPEG_LOSSLESS_FIRST_ORDER;
    private static final int PIXELS = WrittenSeries.COLUMNS;
    private static final int[] CELLS = {1, 2, 3, 4, 100, 101, 90, 91, 7, 8, 200, 0};
    private static final byte[] VOXELS = {1, 0, 2, 0, 1, 1, 0, 1, 1, 1, 0, 0};

    private final String name;
    private final byte[] bytes;
    private final Damage damage;

    private SoundFile(String name, byte[] bytes, Damage damage) {
        this.name = name;
        this.bytes = bytes;
        this.damage = damage;
    }

    /// Makes a damaged file of a sound one.
    private interface Damage {
        byte[] of(Random random) throws IOException;
    }

    /// The way it is written.
    String name() {
        return name;
    }

    /// The sound file.
    byte[] bytes() {
        return bytes;
    }

    /// The damaged file of a seed.
    byte[] damaged(long seed) throws IOException {
        return damage.of(new Random(seed));
    }

    private static SoundFile of(String name, byte[] bytes) {
        return new SoundFile(name, bytes, random -> Mutation.of(bytes, random));
    }

    private static SoundFile of(String name, WrittenObject object, TransferSyntax syntax) throws IOException {
        boolean defined = syntax != TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
        return of(name + " " + syntax, object.bytes(syntax, defined));
    }

    /// Damaged before compression, and in half of the cases after it too.
    private static SoundFile inside(String name, byte[] content, Packing packing) throws IOException {
        return new SoundFile(name, packing.of(gzip(content)), random -> {
            byte[] packed = gzip(Mutation.of(content, random));
            return packing.of(random.nextBoolean() ? packed : Mutation.of(packed, random));
        });
    }

    private interface Packing {
        byte[] of(byte[] packed) throws IOException;
    }

    /// DICOM images: slices in nine syntaxes, multi-frame PET, and a dose.
    static List<SoundFile> images() throws IOException {
        List<SoundFile> files = new ArrayList<>();
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.DEFLATED,
                TransferSyntax.EXPLICIT_BIG_ENDIAN)) {
            files.add(of("slice", slice(), syntax));
        }
        files.add(of("slice", compressed(), TransferSyntax.RUN_LENGTHS));
        byte[] second = WrittenJpeg.lossless(PIXELS, CELLS, new WrittenJpeg.Lossless(16, 1, 0, 2));
        byte[] seventh = WrittenJpeg.lossless(PIXELS, CELLS, new WrittenJpeg.Lossless(16, 7, 0, 0));
        files.add(of("slice", jpeg(second), LOSSLESS));
        files.add(of("slice", jpeg(seventh), LOSSLESS));
        files.add(of("slice", jpeg(WrittenJpeg.sequential(PIXELS, CELLS, 12, 1, 1)), TransferSyntax.JPEG_EXTENDED));
        files.add(of("slice", jpeg(WrittenJpeg.sequential(PIXELS, CELLS, 8, 1, 0)), TransferSyntax.JPEG_BASELINE));
        files.add(of("frames", EnhancedUptakeTest.inUnits("Bq/ml").named(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        files.add(of("dose", DoseTest.dose().named(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        return files;
    }

    /// Structure sets.
    static List<SoundFile> structureSets() throws IOException {
        return List.of(
                of("structures", structures(), TransferSyntax.IMPLICIT_LITTLE_ENDIAN),
                of("structures", structures(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
    }

    /// Segmentations of every type.
    static List<SoundFile> segmentations() throws IOException {
        byte[] cells = new byte[24];
        Arrays.fill(cells, 3, 9, (byte) 1);
        Arrays.fill(cells, 15, 18, (byte) 2);
        return List.of(
                of("binary", SegmentationTest.binary().named(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN),
                of("binary", SegmentationTest.binary().named(), TransferSyntax.IMPLICIT_LITTLE_ENDIAN),
                of(
                        "fractional",
                        SegmentationTest.segmentation("FRACTIONAL", 8)
                                .number(Tag.MAXIMUM_FRACTIONAL_VALUE, 2)
                                .pixels(cells)
                                .named(),
                        TransferSyntax.EXPLICIT_LITTLE_ENDIAN),
                of(
                        "labels",
                        SegmentationTest.segmentation("LABELMAP", 8)
                                .pixels(cells)
                                .named(),
                        TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
    }

    /// NIfTI-1 and NIfTI-2, and compressed.
    static List<SoundFile> niftis() throws IOException {
        return List.of(
                of("first", NiftiBytes.of(NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 16, 4))),
                of("second", NiftiBytes.of(NiftiBytes.second(ByteOrder.BIG_ENDIAN, 4, 2))),
                inside("gzip", NiftiBytes.of(NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1)), packed -> packed));
    }

    /// NRRD in every encoding.
    static List<SoundFile> nrrds() throws IOException {
        return List.of(
                of("raw", nrrd("raw", VOXELS)),
                of("ascii", nrrd("ascii", "1 0 2 0 1 1 0 1 1 1 0 0".getBytes(StandardCharsets.UTF_8))),
                inside("gzip", VOXELS, packed -> nrrd("gzip", packed)));
    }

    /// MetaImage.
    static List<SoundFile> metaImages() {
        return List.of(of("local", metaImage(VOXELS)));
    }

    /// JPEG 2000 codestreams of another encoder, without a file around them.
    static List<SoundFile> codestreams() throws IOException {
        List<SoundFile> files = new ArrayList<>();
        for (String name : List.of("every-style", "tiles-pcrl", "lossy-9-7", "bypass")) {
            files.add(of(name, Jpeg2000Test.golden(name + ".j2k")));
        }
        return files;
    }

    /// A slice of a PET.
    static WrittenObject slice() {
        return WrittenSeries.axial(33, 1)
                .named()
                .text(Tag.MODALITY, "PT")
                .text(Tag.UNITS, "BQML")
                .text(Tag.DECAY_CORRECTION, "START")
                .text(Tag.PATIENT_WEIGHT, "70")
                .text(Tag.SERIES_DATE, "20260302")
                .text(Tag.SERIES_TIME, "100500")
                .text(Tag.ACQUISITION_DATE, "20260302")
                .text(Tag.ACQUISITION_TIME, "101000.000")
                .text(Tag.RESCALE_SLOPE, "0.5")
                .text(Tag.RESCALE_INTERCEPT, "1")
                .items(
                        Tag.RADIOPHARMACEUTICAL_INFORMATION_SEQUENCE,
                        new WrittenObject()
                                .text(Tag.RADIONUCLIDE_TOTAL_DOSE, "3.5e8")
                                .text(Tag.RADIONUCLIDE_HALF_LIFE, "3600")
                                .text(Tag.RADIOPHARMACEUTICAL_START_DATE_TIME, "20260302090500.00"));
    }

    private static WrittenObject compressed() {
        byte[] packed = new byte[64 + 8];
        packed[0] = 2;
        packed[4] = 64;
        packed[8] = 66;
        System.arraycopy(new byte[] {-11, 1, 3, 7, 8, 9, 10, -7}, 0, packed, 64, 8);
        byte[] whole = Arrays.copyOf(packed, 74);
        whole[72] = 1;
        return slice().fragments(whole);
    }

    private static WrittenObject jpeg(byte[] image) {
        return slice().fragments(image);
    }

    private static WrittenObject structures() {
        List<WrittenObject> contours = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String z = "\\" + (30 + 3 * i);
            contours.add(new WrittenObject()
                    .text(Tag.CONTOUR_GEOMETRIC_TYPE, "CLOSED_PLANAR")
                    .text(
                            Tag.CONTOUR_DATA,
                            "10" + z.replace("\\", "\\20\\") + "\\12\\20" + z + "\\12\\23" + z + "\\10\\23" + z));
        }
        return new WrittenObject()
                .named()
                .text(Tag.MODALITY, "RTSTRUCT")
                .items(
                        Tag.STRUCTURE_SET_ROI_SEQUENCE,
                        new WrittenObject()
                                .text(Tag.ROI_NUMBER, "1")
                                .text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID, "1.2.4")
                                .text(Tag.ROI_NAME, "JANE's tumour"))
                .items(
                        Tag.ROI_CONTOUR_SEQUENCE,
                        new WrittenObject()
                                .items(Tag.CONTOUR_SEQUENCE, contours.toArray(WrittenObject[]::new))
                                .text(Tag.REFERENCED_ROI_NUMBER, "1"));
    }

    private static byte[] metaImage(byte[] voxels) {
        String header = """
            ObjectType = Image
            NDims = 3
            Comment = DOE^JANE
            BinaryData = True
            TransformMatrix = 1 0 0 0 1 0 0 0 1
            Offset = 10 20 30
            ElementSpacing = 1 2 3
            DimSize = 2 3 2
            ElementType = MET_UCHAR
            ElementDataFile = LOCAL
            """;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(voxels);
        return out.toByteArray();
    }

    private static byte[] nrrd(String encoding, byte[] voxels) throws IOException {
        String header = """
            NRRD0004
            type: uint8
            dimension: 4
            space: left-posterior-superior
            sizes: 2 3 2 1
            space directions: none (2,0,0) (0,3,0) (0,0,4)
            space origin: (10,20,30)
            encoding: %s
            kinds: list domain domain domain
            patient:=DOE^JANE
            Segment0_Name:=JANE's tumour
            Segment0_LabelValue:=1
            Segment0_Layer:=0
            Segment1_Name:=Lung
            Segment1_LabelValue:=1
            Segment1_Layer:=1

            """.formatted(encoding);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header.getBytes(StandardCharsets.UTF_8));
        out.write(voxels);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
