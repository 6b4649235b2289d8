package org.isopleth.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isopleth.analysis.reference.ReferenceData;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.site.SiteId;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.junit.jupiter.api.Test;

/// Why "ten rows and a fifth of a parameter per row" is not enough: from one joint round of one
/// hospital, anyone who sees the round's state and that hospital's contribution computes the complete
/// row of its only healthy patient.
///
/// The first joint round is at the null model, where every patient has the same fitted probability p̄.
/// The gradient is then `Σ y x − p̄ Σ x`, and the information's intercept row is `p̄(1 − p̄) Σ x`. So both
/// `Σ x` and `Σ y x` are known, and with one patient whose y is 0 their difference is that patient's x,
/// standardised by means and deviations the state itself carries.
class HessianLeakTest {
    private static final List<String> COVARIATES =
            List.of("age", "sex", "trestbps", "fbs", "thalach", "exang", "oldpeak", "cp_4");

    private static List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        for (String name : COVARIATES) {
            variables.add(TestStudies.number(name, -10, 400));
        }
        variables.add(TestStudies.number("disease", 0, 1));
        return variables;
    }

    /// The attack: it is given only what the coordinator has.
    private static double[] healthyPatient(Json.Obj state, Contribution fromOneHospital) {
        double[] gradient = fromOneHospital.values("gradient");
        double[] information = fromOneHospital.values("information");
        double share = state.number("outcome") / state.number("patients");
        double[] row = new double[COVARIATES.size()];
        for (int j = 0; j < row.length; j++) {
            double all = information[j + 1] / (share * (1 - share));
            double diseased = gradient[j + 1] + share * all;
            row[j] = state.numbers("means")[j] + state.numbers("deviations")[j] * (all - diseased);
        }
        return row;
    }

    @Test
    void one_joint_round_gives_back_the_only_healthy_patient() {
        List<String> columns = new ArrayList<>(COVARIATES);
        columns.add("disease");
        Map<SiteId, AnalysisTable> hospitals =
                ReferenceData.of("heart_disease").centres(columns.toArray(String[]::new));
        SiteId swiss = new SiteId("switzerland");
        AnalysisTable patients = Objects.requireNonNull(hospitals.get(swiss));
        String options = "{\"family\":\"binomial\",\"outcome\":\"disease\",\"covariates\":[\""
                + String.join("\",\"", COVARIATES) + "\"]}";
        PreparedAnalysis analysis = TestStudies.prepare(variables(), "glm@1", options);

        Exposure exposure = analysis.atSite().exposure(patients);
        assertEquals(46, exposure.rows());
        assertEquals(
                List.of(new Exposure.Count("disease", "0", 1), new Exposure.Count("disease", "1", 45)),
                exposure.outcomeClasses(),
                "what a rule on outcome classes sees, and a rule on rows and parameters does not");
        assertEquals(true, exposure.rows() >= 10 && exposure.jointColumns() <= 0.2 * exposure.rows());

        int healthy = -1;
        Column.Numeric disease = (Column.Numeric) patients.column("disease");
        for (int row = 0; row < patients.rows(); row++) {
            healthy = disease.value(row) == 0 ? row : healthy;
        }
        int index = healthy;
        int[] attacked = {0};
        Federation.run(analysis, hospitals, round -> {
            if (round.number() == 3) {
                double[] found = healthyPatient(
                        round.state(),
                        Objects.requireNonNull(round.contributions().get(swiss)));
                for (int j = 0; j < found.length; j++) {
                    Column.Numeric column = (Column.Numeric) patients.column(COVARIATES.get(j));
                    assertEquals(column.value(index), found[j], 1e-9, COVARIATES.get(j));
                }
                attacked[0]++;
            }
        });
        assertEquals(1, attacked[0]);
    }
}
