package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.cases.WrittenCases;
import org.isopleth.radiomics.read.ReferenceImages;
import org.isopleth.radiomics.read.dicom.DicomFile;
import org.isopleth.radiomics.read.dicom.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real series in one tree, as a hospital's disk holds them: a sarcoma's CT, MR and PET, which share a frame of
/// reference.
class FolderCommandsTest {
    @TempDir
    private Path work;

    @Test
    void each_structure_set_is_measured_on_the_series_it_was_drawn_on() throws IOException {
        Path folder = ReferenceImages.at("sts_002");
        Path out = work.resolve("out.json");
        Commands done = Commands.run(
                "extract", "--folder", folder, "--settings", WrittenCases.settings(work), "--out", out, "--threads", 2);
        assertEquals(0, done.exit(), done.err());
        Json.Obj all = CanonicalJson.parse(Files.readAllBytes(out)).asObject();
        List<String> regions = all.list("cases").stream()
                .map(Json::asObject)
                .map(one -> one.text("case") + " "
                        + one.list("regions").getFirst().asObject().text("roi"))
                .toList();
        assertEquals(
                List.of(
                        "CT/dicom/mask/RS.dcm GTV_Mass_CT",
                        "MR_T1/dicom/mask/RS.dcm GTV_Mass_MR_T1",
                        "PET/dicom/mask/RS.dcm GTV_Mass_PET"),
                regions);
        // Its structure sets name series that the published subset renumbered: that is said.
        assertEquals(
                List.of("paired-by-frame-of-reference"),
                all.list("cases").getFirst().asObject().get("cautions").asTexts());
    }

    @Test
    void a_slice_that_is_missing_or_damaged_refuses_its_case_alone() throws IOException {
        Path source = ReferenceImages.at("sts_002");
        copy(source.resolve("PET/dicom"), work.resolve("tree/b"));
        Path tree = work.resolve("tree");
        List<Path> slices;
        try (Stream<Path> files = Files.list(tree.resolve("b/image"))) {
            slices = files.sorted().toList();
        }
        Files.delete(slices.get(slices.size() / 2));
        Path out = work.resolve("out.csv");
        Path settings = WrittenCases.settings(work);
        Commands missing = Commands.run("extract", "--folder", tree, "--settings", settings, "--out", out);
        assertEquals(1, missing.exit());
        assertTrue(Files.readString(work.resolve("out.failures.csv")).contains("b/mask/RS.dcm,,a slice is missing"));

        byte[] whole = Files.readAllBytes(slices.getFirst());
        // Broken off between two attributes, before its modality and before its pixels, and within one.
        for (int length : List.of(400, 800, 1001)) {
            Files.write(slices.getFirst(), java.util.Arrays.copyOf(whole, length));
            Commands damaged = Commands.run("extract", "--folder", tree, "--settings", settings, "--out", out);
            assertEquals(1, damaged.exit());
            String failures = Files.readString(work.resolve("out.failures.csv"));
            assertTrue(failures.contains("b/mask/RS.dcm,,a file beside the slices is damaged: "), failures);
            assertTrue(failures.contains("b/image/" + slices.getFirst().getFileName() + ",,"), failures);
        }
    }

    @Test
    void a_folder_is_listed_with_geometry_and_regions_and_drawn() throws IOException {
        Path folder = ReferenceImages.at("sts_002/PET/dicom");
        Path pictures = work.resolve("pictures");
        Commands done = Commands.run("inspect", folder, "--json", "--png", pictures);
        assertEquals(0, done.exit(), done.err());
        Json.Obj all = CanonicalJson.parse(done.out()).asObject();
        Json.Obj image = all.list("images").getFirst().asObject();
        assertEquals("PT", image.text("modality"));
        assertEquals("axial", image.text("orientation"));
        assertEquals("implicit-little-endian", image.text("transferSyntax"));
        assertEquals(48, image.numbers("size")[2]);
        assertEquals(3.27, image.numbers("spacingMm")[2], 1e-9);
        Json.Obj mask = all.list("masks").getFirst().asObject();
        assertEquals(List.of("GTV_Mass_PET"), mask.get("regions").asTexts());
        assertEquals(1, mask.numbers("images")[0]);
        for (String view : List.of("axial", "coronal", "sagittal")) {
            BufferedImage picture =
                    ImageIO.read(pictures.resolve("1-pt-" + view + ".png").toFile());
            assertEquals(768, Math.max(picture.getWidth(), picture.getHeight()));
            boolean outlined = java.util.stream.IntStream.range(0, picture.getWidth() * picture.getHeight())
                    .map(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xffffff)
                    .anyMatch(colour -> colour == 0xFF4136);
            assertTrue(outlined, "the region is drawn in the " + view + " picture");
        }
        String patient;
        try (Stream<Path> files = Files.list(folder.resolve("image"))) {
            patient =
                    DicomFile.open(files.findFirst().orElseThrow()).attributes().required(Tag.PATIENT_ID);
        }
        Commands table = Commands.run("inspect", folder);
        assertFalse(table.out().contains(patient) || done.out().contains(patient), "the patient is not named");
        assertTrue(table.out().contains("30 x 27 x 48"), table.out());
        assertTrue(table.out().contains("structure set mask/RS.dcm on image 1"), table.out());
    }

    @Test
    void a_series_that_cannot_be_measured_is_listed_with_its_reason() throws IOException {
        copy(ReferenceImages.at("sts_002/PET/dicom"), work.resolve("tree"));
        try (Stream<Path> files = Files.list(work.resolve("tree/image"))) {
            Files.delete(files.sorted().skip(20).findFirst().orElseThrow());
        }
        Commands done = Commands.run("inspect", work.resolve("tree"));
        assertEquals(0, done.exit());
        assertTrue(done.out().contains("a slice is missing"), done.out());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }
}
