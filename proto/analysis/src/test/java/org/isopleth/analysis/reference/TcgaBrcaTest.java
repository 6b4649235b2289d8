package org.isopleth.analysis.reference;

import static org.isopleth.analysis.reference.ReferenceData.assertAgrees;
import static org.isopleth.analysis.reference.ReferenceData.assertCoefficients;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.TestStudies;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.site.SiteId;
import org.isopleth.study.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cox models and summaries over six regions against R's `survival` (TCGA-BRCA, 1,088 patients).
class TcgaBrcaTest {
    private static final String[] COLUMNS = {
        "age_at_index",
        "ajcc_pathologic_n_N1",
        "ajcc_pathologic_n_N2",
        "ajcc_pathologic_t_T2",
        "ajcc_pathologic_t_T3",
        "prior_malignancy_yes",
        "E",
        "T"
    };
    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("age_at_index", 0, 120),
            TestStudies.number("ajcc_pathologic_n_N1", 0, 1),
            TestStudies.number("ajcc_pathologic_n_N2", 0, 1),
            TestStudies.number("ajcc_pathologic_t_T2", 0, 1),
            TestStudies.number("ajcc_pathologic_t_T3", 0, 1),
            TestStudies.number("prior_malignancy_yes", 0, 1),
            TestStudies.number("E", 0, 1),
            TestStudies.number("T", 0, 10000));

    private final ReferenceData data = ReferenceData.of("tcga_brca");
    private final Map<SiteId, AnalysisTable> regions = data.centres(COLUMNS);

    private static String options(String ties) {
        return "{\"time\":\"T\",\"event\":\"E\",\"ties\":\"" + ties + "\",\"covariates\":[\"age_at_index\","
                + "\"ajcc_pathologic_n_N1\",\"ajcc_pathologic_n_N2\",\"ajcc_pathologic_t_T2\","
                + "\"ajcc_pathologic_t_T3\",\"prior_malignancy_yes\"]}";
    }

    private void assertEqualsReference(String answer, String ties, Map<SiteId, AnalysisTable> tables) {
        Json.Obj expected = data.answers().object(answer);
        Json.Obj result =
                TestStudies.result(Federation.run(TestStudies.prepare(VARIABLES, "cox@1", options(ties)), tables));
        assertEquals(expected.integer("n"), result.integer("patients"));
        assertEquals(expected.integer("nevent"), result.integer("events"));
        assertCoefficients(expected.object("coef"), result, "estimate");
        assertCoefficients(expected.object("se"), result, "standardError");
        assertAgrees(expected.number("loglik"), result.number("logLikelihood"), "log-likelihood");
        assertAgrees(expected.number("loglik_null"), result.number("nullLogLikelihood"), "null log-likelihood");
        double[] ratio = expected.numbers("lr");
        assertAgrees(ratio[0], result.object("likelihoodRatio").number("statistic"), "likelihood ratio");
        assertAgrees(ratio[2], result.object("likelihoodRatio").number("p"), "its p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void stratified_by_region_equals_coxph_with_strata(String ties) {
        assertEqualsReference("cox6_strata_centre_" + ties, ties, regions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"efron", "breslow"})
    void as_one_site_equals_coxph_without_strata(String ties) {
        assertEqualsReference("cox6_" + ties, ties, ReferenceData.pooled(regions));
    }

    @Test
    void summary_equals_the_pooled_description() {
        Json.Obj expected = data.answers().object("descriptive").object("pooled");
        Json.Obj result = TestStudies.result(Federation.run(
                TestStudies.prepare(VARIABLES, "summary@1", "{\"variables\":[\"age_at_index\",\"T\"]}"), regions));
        for (Json item : result.list("variables")) {
            Json.Obj variable = item.asObject();
            Json.Obj answer = expected.object(variable.text("name"));
            assertEquals(answer.integer("n"), variable.integer("n"));
            assertEquals(answer.integer("missing"), variable.integer("missing"));
            assertAgrees(answer.number("mean"), variable.number("mean"), "mean");
            assertAgrees(answer.number("var_n1"), variable.number("variance"), "variance");
            assertAgrees(answer.number("sd_n1"), variable.number("standardDeviation"), "standard deviation");
        }
        assertEquals(2, result.list("variables").size());
    }
}
