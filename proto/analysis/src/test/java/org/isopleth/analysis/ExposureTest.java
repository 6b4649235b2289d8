package org.isopleth.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the disclosure rules are told of the rows behind an analysis.
class ExposureTest {
    private static final int PATIENTS = 200;
    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("age", 0, 120),
            TestStudies.number("flag", -100, 100),
            TestStudies.number("group", -100, 100),
            TestStudies.number("event", 0, 1),
            TestStudies.number("time", 0, 1000));
    private static final String GAUSSIAN = "{\"family\":\"gaussian\",\"outcome\":\"%s\",\"covariates\":[\"%s\"]}";

    private static Column.Numeric column(String name, IntToDoubleFunction value) {
        double[] values = new double[PATIENTS];
        Arrays.setAll(values, value);
        return new Column.Numeric(name, values);
    }

    /// One patient has the mark, one has no event, and every patient but one has the same time.
    private static AnalysisTable patients(double without, double with) {
        List<Column> columns = new ArrayList<>();
        columns.add(column("age", row -> 40 + row % 41));
        columns.add(column("flag", row -> row == 17 ? with : without));
        columns.add(column("group", row -> row % 4 == 0 ? with : without));
        columns.add(column("event", row -> row == 23 ? 0 : 1));
        columns.add(column("time", row -> row == 5 ? 90 : 30));
        return new AnalysisTable(PATIENTS, columns);
    }

    private static Exposure exposure(String id, String options, AnalysisTable table) {
        return TestStudies.prepare(VARIABLES, id, options).atSite().exposure(table);
    }

    private static List<Exposure.Count> counts(String variable, String first, int few, String second, int many) {
        return List.of(new Exposure.Count(variable, first, few), new Exposure.Count(variable, second, many));
    }

    @ParameterizedTest
    @CsvSource({"0,1,0,1", "0,100,0,100", "1,2,1,2", "-0.5,0.5,-0.5,0.5", "-1,-0.0,-1,0"})
    void a_number_with_two_values_has_levels_whatever_its_unit(double without, double with, String low, String high) {
        AnalysisTable table = patients(without, with);
        List<Exposure.Count> levels = counts("flag", low, 199, high, 1);
        assertEquals(
                levels,
                exposure("glm@1", GAUSSIAN.formatted("age", "flag"), table).levels());
        assertEquals(
                levels,
                exposure("glm@1", GAUSSIAN.formatted("flag", "age"), table).outcomeClasses());
        assertEquals(
                levels,
                exposure("summary@1", "{\"variables\":[\"age\",\"flag\"]}", table)
                        .levels());
    }

    @Test
    void a_number_with_one_value_or_many_is_counted_as_one_level_or_none() {
        AnalysisTable table = patients(7, 7);
        assertEquals(
                List.of(new Exposure.Count("flag", "7", PATIENTS)),
                exposure("glm@1", GAUSSIAN.formatted("age", "flag"), table).levels());
        assertEquals(
                List.of(),
                exposure("glm@1", GAUSSIAN.formatted("flag", "age"), table).levels());
    }

    @Test
    void the_values_of_a_number_that_defines_strata_are_levels() {
        String options = "{\"time\":\"age\",\"event\":\"event\",\"covariates\":[\"flag\"],\"strata\":\"group\"}";
        List<Exposure.Count> levels = new ArrayList<>(counts("flag", "1", 199, "2", 1));
        levels.addAll(counts("group", "1", 150, "2", 50));
        assertEquals(levels, exposure("cox@1", options, patients(1, 2)).levels());
    }

    @Test
    void the_patients_without_an_event_are_a_class_of_a_cox_model() {
        String options = "{\"time\":\"age\",\"event\":\"event\",\"covariates\":[\"flag\"]}";
        Exposure exposure = exposure("cox@1", options, patients(0, 100));
        assertEquals(counts("event", "0", 1, "1", 199), exposure.outcomeClasses());
        assertEquals(OptionalInt.of(199), exposure.events());
    }

    @Test
    void an_analysis_of_a_study_knows_what_the_others_release() {
        String cox = "{\"time\":\"age\",\"event\":\"event\",\"covariates\":[\"flag\",\"group\"]}";
        List<AnalysisPlan> plans = List.of(
                TestStudies.plan("glm@1", "first", GAUSSIAN.formatted("age", "flag")),
                TestStudies.plan("cox@1", "second", cox),
                TestStudies.plan("summary@1", "third", "{}"),
                TestStudies.plan("glm@1", "impossible", "{\"family\":\"impossible\"}"),
                TestStudies.plan("glm@1", "fourth", GAUSSIAN.formatted("age", "flag")));
        Study study = TestStudies.study(VARIABLES, plans);
        AnalysisTable table = patients(1, 2);
        Exposure.JointPlan linear = new Exposure.JointPlan(2, 3);
        Exposure.JointPlan hazard = new Exposure.JointPlan(2, 10);
        List<List<Exposure.JointPlan>> expected =
                List.of(List.of(hazard, linear), List.of(linear, linear), List.of(linear, hazard, linear));
        for (int i = 0; i < expected.size(); i++) {
            PreparedAnalysis prepared = Analyses.prepare(study, plans.get(i));
            assertEquals(expected.get(i), prepared.atSite().exposure(table).alongside());
        }
    }

    @Test
    void two_times_are_classes_of_a_cox_model() {
        String options = "{\"time\":\"time\",\"event\":\"event\",\"covariates\":[\"age\"]}";
        assertEquals(
                counts("time", "30", 199, "90", 1),
                exposure("cox@1", options, patients(0, 100)).outcomeClasses().subList(2, 4));
    }
}
