package org.isopleth.radiomics.read.nrrd;

import static org.isopleth.radiomics.read.ReferenceImages.LIMITS;
import static org.isopleth.radiomics.read.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.ReferenceImages;
import org.isopleth.radiomics.read.RegionChoice;
import org.isopleth.radiomics.volume.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NrrdFileTest {
    private static final String HEADER = """
        NRRD0004
        # a comment
        type: uint8
        dimension: 3
        space: left-posterior-superior
        sizes: 3 2 1
        space directions: (2,0,0) (0,3,0) (0,0,4)
        space origin: (10,20,30)
        encoding: raw
        """;
    private static final byte[] VOXELS = {0, 1, 2, 3, 4, 5};

    @TempDir
    Path folder;

    private NrrdFile open(String header, byte[] voxels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((header + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.write(voxels);
        return NrrdFile.open(Files.write(folder.resolve("image.nrrd"), bytes.toByteArray()), LIMITS);
    }

    private static void assertCounted(NrrdFile file) {
        for (int i = 0; i < 6; i++) {
            assertEquals(i, file.volume().at(i));
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void rawGzipAndAsciiGiveTheSameValues() throws IOException {
        assertCounted(open(HEADER, VOXELS));
        assertCounted(open(HEADER.replace("raw", "gzip"), gzip(VOXELS)));
        assertCounted(open(HEADER.replace("raw", "ascii"), "0 1 2\n3 4, 5\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bothByteOrdersGiveTheSameValues() throws IOException {
        String shorts = HEADER.replace("uint8", "short");
        assertCounted(open(shorts + "endian: little\n", new byte[] {0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0}));
        assertCounted(open(shorts + "endian: big\n", new byte[] {0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5}));
        assertRefused(Reason.HEADER_DAMAGED, () -> open(shorts, new byte[12]).volume());
    }

    @Test
    void aDetachedHeaderReadsTheFileBesideIt() throws IOException {
        Files.write(folder.resolve("voxels.raw"), new byte[] {9, '\n', 8, 0, 1, 2, 3, 4, 5});
        Path header = folder.resolve("image.nhdr");
        Files.writeString(header, HEADER + "line skip: 1\nbyte skip: 1\ndata file: voxels.raw\n");
        assertCounted(NrrdFile.open(header, LIMITS));
        Files.writeString(header, HEADER + "byteskip: -1\ndatafile: voxels.raw\n");
        assertCounted(NrrdFile.open(header, LIMITS));
    }

    @Test
    void aDetachedHeaderCannotReachAnotherFolder() throws IOException {
        Path header = folder.resolve("image.nhdr");
        for (String name : List.of("/etc/passwd", "../voxels.raw", "..", "absent.raw")) {
            Files.writeString(header, HEADER + "data file: " + name + "\n");
            assertRefused(Reason.NRRD_DATA_ELSEWHERE, () -> NrrdFile.open(header, LIMITS));
        }
        Files.writeString(header, HEADER + "data file: LIST\na.raw\n");
        assertTrue(refusal(header) == Reason.NRRD_MANY_FILES || refusal(header) == Reason.HEADER_DAMAGED);
        Files.writeString(header, HEADER + "data file: slice%03d.raw 1 3 1\n");
        assertRefused(Reason.NRRD_MANY_FILES, () -> NrrdFile.open(header, LIMITS));
    }

    private static Reason refusal(Path header) {
        try {
            NrrdFile.open(header, LIMITS);
        } catch (org.isopleth.radiomics.read.UnreadableException e) {
            return e.reason();
        }
        throw new AssertionError("it was read");
    }

    @Test
    void pointsOfEverySpaceAreTurnedToDicomsAxes() throws IOException {
        assertEquals(new Vector3(10, 20, 30), open(HEADER, VOXELS).grid().origin());
        NrrdFile ras = open(HEADER.replace("left-posterior-superior", "RAS"), VOXELS);
        assertEquals(new Vector3(-10, -20, 30), ras.grid().origin());
        assertEquals(new Vector3(-12, -23, 34), ras.grid().at(1, 1, 1));
        NrrdFile las = open(HEADER.replace("left-posterior-superior", "left-anterior-superior"), VOXELS);
        assertEquals(new Vector3(12, -23, 34), las.grid().at(1, 1, 1));
        assertRefused(
                Reason.SPACE_UNKNOWN, () -> open(HEADER.replace("left-posterior-superior", "3D-right-handed"), VOXELS));
    }

    @Test
    void spacingsAloneRunAlongTheAxesOfThePatient() throws IOException {
        String plain = """
            NRRD0001
            type: uint8
            dimension: 3
            sizes: 3 2 1
            spacings: 2 3 4
            encoding: raw
            """;
        assertEquals(new Vector3(2, 3, 4), open(plain, VOXELS).grid().spacing());
        assertRefused(Reason.SPACING_INVALID, () -> open(plain.replace("2 3 4", "2 nan 4"), VOXELS));
    }

    @Test
    void segmentsOfSlicerAreFoundByNameLabelAndLayer() throws IOException {
        String header = HEADER.replace("dimension: 3", "dimension: 4")
                        .replace("sizes: 3 2 1", "sizes: 2 3 2 1")
                        .replace("space directions: ", "space directions: none ")
                + """
                kinds: list domain domain domain
                Segment0_ID:=Segment_1
                Segment0_Name:=GTV: primary
                Segment0_LabelValue:=1
                Segment0_Layer:=0
                Segment1_Name:=Heart
                Segment1_LabelValue:=2
                Segment1_Layer:=0
                Segment2_Name:=Lung
                Segment2_LabelValue:=1
                Segment2_Layer:=1
                """;
        NrrdFile file = open(header, new byte[] {1, 0, 2, 0, 1, 1, 0, 1, 1, 1, 0, 0});
        assertEquals(
                List.of(new Segment("GTV: primary", 1, 0), new Segment("Heart", 2, 0), new Segment("Lung", 1, 1)),
                file.segments());
        assertEquals(3, file.mask(new RegionChoice.Named("GTV: primary")).count());
        assertEquals(1, file.mask(new RegionChoice.Named("Heart")).count());
        assertEquals(3, file.mask(new RegionChoice.Named("Lung")).count());
        assertTrue(file.mask(new RegionChoice.Named("Lung")).has(0, 1, 0));
        assertEquals(5, file.mask(new RegionChoice.AnyLabel()).count());
        assertRefused(Reason.REGION_NAME_ABSENT, () -> file.mask(new RegionChoice.Named("gtv")));
        assertRefused(
                Reason.NRRD_SEGMENT_DAMAGED,
                () -> open(header.replace("Segment2_Layer:=1", "Segment2_Layer:=2"), new byte[12]));
        NrrdFile twice = open(header.replace("Heart", "Lung"), new byte[12]);
        assertRefused(Reason.REGION_NAME_AMBIGUOUS, () -> twice.mask(new RegionChoice.Named("Lung")));
    }

    @Test
    void eachFaultIsRefusedByName() {
        assertRefused(Reason.FORMAT_UNKNOWN, () -> open("GIF89a", VOXELS));
        assertRefused(Reason.HEADER_DAMAGED, () -> open(HEADER + "nonsense\n", VOXELS));
        assertRefused(Reason.HEADER_TOO_LONG, () -> open(HEADER + "# " + "x".repeat(1 << 20) + "\n", VOXELS));
        assertRefused(Reason.HEADER_DAMAGED, () -> open(HEADER + "type: short\n", VOXELS));
        assertRefused(Reason.FILE_TRUNCATED, () -> open(HEADER.replace("3 2 1", "3 2 2"), VOXELS));
        assertRefused(
                Reason.FILE_TRUNCATED,
                () -> open(HEADER.replace("3 2 1", "300 200 100").replace("raw", "gzip"), gzip(VOXELS)));
        assertRefused(Reason.TOO_MANY_VOXELS, () -> open(HEADER.replace("3 2 1", "99999 99999 99999"), VOXELS));
        assertRefused(Reason.HEADER_DAMAGED, () -> open(HEADER.replace("3 2 1", "3 -2 1"), VOXELS));
        assertRefused(Reason.SAMPLES_NOT_SCALAR, () -> open(HEADER.replace("uint8", "block"), VOXELS));
        assertRefused(Reason.NRRD_ENCODING_UNSUPPORTED, () -> open(HEADER.replace("raw", "bzip2"), VOXELS));
        assertRefused(
                Reason.COMPRESSION_DAMAGED,
                () -> open(HEADER.replace("raw", "gzip"), VOXELS).volume());
        assertRefused(Reason.AXES_NOT_AT_RIGHT_ANGLES, () -> open(HEADER.replace("(0,3,0)", "(1,3,0)"), VOXELS));
    }

    @Test
    void pyradiomicsBrainAndItsLabelLieOnOneGrid() {
        NrrdFile image = NrrdFile.open(ReferenceImages.at("nrrd/brain1_image.nrrd"), LIMITS);
        NrrdFile label = NrrdFile.open(ReferenceImages.at("nrrd/brain1_label.nrrd"), LIMITS);
        assertEquals(image.grid(), label.grid());
        // The figure in PyRadiomics' baselines: diagnostics_Mask-original_VoxelNum of brain1.
        assertEquals(4137, label.mask(new RegionChoice.Label(1)).count());
        assertEquals(256 * 256 * 25, image.volume().values().length);
    }
}
