package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandRun;
import org.isopleth.client.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which sites of the public tables the disclosure rules refuse, and by which rules. The expectations were
/// counted from the tables by a separate script: complete cases of the model's variables, p with the
/// intercept, T = 10 rounds for each of the study's two to six regressions.
class SimulateFloorsTest {
    private static final String SMALL = "level saturation-marginal saturation-joint counting";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    @Test
    void heartDisease() throws IOException {
        assertEquals(
                Map.of(
                        "ccleveland", "level counting",
                        "chungarian", "level counting",
                        "cswitzerland", "outcome-class " + SMALL,
                        "cva", "level counting"),
                refusals("heart_disease", "heart_disease.yaml", "logistic-raw"));
    }

    @Test
    void tcgaBrca() throws IOException {
        assertEquals(
                Map.of(
                        "c0", "level",
                        "c1", "level",
                        "c2", "level",
                        "c3", "level",
                        "c4", "outcome-class events level",
                        "c5", "outcome-class events level counting"),
                refusals("tcga_brca", "tcga_brca.yaml", "cox6-efron"));
    }

    @Test
    void ncctgLung() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (int small : new int[] {10, 15, 2, 21, 26, 32, 33, 4, 5, 7, 99}) {
            expected.put("c" + small, "rows");
        }
        for (int middling : new int[] {11, 12, 13, 16, 22, 3, 6}) {
            expected.put("c" + middling, "outcome-class " + SMALL);
        }
        // Fewer than ten patients more than columns.
        for (String least : new String[] {"c16", "c6"}) {
            expected.put(least, "outcome-class " + SMALL + " degrees-of-freedom");
        }
        expected.put("c1", "outcome-class counting");
        assertEquals(expected, refusals("ncctg_lung", "ncctg_lung.yaml", "cox-efron"));
    }

    /// One healthy patient at the Swiss hospital: with ten rows and 0.2 columns per row as the only rules, a
    /// model of eight covariates would leave it, and give that patient away.
    @Test
    void theSwissHospitalIsRefusedForItsOutcomeAndNotForItsSize() throws IOException {
        String eight = "[age, sex, fbs, thalach, exang, oldpeak, cp_4, restecg_1]";
        Path study = work.resolve("study.yaml");
        String text = Files.readString(ClinicalTables.resource("heart_disease.yaml"));
        Files.writeString(study, text.replaceAll("covariates: \\[.*]", "covariates: " + eight));
        Json.Obj swiss = decision(run("heart_disease", study), "cswitzerland", "logistic-raw");
        assertEquals(
                List.of("rows", "saturation-marginal", "saturation-joint"),
                passed(swiss).subList(1, 4));
        assertEquals("outcome-class level counting", broken(swiss));
    }

    /// Six regressions of five columns at ten rounds, each allowed from 43 patients on, need 253 together: with
    /// the other rules' reasons gone, what refuses all of the tables as one hospital's 213 patients is their sum.
    @Test
    void analysesOfTheSamePatientsAreCountedTogether() throws IOException {
        Path file = work.resolve("result.json");
        List<String> arguments = new ArrayList<>(
                List.of("simulate", ClinicalTables.resource("ncctg_lung.yaml").toString(), "--json", file.toString()));
        arguments.addAll(ClinicalTables.of("ncctg_lung").asOneSite(work));
        CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
        Json.Obj run = CanonicalJson.parse(Files.readAllBytes(file)).asObject();
        Json.Obj site = run.list("sites").getFirst().asObject();
        Json.Obj decision = named(site.list("analyses"), "cox-efron");
        assertEquals("counting", broken(decision));
        Json.Obj counting = decision.list("rules").stream()
                .map(Json::asObject)
                .filter(rule -> rule.text("rule").equals("counting"))
                .findFirst()
                .orElseThrow();
        assertEquals(253, counting.number("threshold"));
    }

    /// The broken rules of every refused site.
    private Map<String, String> refusals(String tables, String study, String analysis) throws IOException {
        Map<String, String> refusals = new TreeMap<>();
        Json.Obj run = run(tables, ClinicalTables.resource(study));
        for (Json item : run.list("sites")) {
            String site = item.asObject().text("name");
            Json.Obj decision = decision(run, site, analysis);
            if (decision.text("decision").equals("refused")) {
                refusals.put(site, broken(decision));
            }
        }
        return refusals;
    }

    private Json.Obj run(String tables, Path study) throws IOException {
        Path file = work.resolve("result.json");
        List<String> arguments = new ArrayList<>(List.of("simulate", study.toString(), "--json", file.toString()));
        arguments.addAll(ClinicalTables.of(tables).sites());
        CommandRun run = CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        return CanonicalJson.parse(Files.readAllBytes(file)).asObject();
    }

    private static Json.Obj decision(Json.Obj run, String site, String analysis) {
        return named(named(run.list("sites"), site).list("analyses"), analysis);
    }

    private static List<String> passed(Json.Obj decision) {
        return decision.list("rules").stream()
                .map(Json::asObject)
                .filter(rule -> rule.flag("passed"))
                .map(rule -> rule.text("rule"))
                .toList();
    }

    private static String broken(Json.Obj decision) {
        return String.join(
                " ",
                decision.list("rules").stream()
                        .map(Json::asObject)
                        .filter(rule -> !rule.flag("passed"))
                        .map(rule -> rule.text("rule"))
                        .toList());
    }

    private static Json.Obj named(List<Json> items, String name) {
        return items.stream()
                .map(Json::asObject)
                .filter(item -> item.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
