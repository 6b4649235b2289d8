package org.isopleth.analysis.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.TestStudies;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.Variable;
import org.isopleth.tensor.TensorException;
import org.junit.jupiter.api.Test;

/// A benchmark moves what it says, tells no more than a sum, and every run of it has the same bits.
class BenchmarkTest {
    private static final List<Variable> VARIABLES =
            List.of(TestStudies.number("age", 18, 110), TestStudies.levels("sex", "female", "male"));

    private static PreparedAnalysis prepare(String options) {
        return TestStudies.prepare(VARIABLES, "benchmark@1", options);
    }

    private static AnalysisTable table(double... ages) {
        return new AnalysisTable(ages.length, List.of(new Column.Numeric("age", ages)));
    }

    private static Map<SiteId, AnalysisTable> sites() {
        Map<SiteId, AnalysisTable> sites = new TreeMap<>();
        sites.put(new SiteId("a"), table(40, 41, Double.NaN, 70.3));
        sites.put(new SiteId("b"), table(19, 20));
        sites.put(new SiteId("c"), table(55.5));
        return sites;
    }

    @Test
    void every_round_moves_as_many_values_as_planned_out_and_back() {
        PreparedAnalysis benchmark = prepare("{\"variable\":\"age\",\"length\":1000,\"rounds\":3}");
        List<Federation.Round> rounds = new ArrayList<>();
        Federation.Run run = Federation.run(benchmark, sites(), rounds::add);
        assertEquals(3, run.rounds());
        for (Federation.Round round : rounds) {
            assertEquals(1000, BenchmarkState.read(round.state(), 1000).values().length);
            assertEquals(1000, round.sum().tensor("values").length());
        }
        assertEquals(6, TestStudies.result(run).find("patients").orElseThrow().asNumber());
    }

    @Test
    void the_next_values_are_the_mean_the_plan_describes() {
        PreparedAnalysis benchmark = prepare("{\"variable\":\"age\",\"length\":9,\"rounds\":2}");
        List<Federation.Round> rounds = new ArrayList<>();
        Federation.run(benchmark, sites(), rounds::add);
        float[] first = BenchmarkState.read(rounds.get(0).state(), 9).values();
        float[] second = BenchmarkState.read(rounds.get(1).state(), 9).values();
        double coordinates = (40 + 41 + 70.3 + 19 + 20 + 55.5) / 128;
        for (int i = 0; i < first.length; i++) {
            assertEquals(first[i] / 2 + coordinates / 2 / 6, second[i], 1e-7);
        }
    }

    @Test
    void the_result_has_the_same_bits_in_any_order_of_rows() {
        PreparedAnalysis benchmark = prepare("{\"variable\":\"age\",\"length\":100,\"rounds\":4}");
        Map<SiteId, AnalysisTable> turned = sites();
        turned.put(new SiteId("a"), table(70.3, Double.NaN, 41, 40));
        assertEquals(
                CanonicalJson.text(TestStudies.result(Federation.run(benchmark, sites()))),
                CanonicalJson.text(TestStudies.result(Federation.run(benchmark, turned))));
    }

    @Test
    void a_state_that_was_not_planned_is_refused() {
        PreparedAnalysis benchmark = prepare("{\"variable\":\"age\",\"length\":10,\"rounds\":1}");
        Json.Obj longer = BenchmarkState.first(11).json();
        Json.Obj wild = new BenchmarkState(1, new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 2}).json();
        assertThrows(TensorException.class, () -> benchmark.atSite().contribute(table(40), longer));
        assertThrows(TensorException.class, () -> benchmark.atSite().contribute(table(40), wild));
    }

    @Test
    void rows_and_columns_are_counted_for_the_rules() {
        var exposure = prepare("{\"variable\":\"age\"}").atSite().exposure(table(40, Double.NaN, 42, 43));
        assertEquals(3, exposure.rows());
        assertEquals(2, exposure.marginalColumns());
    }

    @Test
    void impossible_plans_are_refused() {
        for (String options : List.of(
                "{}",
                "{\"variable\":\"sex\"}",
                "{\"variable\":\"age\",\"length\":0}",
                "{\"variable\":\"age\",\"length\":16777217}",
                "{\"variable\":\"age\",\"rounds\":1001}",
                "{\"variable\":\"age\",\"lenght\":5}")) {
            assertThrows(PlanException.class, () -> prepare(options), options);
        }
    }

    @Test
    void it_is_the_only_analysis_that_sites_must_name() {
        Analyses.all()
                .forEach(analysis -> assertEquals(analysis.id().name().equals("benchmark"), analysis.onlyWhenNamed()));
        assertTrue(Analyses.find(new AnalysisId("benchmark", 1)).onlyWhenNamed());
        assertFalse(Analyses.find(new AnalysisId("cox", 1)).onlyWhenNamed());
    }
}
