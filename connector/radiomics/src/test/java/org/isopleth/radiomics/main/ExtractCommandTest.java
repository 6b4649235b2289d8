package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.radiomics.cases.WrittenCases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractCommandTest {
    /// In space: 79 values without aggregation and 136 of textures.
    private static final int VALUES = 215;

    @TempDir
    private Path work;

    private Path settings;

    @BeforeEach
    void write() throws IOException {
        settings = WrittenCases.settings(work);
    }

    @Test
    void one_case_becomes_a_row_for_each_feature() throws IOException {
        Path image = WrittenCases.image(work.resolve("a.nrrd"), 9, 1);
        Path mask = WrittenCases.ball(work.resolve("m.nrrd"), 9, 3);
        Path out = work.resolve("out.csv");
        Commands done = Commands.run("extract", "--image", image, "--mask", mask, "--settings", settings, "--out", out);
        assertEquals(0, done.exit(), done.err());
        List<String> lines = Files.readAllLines(out);
        assertEquals("case,roi,feature,name,aggregation,value,unit,iri", lines.getFirst());
        assertEquals(VALUES, lines.size() - 1);
        // 93 voxel centres of the 9³ grid lie within 3 of the middle, the border left out; each has 2 mm³.
        assertEquals("a.nrrd,,YEKZ,volume (voxel counting),n/a,186,mm3,http://www.radiomics.org/RO/YEKZ", lines.get(2));
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("a.nrrd,,ACUI,contrast,\"3D, averaged\",")),
                "an aggregation with a comma is quoted");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
        Json.Obj how = CanonicalJson.parse(Files.readAllBytes(work.resolve("out.provenance.json")))
                .asObject();
        assertEquals(CanonicalJson.digest(how.get("settings")).hex(), how.text("settingsDigest"));
        assertEquals("0.1.0", how.text("software"));
        assertFalse(Files.exists(work.resolve("out.journal")), "nothing is left to continue");
        assertFalse(Files.exists(work.resolve("out.failures.csv")));
    }

    @Test
    void wide_results_have_a_row_for_each_region() throws IOException {
        Path table = WrittenCases.write(work, 2, 7);
        Path out = work.resolve("out.csv");
        assertEquals(0, extract(table, out, "--wide").exit());
        List<String> lines = Files.readAllLines(out);
        assertEquals(3, lines.size());
        assertTrue(lines.getFirst().startsWith("case,roi,RNU0,YEKZ,"), lines.getFirst());
        assertTrue(lines.getFirst().contains(",\"ACUI 3D, averaged\","), lines.getFirst());
        assertTrue(lines.get(1).startsWith("case-00,,") && lines.get(2).startsWith("case-01,,"));
    }

    @Test
    void the_same_bytes_come_of_any_number_of_threads() throws IOException {
        Path table = WrittenCases.write(work, 6, 9);
        for (String ending : List.of("csv", "json")) {
            Path one = work.resolve("one." + ending);
            Path four = work.resolve("four." + ending);
            assertEquals(0, extract(table, one, "--threads", 1).exit());
            assertEquals(0, extract(table, four, "--threads", 4).exit());
            assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(four));
        }
    }

    @Test
    void a_bad_case_is_listed_with_its_reason_and_stops_no_other() throws IOException {
        Path table = WrittenCases.write(work, 3, 9);
        WrittenCases.ball(work.resolve("empty.nrrd"), 9, 0);
        WrittenCases.ball(work.resolve("beyond.nrrd"), 20, 8);
        byte[] whole = Files.readAllBytes(work.resolve("case-02.nrrd"));
        Files.write(work.resolve("torn.nrrd"), java.util.Arrays.copyOf(whole, whole.length - 1));
        Files.write(
                table,
                List.of(
                        "empty,case-00.nrrd,empty.nrrd",
                        "beyond,case-00.nrrd,beyond.nrrd",
                        "torn,torn.nrrd,case-00-mask.nrrd",
                        "absent,nowhere.nrrd,case-00-mask.nrrd"),
                StandardOpenOption.APPEND);
        Path out = work.resolve("out.csv");
        Commands done = extract(table, out, "--json");
        assertEquals(1, done.exit());
        assertEquals(
                List.of(
                        "case,roi,reason",
                        "empty,,no voxel has the label that was asked for",
                        "beyond,,the region reaches outside the image",
                        "torn,,the file ends before the size its header declares",
                        "absent,,the file could not be opened or read"),
                Files.readAllLines(work.resolve("out.failures.csv")));
        assertEquals(3 * VALUES, Files.readAllLines(out).size() - 1);
        Json.Obj summary = CanonicalJson.parse(done.out()).asObject();
        assertEquals(7, summary.count("cases"));
        assertEquals(4, summary.count("failures"));
        assertTrue(done.err().contains("isopleth: not measured: torn: the file ends before"), done.err());

        // What was put right is measured; the others are not measured again.
        Files.copy(work.resolve("case-01.nrrd"), work.resolve("nowhere.nrrd"));
        Json.Obj again =
                CanonicalJson.parse(extract(table, out, "--json").out()).asObject();
        assertEquals(3, again.count("continued"));
        assertEquals(4, again.count("measured"));
        assertEquals(3, again.count("failures"));
    }

    @Test
    void a_changed_image_is_measured_again() throws IOException {
        Path table = WrittenCases.write(work, 2, 9);
        Files.writeString(table, "bad,nowhere.nrrd,nowhere.nrrd\n", StandardOpenOption.APPEND);
        Path out = work.resolve("out.csv");
        assertEquals(1, extract(table, out).exit());
        WrittenCases.image(work.resolve("case-01.nrrd"), 9, 77);
        Files.setLastModifiedTime(
                work.resolve("case-01.nrrd"), java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        Json.Obj again =
                CanonicalJson.parse(extract(table, out, "--json").out()).asObject();
        assertEquals(1, again.count("continued"));
    }

    @Test
    void json_holds_cases_failures_and_how_they_were_measured() throws IOException {
        Path table = WrittenCases.write(work, 1, 9);
        Files.writeString(table, "bad,nowhere.nrrd,nowhere.nrrd\n", StandardOpenOption.APPEND);
        Path out = work.resolve("out.json");
        assertEquals(1, extract(table, out).exit());
        Json.Obj all = CanonicalJson.parse(Files.readAllBytes(out)).asObject();
        Json.Obj first = all.list("cases").getFirst().asObject();
        Json.Obj volume = first.list("regions")
                .getFirst()
                .asObject()
                .list("features")
                .getFirst()
                .asObject();
        assertEquals("RNU0", volume.text("feature"));
        assertEquals("mm3", volume.text("unit"));
        Json.Obj bad = all.list("cases").getLast().asObject();
        assertEquals(
                "the file could not be opened or read",
                bad.list("failures").getFirst().asObject().text("reason"));
        assertEquals(64, all.text("settingsDigest").length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --image {w}/a.nrrd --settings {s} --out {w}/o.csv | --image and --mask go together: name both
        --settings {s} --out {w}/o.csv | give either --image and --mask, or --cases, or --folder
        --image {w}/no --mask {w}/no --settings {s} --out {w}/o.csv | there is no such file or folder
        --cases {w}/no.csv --settings {s} --out {w}/o.csv | no.csv: the file does not exist
        --cases {s} --settings {s} --out {w}/o.txt | results are written as .csv or .json
        --cases {s} --settings {s} --out {w}/no/o.csv | its folder does not exist; create it first
        --cases {s} --settings {s} --out {w}/o.csv | settings.yaml:1: unknown column; the columns are case
        --cases {s} --settings {s} --out {w}/o.csv --roi GTV | --roi goes with --image only
        --cases {s} --settings {s} --out {w}/o.json --wide | --wide is a layout of CSV
        --cases {s} --settings {s} --out {w}/o.csv --suv fat | --suv: one of bw, lbm, lbm-james, bsa
        --cases {s} --settings {s} --out {w}/o.csv --threads 0 | --threads: from 1 to 1024
        --cases {s} --settings {s} --out {w}/o.csv --profile other | --profile: one of ibsi, pyradiomics
        --cases {s} --settings {s} --out {w}/o.csv --profile pyradiomics | write aligned-width instead of width
        --cases {s} --settings {s} --out {w}/o.csv --voxel-array-shift 2000 | goes with --profile pyradiomics only
        --cases {s} --settings {s} --out {w}/o.csv --regions {w}/no.yaml | no.yaml
        --cases {s} --settings {w}/no.yaml --out {w}/o.csv | no.yaml
        --out {w}/o.csv | Missing required option: '--settings=FILE'
        """)
    void what_cannot_be_used_is_refused_in_one_line(String arguments, String line) throws IOException {
        WrittenCases.image(work.resolve("a.nrrd"), 3, 1);
        String[] words = ("extract " + arguments)
                .replace("{w}", work.toString())
                .replace("{s}", settings.toString())
                .split(" ");
        Commands done = Commands.run((Object[]) words);
        assertEquals(2, done.exit());
        assertEquals(1, done.err().lines().count(), done.err());
        assertTrue(done.err().startsWith("isopleth: error: ") && done.err().contains(line), done.err());
    }

    private Commands extract(Path table, Path out, Object... more) {
        List<Object> words =
                new java.util.ArrayList<>(List.of("extract", "--cases", table, "--settings", settings, "--out", out));
        words.addAll(List.of(more));
        return Commands.run(words.toArray());
    }
}
