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

/// Six centres of which two are too small to show anything alone (9 and 3 deaths: [SimulateFloorsTest]), read
/// as sums only, with every rule on.
class SimulateSumOnlyTest {
    private static final double POOLED = 1e-10;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    @Test
    void sixCentresFitTheModelOfAllTheirPatientsWithTheRulesOn() throws IOException {
        ClinicalTables tables = ClinicalTables.of("tcga_brca");
        Json.Obj sums = run(study("release: site-level", "release: sum-only"), tables.sites());
        assertEquals(
                List.of("simulation", "masked-in-a-real-run", "without-terms"),
                sums.get("stamps").asTexts());
        for (Json site : sums.list("sites")) {
            for (Json decision : site.asObject().list("analyses")) {
                assertEquals("allowed", decision.asObject().text("decision"));
                List<String> rules = decision.asObject().list("rules").stream()
                        .map(rule -> rule.asObject().text("rule"))
                        .toList();
                assertTrue(rules.containsAll(List.of("totals", "rows", "contributors", "dominance", "level")));
            }
        }
        Path stratified = study(
                "analyses:",
                "  - {name: centre, term: none, unit: \"1\", range: [0, 5]}\nanalyses:",
                "ties:",
                "strata: centre\n    ties:");
        List<String> whole = new ArrayList<>(List.of("--no-gate-floors"));
        whole.addAll(tables.asOneSite(work));
        Json.Obj pooled = run(stratified, whole);
        for (String name : List.of("cox6-efron", "cox6-breslow")) {
            Json.Obj sum = result(sums, name);
            assertEquals(6, analysis(sums, name).list("sites").size());
            assertEquals(1088, sum.integer("patients"));
            near(result(pooled, name), sum, "logLikelihood");
            near(result(pooled, name), sum, "nullLogLikelihood");
            List<Json> coefficients = result(pooled, name).list("coefficients");
            assertEquals(6, coefficients.size());
            for (int i = 0; i < 6; i++) {
                Json.Obj own = sum.list("coefficients").get(i).asObject();
                assertEquals(coefficients.get(i).asObject().text("name"), own.text("name"));
                near(coefficients.get(i).asObject(), own, "estimate");
                near(coefficients.get(i).asObject(), own, "standardError");
            }
        }
    }

    /// One centre's word would be given away by the sum of the others; nobody's result is better than that.
    @Test
    void twoCentresAreNoSum() throws IOException {
        List<String> two = ClinicalTables.of("tcga_brca").sites().subList(0, 4);
        Path study = study("release: site-level", "release: sum-only");
        CommandRun run = command(study, two);
        assertEquals(ExitCode.BAD_INPUT, run.exit());
        assertTrue(
                run.err().contains("contributors: every number needs patients of none or at least 3 hospitals"),
                run.err());
    }

    private static void near(Json.Obj expected, Json.Obj actual, String member) {
        assertEquals(
                expected.number(member),
                actual.number(member),
                POOLED * Math.max(1, Math.abs(expected.number(member))),
                member);
    }

    /// The study of the six centres with some of its words replaced.
    private Path study(String... replacements) throws IOException {
        String text = Files.readString(ClinicalTables.resource("tcga_brca.yaml"));
        for (int i = 0; i < replacements.length; i += 2) {
            assertTrue(text.contains(replacements[i]));
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return Files.writeString(Files.createTempFile(work, "study", ".yaml"), text);
    }

    private Json.Obj run(Path study, List<String> sites) throws IOException {
        Path json = Files.createTempDirectory(work, "result").resolve("result.json");
        List<String> arguments = new ArrayList<>(sites);
        arguments.addAll(List.of("--json", json.toString()));
        CommandRun run = command(study, arguments);
        assertEquals("", run.err());
        assertEquals(ExitCode.DONE, run.exit());
        return CanonicalJson.parse(Files.readAllBytes(json)).asObject();
    }

    private CommandRun command(Path study, List<String> sites) {
        List<String> arguments = new ArrayList<>(List.of("simulate", study.toString()));
        arguments.addAll(sites);
        return CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
    }

    private static Json.Obj analysis(Json.Obj run, String name) {
        return run.list("analyses").stream()
                .map(Json::asObject)
                .filter(one -> one.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Json.Obj result(Json.Obj run, String name) {
        return analysis(run, name).object("result");
    }
}
