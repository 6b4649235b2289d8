package org.isopleth.analysis.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.TestStudies;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.site.SiteId;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cox models with one baseline hazard over six regions (TCGA-BRCA, 1,088 patients), on the grids the rule
/// leaves.
class TcgaBrcaGridTest {
    private static final List<String> SIX = List.of(
            "age_at_index",
            "ajcc_pathologic_n_N1",
            "ajcc_pathologic_n_N2",
            "ajcc_pathologic_t_T2",
            "ajcc_pathologic_t_T3",
            "prior_malignancy_yes");

    private final ReferenceData data = ReferenceData.of("tcga_brca");
    private final List<String> all = features();
    private final Map<SiteId, AnalysisTable> regions = regions();

    /// The 39 features.
    private List<String> features() {
        try {
            return Files.readAllLines(data.folder().resolve("column_map.csv")).stream()
                    .skip(1)
                    .map(line -> line.substring(line.lastIndexOf(',') + 1))
                    .filter(name -> !List.of("E", "T").contains(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<SiteId, AnalysisTable> regions() {
        List<String> columns = new ArrayList<>(all);
        columns.addAll(List.of("E", "T"));
        return data.centres(columns.toArray(String[]::new));
    }

    private List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        for (String name : all) {
            variables.add(TestStudies.number(name, 0, name.equals("age_at_index") ? 120 : 1));
        }
        variables.add(TestStudies.number("E", 0, 1));
        variables.add(TestStudies.number("T", 0, 10000));
        return variables;
    }

    private static String options(List<String> covariates, String ties, int rounds, String further) {
        return "{\"time\":\"T\",\"event\":\"E\",\"ties\":\"" + ties + "\",\"max-rounds\":" + rounds + further
                + ",\"covariates\":[\"" + String.join("\",\"", covariates) + "\"]}";
    }

    private PreparedAnalysis common(List<String> covariates, String ties, int rounds, String further) {
        return TestStudies.prepare(
                variables(),
                ReleaseLevel.SUM_ONLY,
                "cox-common@1",
                options(covariates, ties, rounds, further + ",\"bin-width\":30,\"steps\":100"));
    }

    /// Everybody as one site, followed up to a step of the grid of this result.
    private Map<SiteId, AnalysisTable> onGrid(Json.Obj result) {
        AnalysisTable pooled =
                Objects.requireNonNull(ReferenceData.pooled(regions).get(new SiteId("pooled")));
        Column.Numeric days = (Column.Numeric) pooled.column("T");
        double[] steps = new double[pooled.rows()];
        Arrays.setAll(
                steps,
                row -> result.list("grid").stream()
                                .filter(step -> step.asObject().number("from") <= 30 * Math.floor(days.value(row) / 30))
                                .count()
                        - 1.0);
        List<Column> columns = new ArrayList<>(pooled.columns());
        columns.replaceAll(column -> column.name().equals("T") ? new Column.Numeric("T", steps) : column);
        return Map.of(new SiteId("pooled"), new AnalysisTable(pooled.rows(), columns));
    }

    private void assertPooled(List<String> covariates, String ties, int rounds, String further, int steps) {
        Json.Obj result = TestStudies.result(Federation.run(common(covariates, ties, rounds, further), regions));
        assertEquals(steps, result.list("grid").size(), "steps");
        for (Json step : result.list("grid")) {
            assertTrue(step.asObject().integer("leavers") >= result.integer("fewestLeavers"));
        }
        Json.Obj pooled = TestStudies.result(Federation.run(
                TestStudies.prepare(variables(), "cox@1", options(covariates, ties, rounds, further)), onGrid(result)));
        for (int j = 0; j < covariates.size(); j++) {
            Json.Obj expected = pooled.list("coefficients").get(j).asObject();
            Json.Obj actual = result.list("coefficients").get(j).asObject();
            assertClose(expected.number("estimate"), actual.number("estimate"), expected.text("name"));
            assertClose(expected.number("standardError"), actual.number("standardError"), expected.text("name"));
        }
        assertClose(pooled.number("logLikelihood"), result.number("logLikelihood"), "log-likelihood");
    }

    private static void assertClose(double expected, double actual, String what) {
        assertEquals(expected, actual, 1e-10 * Math.max(1, Math.abs(expected)), what);
    }

    /// What a grid costs: the largest shift of a coefficient from R's on exact days, in R's standard errors.
    @ParameterizedTest
    @CsvSource({"breslow,0.41", "efron,0.61"})
    void a_grid_moves_coefficients_little(String ties, double most) {
        Json.Obj result = TestStudies.result(Federation.run(common(SIX, ties, 10, ""), regions));
        Json.Obj exact = data.answers().object("cox6_" + ties);
        double shift = 0;
        for (Json coefficient : result.list("coefficients")) {
            String name = coefficient.asObject().text("name");
            double moved = coefficient.asObject().number("estimate")
                    - exact.object("coef").number(name);
            shift = Math.max(shift, Math.abs(moved) / exact.object("se").number(name));
        }
        assertTrue(shift < most, shift + " standard errors");
    }

    /// Six columns and ten rounds: 47 patients in each step.
    @ParameterizedTest
    @CsvSource({"breslow,20", "efron,4"})
    void six_columns_have_the_pooled_answer_on_the_same_grid(String ties, int steps) {
        assertPooled(SIX, ties, 10, "", steps);
    }

    /// 39 columns and seven rounds: 148 patients in each step.
    @Test
    void thirty_nine_columns_have_a_coarse_grid_with_breslow_ties() {
        assertEquals(39, all.size());
        assertPooled(all, "breslow", 7, ",\"ridge\":0.1", 6);
    }

    /// Efron's ties tell the events of a step apart, and there are 151 in all: two steps with 148 are not to
    /// be had.
    @ParameterizedTest
    @ValueSource(ints = {7, 10})
    void thirty_nine_columns_are_refused_with_efron_ties(int rounds) {
        AnalysisProblem problem =
                TestStudies.problem(Federation.run(common(all, "efron", rounds, ",\"ridge\":0.1"), regions));
        assertEquals(AnalysisProblem.Reason.TOO_FEW_LEAVERS, problem.reason());
    }

    /// No month loses 148 patients, and most days lose one: a grid as fine as the data is no grid.
    @Test
    void no_month_loses_enough_for_thirty_nine_columns() {
        double[] months = new double[334];
        regions.values().forEach(table -> {
            Column.Numeric days = (Column.Numeric) table.column("T");
            for (int row = 0; row < table.rows(); row++) {
                months[(int) (days.value(row) / 30)]++;
            }
        });
        assertEquals(1088, Arrays.stream(months).sum());
        double most = Arrays.stream(months).max().orElseThrow();
        assertEquals(40, most);
        assertTrue(most < 148);
    }
}
