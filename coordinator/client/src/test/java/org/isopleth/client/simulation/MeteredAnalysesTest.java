package org.isopleth.client.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.disclosure.leak.Allowance;
import org.isopleth.disclosure.leak.Attack;
import org.isopleth.disclosure.leak.LeakMeter;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

/// Whole analyses under the leak meter of every site, fed with the facts of their at-site halves.
class MeteredAnalysesTest {

    private static PreparedAnalysis prepare(Map<String, Double> largest, String id, String options) {
        List<Variable> variables = new ArrayList<>();
        largest.forEach(
                (name, maximum) -> variables.add(new Variable.Numeric(name, Optional.empty(), Unit.ONE, 0, maximum)));
        AnalysisPlan plan = new AnalysisPlan(
                AnalysisId.parse(id), "main", CanonicalJson.parse(options).asObject());
        return Analyses.prepare(
                new Study(
                        "A test",
                        "Does it leak?",
                        "Testing.",
                        List.of(),
                        variables,
                        Cohort.EVERYONE,
                        List.of(plan),
                        new Study.PrivacyTerms(ReleaseLevel.SITE_LEVEL, 1),
                        Deadlines.DEFAULT),
                plan);
    }

    private static Tally others(PreparedAnalysis analysis, Map<SiteId, AnalysisTable> sites, SiteId own) {
        return sites.entrySet().stream()
                .filter(site -> !site.getKey().equals(own))
                .map(site -> Tally.of(analysis.tally(), analysis.atSite().exposure(site.getValue())))
                .reduce(Tally::plus)
                .orElseThrow();
    }

    /// What is known of each site's patients when the analysis has ended.
    private static Map<SiteId, LeakMeter.Assessment> run(PreparedAnalysis analysis, Map<SiteId, AnalysisTable> sites) {
        Map<SiteId, LeakMeter.Assessment> last = new HashMap<>();
        Federation.run(
                analysis,
                sites,
                round -> sites.forEach((site, table) -> {
                    Facts facts = analysis.atSite()
                            .facts(
                                    table,
                                    round.state(),
                                    Objects.requireNonNull(round.contributions().get(site)),
                                    Optional.of(others(analysis, sites, site)));
                    LeakMeter.Assessment before = last.get(site);
                    LeakMeter meter = before == null
                            ? LeakMeter.start(table.rows(), LeakMeter.SMALLEST_CELL, 1)
                            : before.released();
                    last.put(site, meter.assess(facts, Allowance.unlimited()));
                }));
        return last;
    }

    private static AnalysisTable drawn(long seed, int rows, int healthy) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] sick = new double[rows];
        Arrays.fill(sick, healthy, rows, 1);
        return new AnalysisTable(
                rows,
                List.of(
                        new Column.Numeric("age", random.doubles(rows, 30, 80).toArray()),
                        new Column.Numeric("dose", random.doubles(rows, 10, 70).toArray()),
                        new Column.Numeric("sick", sick)));
    }

    /// The only healthy patient of a hospital is the sum over everybody less the sum over the sick: both are
    /// told by the first joint round, and neither by an amount of patients any fixed rule on rows and columns
    /// would refuse.
    @Test
    void the_only_patient_of_an_outcome_class() {
        PreparedAnalysis logistic = prepare(
                Map.of("age", 120.0, "dose", 80.0, "sick", 1.0),
                "glm@1",
                "{\"family\":\"binomial\",\"outcome\":\"sick\",\"covariates\":[\"age\",\"dose\"]}");
        SiteId one = new SiteId("one");
        Map<SiteId, AnalysisTable> sites = new TreeMap<>(
                Map.of(one, drawn(1, 46, 1), new SiteId("b"), drawn(2, 60, 25), new SiteId("c"), drawn(3, 70, 30)));
        LeakMeter.Assessment known = Objects.requireNonNull(run(logistic, sites).get(one));
        assertEquals(1, known.everyoneElse().recovered(Attack.SINGLE_ROW_DIFFERENCE));
        assertTrue(known.everyoneElse().refuses());
        assertEquals(
                0,
                known.aggregates().recovered(),
                () -> known.aggregates().words().toString());

        sites.put(one, drawn(1, 46, 20));
        run(logistic, sites).values().forEach(assessment -> {
            assertEquals(0, assessment.everyoneElse().recovered());
            assertTrue(assessment.everyoneElse().isFinished());
        });
    }

    /// The question of the unstratified model of METHODS 0, fact 7, asked with strata: 0 against the aggregates.
    @Test
    void six_covariates_stratified_by_site_on_tcga_brca() throws IOException {
        Map<SiteId, AnalysisTable> regions = regions(
                "age_at_index",
                "ajcc_pathologic_n_N1",
                "ajcc_pathologic_n_N2",
                "ajcc_pathologic_t_T2",
                "ajcc_pathologic_t_T3",
                "prior_malignancy_yes",
                "E",
                "T");
        Map<String, Double> largest = new HashMap<>();
        regions.values().iterator().next().columns().forEach(column -> largest.put(column.name(), 1.0));
        largest.put("age_at_index", 120.0);
        largest.put("T", 10_000.0);
        PreparedAnalysis cox = prepare(
                largest,
                "cox@1",
                "{\"time\":\"T\",\"event\":\"E\",\"covariates\":[\"age_at_index\",\"ajcc_pathologic_n_N1\","
                        + "\"ajcc_pathologic_n_N2\",\"ajcc_pathologic_t_T2\",\"ajcc_pathologic_t_T3\","
                        + "\"prior_malignancy_yes\"]}");
        Map<SiteId, LeakMeter.Assessment> known = run(cox, regions);
        assertEquals(6, known.size());
        known.values().forEach(assessment -> {
            assertEquals(
                    0,
                    assessment.aggregates().recovered(),
                    () -> assessment.aggregates().words().toString());
            assertTrue(assessment.aggregates().isFinished()
                    && !assessment.aggregates().refuses());
        });
    }

    private static Map<SiteId, AnalysisTable> regions(String... names) throws IOException {
        Path folder = Path.of(System.getProperty("isopleth.root", ".")).resolve("../shared/data/clinical/tcga_brca");
        assumeTrue(Files.isDirectory(folder), "../shared is absent: the meter was not run on TCGA-BRCA");
        Map<SiteId, AnalysisTable> regions = new TreeMap<>();
        for (int region = 0; region < 6; region++) {
            List<String> lines = Files.readAllLines(folder.resolve("centre_" + region + ".csv"));
            List<String> header = List.of(lines.getFirst().split(","));
            int fold = header.indexOf("fold");
            List<String[]> rows = lines.stream()
                    .map(line -> line.split(",", -1))
                    .filter(row -> row[fold].equals("train"))
                    .toList();
            regions.put(
                    new SiteId("region-" + region),
                    new AnalysisTable(
                            rows.size(),
                            Arrays.stream(names)
                                    .map(name -> new Column.Numeric(
                                            name,
                                            rows.stream()
                                                    .mapToDouble(row -> Double.parseDouble(row[header.indexOf(name)]))
                                                    .toArray()))
                                    .toList()));
        }
        return regions;
    }
}
