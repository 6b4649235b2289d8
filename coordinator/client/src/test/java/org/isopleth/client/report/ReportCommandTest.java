package org.isopleth.client.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandErrors;
import org.isopleth.client.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {
    @TempDir
    Path work;

    private final StringWriter errors = new StringWriter();
    private Path results;
    private Path provenance;
    private Path page;

    @BeforeEach
    void writeDocuments() throws IOException {
        results = write("results.json", Samples.results("Survival", List.of()));
        provenance = write("provenance.json", Samples.provenance());
        page = work.resolve("report.html");
    }

    private Path write(String name, Json document) throws IOException {
        return Files.write(work.resolve(name), CanonicalJson.bytes(document));
    }

    private int run(Object... arguments) {
        CommandLine line = new CommandLine(new ReportCommand(new StudyReport(Samples.LABELS)))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors));
        CommandErrors.handle(line, work.resolve("fault.log"));
        return line.execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    }

    private void assertRefused(int exit, String problem) {
        assertEquals(ExitCode.BAD_INPUT, exit);
        assertEquals(1, errors.toString().strip().lines().count(), errors::toString);
        assertTrue(errors.toString().contains(problem), errors::toString);
        assertFalse(Files.exists(page));
    }

    @Test
    void the_page_is_written() throws IOException {
        assertEquals(ExitCode.DONE, run(results, "--provenance", provenance, "--out", page));
        assertTrue(Files.readString(page).contains(Samples.ROOT));
        assertEquals(ExitCode.DONE, run(results, "--out", page), "a page that is there is replaced");
        assertFalse(Files.readString(page).contains(Samples.ROOT));
    }

    @Test
    void a_file_that_is_not_there_or_no_results_is_one_line() throws IOException {
        assertRefused(run(work.resolve("none.json"), "--out", page), "none.json: the file does not exist");
        errors.getBuffer().setLength(0);
        assertRefused(run(provenance, "--out", page), "not a results document of version 1");
        errors.getBuffer().setLength(0);
        Path text = Files.writeString(work.resolve("text.json"), "results");
        assertRefused(run(text, "--out", page), "expected a JSON document");
    }

    @Test
    void a_results_document_with_a_malformed_digest_is_one_line() throws IOException {
        Path broken = write(
                "broken.json",
                Json.object().with("results", 1).with("study", "x").build());
        assertRefused(run(broken, "--out", page), "broken.json");
    }

    @Test
    void the_provenance_of_another_study_is_one_line() throws IOException {
        Path other = write("other.json", Samples.results("Another", List.of()));
        assertRefused(run(other, "--provenance", provenance, "--out", page), "of two studies");
    }

    @Test
    void planted_effects_are_shown_when_they_are_given() throws IOException {
        PlantedDocument.PlantedEffect age = new PlantedDocument.PlantedEffect("response", "age", 0.04);
        PlantedDocument document = new PlantedDocument(Samples.study("Survival").digest(), List.of(age));
        Path planted = write("planted.json", document.json());
        assertEquals(ExitCode.DONE, run(results, "--planted", planted, "--out", page));
        assertTrue(Files.readString(page).contains("Planted effects"));
        Files.delete(page);
        assertRefused(run(results, "--planted", provenance, "--out", page), "not a document of planted effects");
    }

    @Test
    void a_folder_that_is_not_there_is_told_before_anything_is_read() {
        page = work.resolve("none/report.html");
        assertRefused(run(results, "--out", page), "its folder does not exist");
    }
}
