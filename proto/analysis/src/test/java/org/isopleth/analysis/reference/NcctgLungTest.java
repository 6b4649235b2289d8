package org.isopleth.analysis.reference;

import static org.isopleth.analysis.reference.ReferenceData.assertAgrees;
import static org.isopleth.analysis.reference.ReferenceData.assertCoefficients;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.TestStudies;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.site.SiteId;
import org.isopleth.study.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cox models over eighteen institutions and the unknown one, and as one site, against R's `survival`
/// (NCCTG lung cancer, 228 patients; 2 to 36 in an institution).
class NcctgLungTest {
    private static final String[] COLUMNS = {"time", "event", "age", "male", "ph_ecog", "ph_karno", "wt_loss"};
    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("time", 0, 4000),
            TestStudies.number("event", 0, 1),
            TestStudies.number("age", 18, 110),
            TestStudies.number("male", 0, 1),
            TestStudies.number("ph_ecog", 0, 5),
            TestStudies.number("ph_karno", 0, 100),
            TestStudies.number("wt_loss", -100, 100));
    private static final String FIVE = "[\"age\",\"male\",\"ph_ecog\",\"ph_karno\",\"wt_loss\"]";
    private static final String ROUNDED = "ncctg_lung/survival-3.5-3/cox_days_rounded_to_30.csv";

    private final ReferenceData data = ReferenceData.of("ncctg_lung");
    private final Map<SiteId, AnalysisTable> institutions = data.centres(COLUMNS);
    private final Map<SiteId, AnalysisTable> oneSite = ReferenceData.pooled(institutions);

    private static Json.Obj fit(String covariates, String further, Map<SiteId, AnalysisTable> tables) {
        String options = "{\"time\":\"time\",\"event\":\"event\",\"covariates\":" + covariates + further + "}";
        return TestStudies.result(Federation.run(TestStudies.prepare(VARIABLES, "cox@1", options), tables));
    }

    private static String ties(String ties) {
        return ",\"ties\":\"" + ties + "\"";
    }

    private static void assertUnpenalised(Json.Obj expected, Json.Obj result) {
        assertEquals(expected.integer("n"), result.integer("patients"));
        assertEquals(expected.integer("nevent"), result.integer("events"));
        assertCoefficients(expected.object("coef"), result, "estimate");
        assertCoefficients(expected.object("se"), result, "standardError");
        assertAgrees(expected.number("loglik"), result.number("logLikelihood"), "log-likelihood");
        assertAgrees(expected.number("loglik_null"), result.number("nullLogLikelihood"), "null log-likelihood");
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void stratified_by_institution(String ties) {
        assertUnpenalised(data.answers().object("cox_strata_" + ties), fit(FIVE, ties(ties), institutions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void as_one_site(String ties) {
        assertUnpenalised(data.answers().object("cox_" + ties), fit(FIVE, ties(ties), oneSite));
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void sex_alone_as_one_site(String ties) {
        assertUnpenalised(data.answers().object("cox_sex_" + ties), fit("[\"male\"]", ties(ties), oneSite));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.01", "0.1"})
    void penalised_as_one_site(String lambda) {
        Json.Obj expected = data.answers().object("cox_ridge_" + lambda);
        Json.Obj result = fit(FIVE, ties(expected.text("ties")) + ",\"ridge\":" + lambda, oneSite);
        assertCoefficients(expected.object("coef"), result, "estimate");
        assertAgrees(expected.number("loglik"), result.number("logLikelihood"), "log-likelihood");
    }

    @ParameterizedTest
    @CsvSource({"efron,none", "breslow,none", "efron,centre", "breslow,centre"})
    void days_rounded_to_thirty(String ties, String strata) {
        Map<SiteId, AnalysisTable> tables = rounded(strata.equals("none") ? oneSite : institutions);
        assertUnpenalised(golden(ties, strata), fit(FIVE, ties(ties), tables));
    }

    @Test
    void rounding_the_days_makes_efron_and_breslow_differ() {
        Json.Obj efron = golden("efron", "none").object("coef");
        Json.Obj breslow = golden("breslow", "none").object("coef");
        Json.Obj exactEfron = data.answers().object("cox_efron").object("coef");
        Json.Obj exactBreslow = data.answers().object("cox_breslow").object("coef");
        double rounded = Math.abs(efron.number("ph_ecog") - breslow.number("ph_ecog"));
        double exact = Math.abs(exactEfron.number("ph_ecog") - exactBreslow.number("ph_ecog"));
        assertTrue(rounded > 0.02, "a difference no tolerance hides");
        assertTrue(exact > 1e-4, "even exact days have ties that matter");
        double ours = estimate(fit(FIVE, ties("efron"), rounded(oneSite)))
                - estimate(fit(FIVE, ties("breslow"), rounded(oneSite)));
        assertTrue(Math.abs(Math.abs(ours) - rounded) < 1e-8, "and ours differ as much");
    }

    private static double estimate(Json.Obj result) {
        return result.list("coefficients").get(2).asObject().number("estimate");
    }

    /// `30 · round(time / 30)`, halves to the even neighbour, as the golden file's README says.
    private static Map<SiteId, AnalysisTable> rounded(Map<SiteId, AnalysisTable> tables) {
        Map<SiteId, AnalysisTable> rounded = new TreeMap<>();
        tables.forEach((site, table) -> {
            Column.Numeric time = (Column.Numeric) table.column("time");
            double[] days = new double[table.rows()];
            Arrays.setAll(days, row -> 30 * Math.rint(time.value(row) / 30));
            List<Column> columns = new ArrayList<>(table.columns());
            columns.set(columns.indexOf(time), new Column.Numeric("time", days));
            rounded.put(site, new AnalysisTable(table.rows(), columns));
        });
        return rounded;
    }

    private static Json.Obj golden(String ties, String strata) {
        Json.Builder coefficients = Json.object();
        Json.Builder errors = Json.object();
        Json.Builder out = Json.object();
        for (List<String> row : Golden.rows(ROUNDED)) {
            if (row.get(0).equals(ties) && row.get(1).equals(strata)) {
                double value = Double.parseDouble(row.get(4));
                switch (row.get(2)) {
                    case "coef" -> coefficients.with(row.get(3), value);
                    case "se" -> errors.with(row.get(3), value);
                    default -> out.with(row.get(2), value);
                }
            }
        }
        return out.with("coef", coefficients.build()).with("se", errors.build()).build();
    }

    @Test
    void poisson_regression_equals_glm() {
        String options =
                "{\"family\":\"poisson\",\"outcome\":\"ph_ecog\",\"covariates\":[\"age\",\"male\",\"ph_karno\"]}";
        Json.Obj result =
                TestStudies.result(Federation.run(TestStudies.prepare(VARIABLES, "glm@1", options), institutions));
        Json.Builder coefficients = Json.object();
        Json.Builder errors = Json.object();
        for (List<String> row : Golden.rows("ncctg_lung/survival-3.5-3/poisson_ph_ecog.csv")) {
            double value = Double.parseDouble(row.get(2));
            switch (row.get(0)) {
                case "coef" -> coefficients.with(row.get(1), value);
                case "se" -> errors.with(row.get(1), value);
                case "loglik" -> assertAgrees(value, result.number("logLikelihood"), "log-likelihood");
                case "loglik_null" -> assertAgrees(value, result.number("nullLogLikelihood"), "null log-likelihood");
                default -> assertEquals(value, result.number("patients"));
            }
        }
        assertCoefficients(coefficients.build(), result, "estimate");
        assertCoefficients(errors.build(), result, "standardError");
    }
}
