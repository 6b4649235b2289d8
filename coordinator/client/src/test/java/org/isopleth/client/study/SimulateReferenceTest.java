package org.isopleth.client.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isopleth.analysis.Analyses;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `isopleth study simulate` against answers of independent software, |a − b| ≤ 1e-8 max(1, |b|), and
/// against its own fit of the pooled rows, 1e-10.
class SimulateReferenceTest {
    private static final double REFERENCE = 1e-8;
    private static final double POOLED = 1e-10;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path work;

    @Test
    void heartDiseaseLogisticModels() {
        ClinicalTables tables = ClinicalTables.of("heart_disease");
        Json.Obj run = simulate("heart_disease.yaml", tables.sites());
        Json.Obj reference = tables.reference();
        compareFit(reference.object("logistic_raw"), result(run, "logistic-raw"), REFERENCE);
        near(-310.892161296315, result(run, "logistic-raw").number("logLikelihood"), REFERENCE, "log-likelihood");
        for (String lambda : List.of("0.01", "0.1", "1")) {
            compareFit(
                    reference.object("logistic_ridge_" + lambda),
                    result(run, "logistic-ridge-" + lambda.replace('.', '-')),
                    REFERENCE);
        }
        compareDescriptive(reference, result(run, "descriptive"));
    }

    @Test
    void tcgaBrcaStratifiedByCentre() {
        ClinicalTables tables = ClinicalTables.of("tcga_brca");
        Json.Obj run = simulate("tcga_brca.yaml", tables.sites());
        Json.Obj reference = tables.reference();
        for (String ties : List.of("efron", "breslow")) {
            compareFit(reference.object("cox6_strata_centre_" + ties), result(run, "cox6-" + ties), REFERENCE);
        }
        compareDescriptive(reference, result(run, "descriptive"));
    }

    @Test
    void tcgaBrcaAsOneSite() {
        ClinicalTables tables = ClinicalTables.of("tcga_brca");
        Json.Obj run = simulate("tcga_brca.yaml", tables.asOneSite(work));
        Json.Obj reference = tables.reference();
        for (String ties : List.of("efron", "breslow")) {
            compareFit(reference.object("cox6_" + ties), result(run, "cox6-" + ties), REFERENCE);
        }
    }

    @Test
    void ncctgLungStratifiedByCentre() {
        ClinicalTables tables = ClinicalTables.of("ncctg_lung");
        Json.Obj run = simulate("ncctg_lung.yaml", tables.sites());
        Json.Obj reference = tables.reference();
        for (String ties : List.of("efron", "breslow")) {
            compareFit(reference.object("cox_strata_" + ties), result(run, "cox-" + ties), REFERENCE);
        }
        compareDescriptive(reference, result(run, "descriptive"));
    }

    @Test
    void ncctgLungAsOneSite() {
        ClinicalTables tables = ClinicalTables.of("ncctg_lung");
        Json.Obj run = simulate("ncctg_lung.yaml", tables.asOneSite(work));
        Json.Obj reference = tables.reference();
        for (String ties : List.of("efron", "breslow")) {
            compareFit(reference.object("cox_" + ties), result(run, "cox-" + ties), REFERENCE);
            compareFit(reference.object("cox_strata_" + ties), result(run, "cox-centre-" + ties), REFERENCE);
        }
        for (String lambda : List.of("0.01", "0.1")) {
            compareFit(
                    reference.object("cox_ridge_" + lambda),
                    result(run, "cox-ridge-" + lambda.replace('.', '-')),
                    REFERENCE);
        }
    }

    @Test
    void tiedTimesTellEfronFromBreslow() throws IOException {
        Map<String, String> columns = Map.of("ncctg_lung", "time", "tcga_brca", "T");
        List<String> golden = Files.readAllLines(ClinicalTables.resource("golden/r-survival/3.5-3/days30.csv"));
        for (Map.Entry<String, String> entry : columns.entrySet()) {
            Path folder = Files.createDirectory(work.resolve(entry.getKey()));
            ClinicalTables tables = ClinicalTables.of(entry.getKey()).withDays30(entry.getValue(), folder);
            Json.Obj sites = simulate(entry.getKey() + "_days30.yaml", tables.sites());
            Json.Obj whole = simulate(entry.getKey() + "_days30.yaml", tables.asOneSite(work));
            String prefix = entry.getKey().equals("ncctg_lung") ? "cox-" : "cox6-";
            for (String ties : List.of("efron", "breslow")) {
                compareGolden(golden, entry.getKey() + ",days30-" + ties + ",", result(whole, prefix + ties));
                compareGolden(golden, entry.getKey() + ",days30-centre-" + ties + ",", result(sites, prefix + ties));
            }
        }
    }

    @Test
    void theFederatedFitIsThePooledFit() {
        ClinicalTables heart = ClinicalTables.of("heart_disease");
        Json.Obj four = simulate("heart_disease.yaml", heart.sites());
        Json.Obj one = simulate("heart_disease.yaml", heart.asOneSite(work));
        for (String name : List.of("logistic-raw", "logistic-ridge-0-01", "logistic-ridge-0-1", "logistic-ridge-1")) {
            compareResults(result(one, name), result(four, name), POOLED);
        }
        ClinicalTables lung = ClinicalTables.of("ncctg_lung");
        Json.Obj many = simulate("ncctg_lung.yaml", lung.sites());
        Json.Obj whole = simulate("ncctg_lung.yaml", lung.asOneSite(work));
        for (String ties : List.of("efron", "breslow")) {
            compareResults(result(whole, "cox-centre-" + ties), result(many, "cox-" + ties), POOLED);
            compareResults(result(whole, "cox-centre-" + ties), result(many, "cox-centre-" + ties), POOLED);
        }
    }

    @Test
    void theOrderOfSitesChangesNoByte() throws IOException {
        ClinicalTables tables = ClinicalTables.of("heart_disease");
        List<String> sites = tables.sites();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < sites.size(); i += 2) {
            pairs.add(sites.get(i + 1));
        }
        String first = CanonicalJson.text(simulate("heart_disease.yaml", sites));
        for (int seed = 0; seed < 3; seed++) {
            Collections.shuffle(pairs, new Random(seed));
            List<String> shuffled = new ArrayList<>();
            pairs.forEach(pair -> shuffled.addAll(List.of("--site", pair)));
            assertEquals(first, CanonicalJson.text(simulate("heart_disease.yaml", shuffled)));
        }
    }

    private Json.Obj simulate(String study, List<String> sites) {
        Path json = work.resolve("result.json");
        List<String> arguments = new ArrayList<>(List.of(
                "simulate", ClinicalTables.resource(study).toString(), "--no-gate-floors", "--json", json.toString()));
        arguments.addAll(sites);
        CommandRun run = CommandRun.study(Analyses.all(), work.resolve("fault.log"), arguments.toArray(String[]::new));
        assertEquals("", run.err());
        assertEquals(0, run.exit());
        try {
            Json.Obj result = CanonicalJson.parse(Files.readAllBytes(json)).asObject();
            assertTrue(result.get("stamps").asTexts().contains("no-gate-floors"));
            return result;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Json.Obj result(Json.Obj run, String analysis) {
        return run.list("analyses").stream()
                .map(Json::asObject)
                .filter(one -> one.text("name").equals(analysis))
                .findFirst()
                .orElseThrow()
                .object("result");
    }

    private static Json.Obj coefficient(Json.Obj result, String name) {
        return result.list("coefficients").stream()
                .map(Json::asObject)
                .filter(one -> one.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Coefficients, standard errors where the reference has them, and log-likelihoods.
    private static void compareFit(Json.Obj reference, Json.Obj result, double tolerance) {
        Json.Obj coefficients = reference.object("coef");
        assertEquals(coefficients.members().size(), result.list("coefficients").size());
        coefficients
                .members()
                .forEach((name, value) ->
                        near(value.asNumber(), coefficient(result, name).number("estimate"), tolerance, name));
        reference
                .find("se")
                .ifPresent(errors -> errors.asObject()
                        .members()
                        .forEach((name, value) -> near(
                                value.asNumber(),
                                coefficient(result, name).number("standardError"),
                                tolerance,
                                "standard error of " + name)));
        near(reference.number("loglik"), result.number("logLikelihood"), tolerance, "log-likelihood");
        for (String key : List.of("null_loglik", "loglik_null")) {
            reference
                    .find(key)
                    .ifPresent(value ->
                            near(value.asNumber(), result.number("nullLogLikelihood"), tolerance, "null model"));
        }
    }

    private static void compareDescriptive(Json.Obj reference, Json.Obj result) {
        int compared = 0;
        for (Json item : result.list("variables")) {
            Json.Obj variable = item.asObject();
            Json expected =
                    reference.object("descriptive").object("pooled").members().get(variable.text("name"));
            if (expected != null) {
                compared++;
                String name = variable.text("name");
                assertEquals(expected.asObject().integer("n"), variable.integer("n"), name);
                assertEquals(expected.asObject().integer("missing"), variable.integer("missing"), name);
                near(expected.asObject().number("mean"), variable.number("mean"), REFERENCE, "mean of " + name);
                near(
                        expected.asObject().number("var_n1"),
                        variable.number("variance"),
                        REFERENCE,
                        "variance of " + name);
                near(
                        expected.asObject().number("sd_n1"),
                        variable.number("standardDeviation"),
                        REFERENCE,
                        "deviation of " + name);
            }
        }
        assertTrue(compared >= 3, "the reference describes only " + compared + " of the variables");
    }

    private static void compareGolden(List<String> golden, String prefix, Json.Obj result) {
        List<String> lines =
                golden.stream().filter(line -> line.startsWith(prefix)).toList();
        assertEquals(result.list("coefficients").size() + 2, lines.size(), prefix);
        for (String line : lines) {
            String[] cells = line.substring(prefix.length()).split(",", -1);
            double expected = Double.parseDouble(cells[1]);
            if (cells[2].isEmpty()) {
                near(expected, result.number(cells[0]), REFERENCE, prefix + cells[0]);
            } else {
                near(expected, coefficient(result, cells[0]).number("estimate"), REFERENCE, prefix + cells[0]);
                near(
                        Double.parseDouble(cells[2]),
                        coefficient(result, cells[0]).number("standardError"),
                        REFERENCE,
                        prefix + "error of " + cells[0]);
            }
        }
    }

    private static void compareResults(Json.Obj pooled, Json.Obj federated, double tolerance) {
        assertEquals(pooled.integer("patients"), federated.integer("patients"));
        near(pooled.number("logLikelihood"), federated.number("logLikelihood"), tolerance, "log-likelihood");
        for (Json item : pooled.list("coefficients")) {
            Json.Obj own = coefficient(federated, item.asObject().text("name"));
            for (String key : List.of("estimate", "standardError", "lower", "upper")) {
                near(item.asObject().number(key), own.number(key), tolerance, key);
            }
        }
    }

    private static void near(double expected, double actual, double tolerance, String what) {
        assertEquals(expected, actual, tolerance * Math.max(1, Math.abs(expected)), what);
    }
}
