package org.isopleth.analysis.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.TestStudies;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Tally;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.NoiseTerms;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Sensitivity;
import org.junit.jupiter.api.Test;

/// A summary whose sums may have noise: no patient moves them further than is declared, whatever is in the row.
class ClippedSummaryTest {
    private static final NoiseTerms LOCAL = terms(OptionalInt.empty());
    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("age", 0, 120),
            TestStudies.number("change", -50, 10),
            TestStudies.levels("stage", "I", "II", "III"));

    private static NoiseTerms terms(OptionalInt honestSites) {
        return new NoiseTerms(new NoiseTerms.Limit.Epsilon(1), 1e-6, honestSites);
    }

    private static Study study(ReleaseLevel release, int minimumSites, AnalysisPlan plan) {
        return new Study(
                "A test",
                "Is it hidden?",
                "Testing.",
                List.of(),
                VARIABLES,
                Cohort.EVERYONE,
                List.of(plan),
                new Study.PrivacyTerms(release, minimumSites),
                Deadlines.DEFAULT);
    }

    private static PreparedAnalysis prepare(ReleaseLevel release, int minimumSites, AnalysisPlan plan) {
        return Analyses.prepare(study(release, minimumSites, plan), plan);
    }

    private static PreparedAnalysis prepared() {
        return prepare(
                ReleaseLevel.SUM_ONLY, 3, TestStudies.plan("summary@1", "{}").with(LOCAL));
    }

    /// Patients of whom some lack a value, and some have one far outside its range.
    private static AnalysisTable patients(Random random, int rows, double wild) {
        double[] age = new double[rows];
        double[] change = new double[rows];
        int[] stage = new int[rows];
        for (int row = 0; row < rows; row++) {
            age[row] = random.nextInt(10) == 0 ? Double.NaN : Math.rint(60 + 10 * random.nextGaussian());
            change[row] = random.nextDouble() < wild ? 1e300 * random.nextGaussian() : -20 + random.nextGaussian();
            stage[row] = random.nextInt(4) - 1;
        }
        return new AnalysisTable(
                rows,
                List.of(
                        new Column.Numeric("age", age),
                        new Column.Numeric("change", change),
                        new Column.Categorical("stage", List.of("I", "II", "III"), stage)));
    }

    private static AnalysisTable without(AnalysisTable table, int left) {
        return table.select(
                IntStream.range(0, table.rows()).filter(row -> row != left).toArray());
    }

    @Test
    void no_patient_moves_a_tensor_further_than_its_sensitivity() {
        PreparedAnalysis prepared = prepared();
        Json.Obj start = prepared.atCoordinator().start();
        List<Sensitivity> sensitivities = prepared.sensitivities(start);
        assertEquals(
                prepared.declare(start).stream().map(tensor -> tensor.name()).toList(),
                sensitivities.stream().map(Sensitivity::tensor).toList());
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            AnalysisTable all = patients(random, 12, 0.3);
            Contribution with = prepared.atSite().contribute(all, start);
            Contribution less = prepared.atSite().contribute(without(all, random.nextInt(12)), start);
            for (Sensitivity sensitivity : sensitivities) {
                double moved = distance(with.values(sensitivity.tensor()), less.values(sensitivity.tensor()));
                assertTrue(moved <= sensitivity.length() + 1e-12, sensitivity + " moved by " + moved);
            }
        }
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }

    /// The bound is reached: a smaller one would be a lie. Three variables, two of them numbers at their ends.
    @Test
    void a_patient_at_the_ends_of_all_ranges_moves_them_that_far() {
        PreparedAnalysis prepared = prepared();
        Json.Obj start = prepared.atCoordinator().start();
        AnalysisTable one = new AnalysisTable(
                1,
                List.of(
                        new Column.Numeric("age", new double[] {120}),
                        new Column.Numeric("change", new double[] {-50}),
                        new Column.Categorical("stage", List.of("I", "II", "III"), new int[] {2})));
        Contribution alone = prepared.atSite().contribute(one, start);
        for (Sensitivity sensitivity : prepared.sensitivities(start)) {
            double[] values = alone.values(sensitivity.tensor());
            assertEquals(sensitivity.length(), distance(values, new double[values.length]), 1e-12);
        }
    }

    /// A refusal would tell that there is such a patient.
    @Test
    void a_value_outside_its_range_is_clipped_and_not_refused() {
        PreparedAnalysis prepared = prepared();
        Json.Obj start = prepared.atCoordinator().start();
        AnalysisTable wild = new AnalysisTable(
                2,
                List.of(
                        new Column.Numeric("age", new double[] {1e300, -7}),
                        new Column.Numeric("change", new double[] {-1e300, 4e9}),
                        new Column.Categorical("stage", List.of("I", "II", "III"), new int[] {-1, 0})));
        Contribution clipped = prepared.atSite().contribute(wild, start);
        assertEquals(0, clipped.values("sums")[0]);
        assertEquals(0, clipped.values("sums")[1]);
        assertEquals(2, clipped.values("squares")[0]);
    }

    /// Without noise in its sums the result is that of the plain summary, so what is off in one with noise is
    /// noise.
    @Test
    void its_arithmetic_is_that_of_the_plain_summary() {
        Map<SiteId, AnalysisTable> sites = new TreeMap<>();
        Random random = new Random(2);
        for (String site : List.of("a", "b", "c")) {
            sites.put(new SiteId(site), patients(random, 50, 0));
        }
        Json.Obj clipped = TestStudies.result(Federation.run(prepared(), sites));
        Json.Obj plain = TestStudies.result(
                Federation.run(prepare(ReleaseLevel.SUM_ONLY, 3, TestStudies.plan("summary@1", "{}")), sites));
        assertEquals("E4", clipped.text("equality"));
        assertEquals(1, clipped.integer("rounds"));
        assertEquals("discrete-gaussian", clipped.object("privacy").text("mechanism"));
        assertEquals(1, clipped.object("privacy").number("epsilon"));
        assertEquals(plain.integer("patients"), clipped.integer("patients"));
        for (int i = 0; i < VARIABLES.size(); i++) {
            Json.Obj expected = plain.list("variables").get(i).asObject();
            Json.Obj actual = clipped.list("variables").get(i).asObject();
            assertEquals(expected.members().keySet(), actual.members().keySet());
            expected.members().forEach((name, value) -> {
                if (value instanceof Json.Num(double number)) {
                    assertEquals(number, actual.number(name), 1e-9 * Math.max(1, Math.abs(number)), name);
                } else {
                    assertEquals(value, actual.get(name));
                }
            });
        }
    }

    /// An exact total beside a sum with noise would tell what the noise hides.
    @Test
    void it_counts_nothing_beside_its_sums() {
        assertEquals(Tally.PART, prepared().tally());
        assertEquals(EqualityClass.E4, prepared().equality());
    }

    @Test
    void noise_is_for_analyses_that_bound_one_patients_part() {
        List<String> plans = List.of(
                "glm@1 {\"family\":\"gaussian\",\"outcome\":\"change\",\"covariates\":[\"age\"]}",
                "benchmark@1 {\"variable\":\"age\"}");
        for (String plan : plans) {
            String[] parts = plan.split(" ", 2);
            AnalysisPlan asked = TestStudies.plan(parts[0], parts[1]);
            assertTrue(prepare(ReleaseLevel.SITE_LEVEL, 1, asked)
                    .sensitivities(Json.object().build())
                    .isEmpty());
            PlanException refused =
                    assertThrows(PlanException.class, () -> prepare(ReleaseLevel.SITE_LEVEL, 1, asked.with(LOCAL)));
            assertEquals("privacy", refused.option());
            assertTrue(
                    String.valueOf(refused.getMessage()).startsWith(parts[0] + " does not bound one patient's part"),
                    refused.getMessage());
        }
    }

    @Test
    void noise_is_shared_only_where_nobody_reads_one_part_and_by_no_more_sites_than_must_be_in_a_sum() {
        AnalysisPlan shared = TestStudies.plan("summary@1", "{}").with(terms(OptionalInt.of(4)));
        assertFalse(prepare(ReleaseLevel.SUM_ONLY, 4, shared)
                .sensitivities(Json.object().build())
                .isEmpty());
        assertThrows(PlanException.class, () -> prepare(ReleaseLevel.SITE_LEVEL, 4, shared));
        assertThrows(PlanException.class, () -> prepare(ReleaseLevel.SUM_ONLY, 3, shared));
    }
}
