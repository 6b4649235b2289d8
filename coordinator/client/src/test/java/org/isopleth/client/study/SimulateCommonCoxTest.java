package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandRun;
import org.isopleth.client.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Cox model with one baseline hazard for six centres, with every rule on, through the commands of a scientist.
class SimulateCommonCoxTest {
    private static final String COMMON = "{id: cox-common@1, name: common, time: T, event: E, ties: TIES,"
            + " bin-width: 30, covariates: [age_at_index, ajcc_pathologic_n_N1, prior_malignancy_yes]FURTHER}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    @Test
    void checkedSimulatedAndReported() throws IOException {
        Path study = study("release: sum-only", "breslow", "");
        assertEquals(ExitCode.DONE, command(List.of("check", study.toString())).exit());
        Path report = work.resolve("report");
        Json.Obj run = simulated(study, "--report", report.toString());
        Json.Obj result = run.list("analyses").getFirst().asObject().object("result");
        assertEquals(1088, result.integer("patients"));
        assertEquals(151, result.integer("events"));
        assertEquals(34, result.integer("fewestLeavers"));
        String page = Files.readString(report.resolve("report.html"));
        assertTrue(
                page.contains("one baseline hazard for all hospitals, on "
                        + result.list("grid").size()
                        + " steps of time that each lose at least 34 patients over all hospitals"),
                "the page says how time was cut");
    }

    @Test
    void tooFewLeaversAreToldWithTheAlternatives() throws IOException {
        // With Efron's ties and 30 rounds, 101 of the 151 events would have to fall into each of two steps.
        List<String> arguments = new ArrayList<>(List.of(
                "simulate",
                study("release: sum-only", "efron", ", max-rounds: 30").toString()));
        arguments.addAll(ClinicalTables.of("tcga_brca").sites());
        CommandRun run = command(arguments);
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertTrue(run.err().contains("too few patients leave in its steps"), run.err());
        assertTrue(run.err().contains("use cox@1 with strata: site"), run.err());
    }

    @Test
    void oneHospitalsTotalsAreNoWayToAskIt() throws IOException {
        CommandRun run = command(
                List.of("check", study("release: site-level", "breslow", "").toString()));
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertTrue(run.err().contains("cox-common@1 needs release: sum-only"), run.err());
    }

    private Path study(String release, String ties, String further) throws IOException {
        String text =
                Files.readString(ClinicalTables.resource("tcga_brca.yaml")).replace("release: site-level", release);
        String head = text.substring(0, text.indexOf("analyses:"));
        String plan = COMMON.replace("TIES", ties).replace("FURTHER", further);
        return Files.writeString(Files.createTempFile(work, "study", ".yaml"), head + "analyses:\n  - " + plan + "\n");
    }

    private Json.Obj simulated(Path study, String... further) throws IOException {
        Path json = Files.createTempDirectory(work, "result").resolve("result.json");
        List<String> arguments = new ArrayList<>(List.of("simulate", study.toString()));
        arguments.addAll(ClinicalTables.of("tcga_brca").sites());
        arguments.addAll(List.of("--json", json.toString()));
        arguments.addAll(List.of(further));
        CommandRun run = command(arguments);
        assertEquals(ExitCode.DONE, run.exit(), run.err());
        return CanonicalJson.parse(Files.readAllBytes(json)).asObject();
    }

    private CommandRun command(List<String> arguments) {
        return CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
    }
}
