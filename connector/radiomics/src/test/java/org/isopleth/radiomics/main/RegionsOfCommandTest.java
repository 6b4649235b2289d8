package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.cases.WrittenCases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which region `extract` takes for the one that is asked for, where it puts it, and by whose conventions it is
/// measured.
class RegionsOfCommandTest {
    private static final int SIDE = 9;

    @TempDir
    private Path work;

    private Path settings;
    private Path image;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        settings = WrittenCases.settings(work);
        image = WrittenCases.image(work.resolve("a.nrrd"), SIDE, 1);
        out = work.resolve("out.csv");
    }

    @Test
    void a_canonical_name_finds_what_the_file_calls_otherwise() throws IOException {
        Path mask = WrittenCases.segments(work.resolve("m.seg.nrrd"), SIDE, "GTV-1", "Lung left");
        assertEquals(0, extract(mask, "--roi", "GTVp1").exit());
        assertTrue(Files.readAllLines(out).get(2).startsWith("a.nrrd,GTVp1,YEKZ,"));
        assertEquals(List.of("region-by-synonym"), cautions());
        assertEquals(0, extract(mask, "--roi", "GTV-1").exit());
        assertEquals(List.of(), cautions());
    }

    @Test
    void the_written_name_wins_over_its_meaning() throws IOException {
        Path mask = WrittenCases.segments(work.resolve("m.seg.nrrd"), SIDE, "tumor", "GTVp");
        assertEquals(0, extract(mask, "--roi", "tumor").exit());
        assertTrue(row("YEKZ").contains(",162,"), "81 voxels in the lower half");
        assertEquals(0, extract(mask, "--roi", "GTVp").exit());
        assertTrue(row("YEKZ").contains(",54,"), "27 voxels in the upper half");
    }

    @Test
    void several_that_answer_are_refused_with_their_canonical_names_and_never_their_own() throws IOException {
        Path mask = WrittenCases.segments(work.resolve("m.seg.nrrd"), SIDE, "GTV-1", "Tumour 2");
        Commands done = extract(mask, "--roi", "GTVp");
        assertEquals(1, done.exit());
        assertTrue(done.err().contains("more than one region answers: GTVp1, GTVp2; ask for one by its number"));
        assertTrue(!done.err().contains("Tumour 2"));
    }

    @Test
    void a_site_s_own_names_are_known_and_measure_again_what_was_not_found() throws IOException {
        Path mask = WrittenCases.segments(work.resolve("m.seg.nrrd"), SIDE, "Haupttumor", "Milz");
        Commands unknown = extract(mask, "--roi", "GTVp");
        assertEquals(1, unknown.exit());
        assertTrue(unknown.err().contains("no region has the name that was asked for"), unknown.err());
        Path names = Files.writeString(work.resolve("r.yaml"), "regions: 1\nsynonyms: {GTVp: [haupt-tumor]}\n");
        assertEquals(0, extract(mask, "--roi", "GTVp", "--regions", names).exit());
    }

    @Test
    void a_mask_on_another_grid_is_resampled_and_said_to_be_or_refused() throws IOException {
        Path mask = WrittenCases.ball(work.resolve("m.nrrd"), SIDE - 1, 3);
        assertEquals(0, extract(mask).exit());
        assertEquals(List.of("resampled-mask"), cautions());
        Commands refused = extract(mask, "--same-grid");
        assertEquals(1, refused.exit());
        assertTrue(refused.err().contains("the segmentation lies on another grid than the image"), refused.err());
    }

    @Test
    void images_and_masks_may_be_metaimages() throws IOException {
        Path mask = WrittenCases.ball(work.resolve("m.nrrd"), SIDE, 3);
        assertEquals(0, extract(mask).exit());
        List<String> before = Files.readAllLines(out);
        image = WrittenCases.metaImage(image, work.resolve("a.mha"), "MET_SHORT", SIDE);
        Path same = WrittenCases.metaImage(mask, work.resolve("m.mha"), "MET_UCHAR", SIDE);
        assertEquals(0, extract(same).exit());
        assertEquals(
                before.stream().map(line -> line.replace("a.nrrd,", "a.mha,")).toList(), Files.readAllLines(out));
    }

    @Test
    void pyradiomics_names_and_shift_are_measured_and_recorded() throws IOException {
        Path mask = WrittenCases.ball(work.resolve("m.nrrd"), SIDE, 3);
        Files.writeString(settings, "radiomics: 1\ndimension: in-space\ndiscretisation: {aligned-width: 25}\n");
        assertEquals(0, extract(mask, "--profile", "pyradiomics").exit());
        List<String> lines = Files.readAllLines(out);
        assertEquals(107, lines.size() - 1);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("a.nrrd,,original_glcm_Contrast,Contrast,n/a,")));
        String energy = row("original_firstorder_Energy");
        assertEquals(
                0,
                extract(mask, "--profile", "pyradiomics", "--voxel-array-shift", 2000, "--wide")
                        .exit());
        lines = Files.readAllLines(out);
        int column = List.of(lines.getFirst().split(",", -1)).indexOf("original_firstorder_Energy");
        double shifted = Double.parseDouble(lines.get(1).split(",", -1)[column]);
        double plain = Double.parseDouble(energy.split(",", -1)[5]);
        assertTrue(shifted > plain + 93 * 2000.0 * 2000.0, "each of the 93 voxels is 2000 higher");
        Json.Obj profile = provenance().object("profile");
        assertEquals("pyradiomics", profile.text("name"));
        assertEquals(2000, profile.get("voxelArrayShift").asNumber());
    }

    private Commands extract(Path mask, Object... more) {
        List<Object> words = new java.util.ArrayList<>(
                List.of("extract", "--image", image, "--mask", mask, "--settings", settings, "--out", out));
        words.addAll(List.of(more));
        return Commands.run(words.toArray());
    }

    private String row(String feature) throws IOException {
        return Files.readAllLines(out).stream()
                .filter(line -> line.contains("," + feature + ","))
                .findFirst()
                .orElseThrow();
    }

    private Json.Obj provenance() throws IOException {
        return CanonicalJson.parse(Files.readAllBytes(work.resolve("out.provenance.json")))
                .asObject();
    }

    private List<String> cautions() throws IOException {
        return provenance().object("cautions").find("a.nrrd").map(Json::asTexts).orElse(List.of());
    }
}
