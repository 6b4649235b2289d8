package org.isopleth.radiomics.read.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.isopleth.radiomics.read.GeneratedPixels;
import org.isopleth.radiomics.read.ReadLimits;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.read.jpeg.WrittenJpeg;
import org.isopleth.radiomics.read.jpeg2000.Jpeg2000;
import org.isopleth.radiomics.read.jpeg2000.Jpeg2000Test;
import org.isopleth.radiomics.read.metaimage.MetaImageFile;
import org.isopleth.radiomics.read.nifti.NiftiBytes;
import org.isopleth.radiomics.read.nifti.NiftiFile;
import org.isopleth.radiomics.read.nrrd.NrrdFile;
import org.isopleth.radiomics.read.nrrd.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Damaged files of every kind are read or refused in one line; nothing hangs, nothing eats memory, nothing
/// says a name.
class MutatedFilesTest {
    /// 23 kinds of file: 23,000 under `-Pfull`.
    private static final int EACH =
            System.getProperty("isopleth.tests", "sampled").equals("sampled") ? 100 : 1000;

    private static final TransferSyntax LOSSLESS = TransferSyntax.JPEG_LOSSLESS_FIRST_ORDER;
    private static final int PIXELS = WrittenSeries.COLUMNS;
    private static final int[] CELLS = {1, 2, 3, 4, 100, 101, 90, 91, 7, 8, 200, 0};

    private static final ReadLimits LIMITS = new ReadLimits(1 << 16);

    /// Reading a sound file of a test allocates less than 2 MiB.
    private static final long MAX_ALLOCATED = 32L << 20;

    private static final long MAX_NANOS = 2_000_000_000L;

    private final Map<Reason, Integer> refusals = new EnumMap<>(Reason.class);

    @TempDir
    Path folder;

    /// Reads everything a file holds.
    private interface Reading {
        void read(Path file) throws IOException;
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDamagedFileIsReadOrRefusedInOneLineWithoutAName() throws IOException {
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.DEFLATED,
                TransferSyntax.EXPLICIT_BIG_ENDIAN)) {
            mutate(slice(), syntax, this::readSeries);
        }
        mutate(compressed(), TransferSyntax.RUN_LENGTHS, this::readSeries);
        mutate(
                jpeg(WrittenJpeg.lossless(PIXELS, CELLS, new WrittenJpeg.Lossless(16, 1, 0, 2))),
                LOSSLESS,
                this::readSeries);
        mutate(
                jpeg(WrittenJpeg.lossless(PIXELS, CELLS, new WrittenJpeg.Lossless(16, 7, 0, 0))),
                LOSSLESS,
                this::readSeries);
        mutate(jpeg(WrittenJpeg.sequential(PIXELS, CELLS, 12, 1, 1)), TransferSyntax.JPEG_EXTENDED, this::readSeries);
        mutate(jpeg(WrittenJpeg.sequential(PIXELS, CELLS, 8, 1, 0)), TransferSyntax.JPEG_BASELINE, this::readSeries);
        for (String name : List.of("every-style", "tiles-pcrl", "lossy-9-7", "bypass")) {
            byte[] stream = Jpeg2000Test.golden(name + ".j2k");
            mutate(stream, MutatedFilesTest::readJpeg2000);
        }
        mutate(structures(), TransferSyntax.IMPLICIT_LITTLE_ENDIAN, this::readStructures);
        mutate(structures(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, this::readStructures);
        mutate(segmentation(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, this::readSegments);
        mutate(NiftiBytes.of(NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 16, 4)), MutatedFilesTest::readNifti);
        mutate(NiftiBytes.of(NiftiBytes.second(ByteOrder.BIG_ENDIAN, 4, 2)), MutatedFilesTest::readNifti);
        byte[] voxels = {1, 0, 2, 0, 1, 1, 0, 1, 1, 1, 0, 0};
        mutate(nrrd("raw", voxels), MutatedFilesTest::readNrrd);
        mutate(nrrd("ascii", "1 0 2 0 1 1 0 1 1 1 0 0".getBytes(StandardCharsets.UTF_8)), MutatedFilesTest::readNrrd);
        mutate(metaImage(voxels), MutatedFilesTest::readMetaImage);
        mutateInside(voxels);
        mutateInsideNifti();
        assertTrue(refusals.size() >= 15, () -> "few reasons were met: " + refusals);
    }

    private void mutate(WrittenObject object, TransferSyntax syntax, Reading reading) throws IOException {
        mutate(object.bytes(syntax, syntax != TransferSyntax.EXPLICIT_LITTLE_ENDIAN), reading);
    }

    private void mutate(byte[] sound, Reading reading) throws IOException {
        Path file = folder.resolve("mutated");
        reading.read(Files.write(file, sound));
        for (int seed = 0; seed < EACH; seed++) {
            check(Files.write(file, Mutation.of(sound, new Random(seed))), reading, seed);
        }
    }

    /// Damage before and after compression.
    private void mutateInside(byte[] voxels) throws IOException {
        Path file = folder.resolve("mutated");
        for (int seed = 0; seed < EACH; seed++) {
            Random random = new Random(seed);
            byte[] packed = gzip(Mutation.of(voxels, random));
            check(
                    Files.write(file, nrrd("gzip", random.nextBoolean() ? packed : Mutation.of(packed, random))),
                    MutatedFilesTest::readNrrd,
                    seed);
        }
    }

    private void mutateInsideNifti() throws IOException {
        Path file = folder.resolve("mutated");
        byte[] sound = NiftiBytes.of(NiftiBytes.first(ByteOrder.LITTLE_ENDIAN, 2, 1));
        for (int seed = 0; seed < EACH; seed++) {
            Random random = new Random(seed);
            byte[] packed = gzip(Mutation.of(sound, random));
            check(
                    Files.write(file, random.nextBoolean() ? packed : Mutation.of(packed, random)),
                    MutatedFilesTest::readNifti,
                    seed);
        }
    }

    private void check(Path file, Reading reading, int seed) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long started = System.nanoTime();
        try {
            reading.read(file);
        } catch (UnreadableException e) {
            refusals.merge(e.reason(), 1, Integer::sum);
            assertEquals(e.reason().words(), e.getMessage());
            assertFalse(e.reason().words().contains("\n") || e.reason().words().contains("JANE"));
            assertTrue(e.getCause() == null, "a cause could quote the file");
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + " was not refused by name", e);
        }
        assertTrue(System.nanoTime() - started < MAX_NANOS, () -> "seed " + seed + " took long");
        long used = threads.getCurrentThreadAllocatedBytes() - allocated;
        assertTrue(used < MAX_ALLOCATED, () -> "seed " + seed + " allocated " + used + " bytes");
    }

    private static WrittenObject slice() {
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

    private static void readMetaImage(Path path) {
        MetaImageFile file = MetaImageFile.open(path, LIMITS);
        file.volume();
        file.labels();
        file.mask(new RegionChoice.AnyLabel());
    }

    private static void readJpeg2000(Path file) throws IOException {
        Jpeg2000.decode(Files.readAllBytes(file), GeneratedPixels.COLUMNS, GeneratedPixels.ROWS);
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

    private static WrittenObject segmentation() {
        return SegmentationTest.binary().named();
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

    private List<DicomFile> neighbours() throws IOException {
        List<DicomFile> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path file = folder.resolve("slice" + i);
            if (!Files.exists(file)) {
                slice().text(Tag.IMAGE_POSITION_PATIENT, "10\\20\\" + (30 + 3 * i))
                        .write(file, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
            }
            files.add(DicomFile.open(file));
        }
        return files;
    }

    private void readSeries(Path file) throws IOException {
        List<DicomFile> files = new ArrayList<>(neighbours());
        files.set(1, DicomFile.open(file));
        for (Series series : Series.in(files)) {
            series.image(LIMITS);
            series.uptake(LIMITS, UptakeValue.BODY_WEIGHT);
        }
    }

    private void readStructures(Path file) throws IOException {
        Series series = Series.only(neighbours());
        StructureSet set = StructureSet.of(DicomFile.open(file));
        for (Structure structure : set.structures()) {
            structure.mask(series, LIMITS);
        }
    }

    private void readSegments(Path file) throws IOException {
        Series series = Series.only(neighbours());
        Segmentation segmentation = Segmentation.of(DicomFile.open(file));
        for (CodedSegment segment : segmentation.segments()) {
            segmentation.mask(segment.number(), series, LIMITS);
        }
    }

    private static void readNifti(Path path) {
        NiftiFile file = NiftiFile.open(path, LIMITS);
        file.volume();
        if (file.labels().isEmpty()) {
            return;
        }
        file.mask(new RegionChoice.AnyLabel());
    }

    private static void readNrrd(Path path) {
        NrrdFile file = NrrdFile.open(path, LIMITS);
        for (Segment segment : file.segments()) {
            file.mask(new RegionChoice.Named(segment.name()));
        }
        file.mask(new RegionChoice.AnyLabel());
    }

    /// One way of damaging a file.
    private enum Mutation {
        FLIP,
        EXTREME_NUMBER,
        TRUNCATE,
        REMOVE,
        REPEAT,
        FILL;

        private static final int[] EXTREMES = {
            0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fff, 0xffff, 0xff, 0x10000, 0x3f800000, 0x7fc00000
        };

        /// One to three of them.
        static byte[] of(byte[] sound, Random random) {
            byte[] bytes = sound;
            for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 8; left--) {
                bytes = values()[random.nextInt(values().length)].apply(bytes, random);
            }
            return bytes;
        }

        private byte[] apply(byte[] sound, Random random) {
            int at = random.nextInt(sound.length - 4);
            int length = 1 + random.nextInt(Math.min(64, sound.length - at));
            byte[] bytes = sound.clone();
            switch (this) {
                case FLIP -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case EXTREME_NUMBER -> {
                    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
                    int number = EXTREMES[random.nextInt(EXTREMES.length)];
                    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
                    if (random.nextBoolean()) {
                        buffer.putInt(at, number);
                    } else {
                        buffer.putShort(at, (short) number);
                    }
                }
                case TRUNCATE -> bytes = Arrays.copyOf(bytes, at);
                case REMOVE -> {
                    bytes = Arrays.copyOf(sound, sound.length - length);
                    System.arraycopy(sound, at + length, bytes, at, sound.length - at - length);
                }
                case REPEAT -> {
                    bytes = Arrays.copyOf(sound, sound.length + length);
                    System.arraycopy(sound, at, bytes, at + length, sound.length - at);
                }
                case FILL -> Arrays.fill(bytes, at, at + length, (byte) random.nextInt(256));
            }
            return bytes;
        }
    }
}
