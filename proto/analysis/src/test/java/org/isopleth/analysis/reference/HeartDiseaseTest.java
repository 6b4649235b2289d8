package org.isopleth.analysis.reference;

import static org.isopleth.analysis.reference.ReferenceData.assertAgrees;
import static org.isopleth.analysis.reference.ReferenceData.assertCoefficients;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.TestStudies;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.site.SiteId;
import org.isopleth.study.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Generalised linear models over four hospitals against R's `glm` and `lm` (UCI heart disease, 740
/// patients).
class HeartDiseaseTest {
    private static final String[] COLUMNS = {
        "age",
        "sex",
        "trestbps",
        "chol",
        "fbs",
        "thalach",
        "exang",
        "oldpeak",
        "cp_2",
        "cp_3",
        "cp_4",
        "restecg_1",
        "restecg_2",
        "disease"
    };
    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("age", 0, 120),
            TestStudies.number("sex", 0, 1),
            TestStudies.number("trestbps", 0, 300),
            TestStudies.number("chol", 0, 1000),
            TestStudies.number("fbs", 0, 1),
            TestStudies.number("thalach", 30, 250),
            TestStudies.number("exang", 0, 1),
            TestStudies.number("oldpeak", -5, 10),
            TestStudies.number("cp_2", 0, 1),
            TestStudies.number("cp_3", 0, 1),
            TestStudies.number("cp_4", 0, 1),
            TestStudies.number("restecg_1", 0, 1),
            TestStudies.number("restecg_2", 0, 1),
            TestStudies.number("disease", 0, 1));
    private static final String ALL_COVARIATES =
            "[\"age\",\"sex\",\"trestbps\",\"chol\",\"fbs\",\"thalach\",\"exang\",\"oldpeak\",\"cp_2\",\"cp_3\",\"cp_4\",\"restecg_1\",\"restecg_2\"]";

    private final ReferenceData data = ReferenceData.of("heart_disease");
    private final Map<SiteId, AnalysisTable> hospitals = data.centres(COLUMNS);

    private Json.Obj fit(String options) {
        PreparedAnalysis analysis = TestStudies.prepare(VARIABLES, "glm@1", options);
        return TestStudies.result(Federation.run(analysis, hospitals));
    }

    @Test
    void logistic_regression_equals_glm() {
        Json.Obj expected = data.answers().object("logistic_raw");
        Json.Obj result =
                fit("{\"family\":\"binomial\",\"outcome\":\"disease\",\"covariates\":" + ALL_COVARIATES + "}");
        assertEquals(740, result.integer("patients"));
        assertCoefficients(expected.object("coef"), result, "estimate");
        assertCoefficients(expected.object("se"), result, "standardError");
        assertCoefficients(expected.object("z"), result, "statistic");
        assertCoefficients(expected.object("p"), result, "p");
        assertAgrees(-310.892161296315, result.number("logLikelihood"), "log-likelihood");
        assertAgrees(expected.number("null_loglik"), result.number("nullLogLikelihood"), "null log-likelihood");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.01", "0.1", "1"})
    void penalised_logistic_regression_equals_the_reference(String lambda) {
        Json.Obj expected = data.answers().object("logistic_ridge_" + lambda);
        Json.Obj result = fit("{\"family\":\"binomial\",\"outcome\":\"disease\",\"ridge\":" + lambda
                + ",\"covariates\":" + ALL_COVARIATES + "}");
        assertEquals("standardised", result.text("scale"));
        assertCoefficients(expected.object("coef"), result, "estimate");
        assertAgrees(expected.number("loglik"), result.number("logLikelihood"), "log-likelihood");
    }

    @Test
    void linear_regression_equals_lm() {
        Json.Obj expected = data.answers().object("linear_thalach");
        Json.Obj result = fit("{\"family\":\"gaussian\",\"outcome\":\"thalach\",\"covariates\":"
                + "[\"age\",\"sex\",\"trestbps\",\"chol\",\"exang\",\"oldpeak\"]}");
        assertCoefficients(expected.object("coef"), result, "estimate");
        assertCoefficients(expected.object("se"), result, "standardError");
        assertCoefficients(expected.object("t"), result, "statistic");
        assertCoefficients(expected.object("p"), result, "p");
        assertAgrees(expected.number("sigma"), result.number("residualStandardError"), "residual standard error");
        assertAgrees(expected.number("loglik"), result.number("logLikelihood"), "log-likelihood");
    }

    @Test
    void penalised_linear_regression_equals_the_reference() {
        Json.Obj expected = data.answers().object("linear_ridge_0.1");
        Json.Obj result = fit("{\"family\":\"gaussian\",\"outcome\":\"thalach\",\"ridge\":0.1,\"covariates\":"
                + "[\"age\",\"sex\",\"trestbps\",\"chol\",\"exang\",\"oldpeak\"]}");
        assertCoefficients(expected.object("coef"), result, "estimate");
    }
}
