package org.isopleth.client.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.site.SiteId;
import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Cohort;
import org.isopleth.study.Deadlines;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.study.Variable;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.unit.Unit;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final MeanAnalysis MEAN = new MeanAnalysis();

    @Test
    void everySiteThatMayTakesPart() {
        SimulatedStudy simulated = run(study(ReleaseLevel.SITE_LEVEL, Cohort.EVERYONE), SitePolicy.FLOORS, 10, 20, 30);
        SimulatedAnalysis analysis = simulated.analyses().getFirst();
        assertEquals(sites("a", "b", "c"), analysis.sites());
        assertEquals(2, analysis.rounds());
        assertEquals(60, result(analysis).list("means").getFirst().asObject().number("patients"));
        assertEquals(
                List.of(CohortSize.FROM_10, CohortSize.FROM_10, CohortSize.FROM_10),
                List.copyOf(simulated.sites().values()));
        assertEquals(List.of("simulation", "mine"), simulated.stamps());
    }

    @Test
    void aSiteOfNineIsLeftOutWithoutSayingNine() {
        SimulatedStudy simulated =
                run(study(ReleaseLevel.SITE_LEVEL, Cohort.EVERYONE), SitePolicy.FLOORS, 10, 9, 20, 30);
        SimulatedAnalysis analysis = simulated.analyses().getFirst();
        assertEquals(sites("a", "c", "d"), analysis.sites());
        assertEquals(List.of(RuleId.ROWS), broken(analysis, "b"));
        String said = String.join("\n", SimulationText.lines(simulated))
                        .replace(simulated.study().digest().hex(), "")
                + CanonicalJson.text(SimulationJson.write(simulated))
                        .replace(simulated.study().digest().hex(), "");
        assertTrue(said.contains("at least 10 patients are needed"), said);
        assertFalse(said.replace("10-49", "").contains("9"), said);
    }

    @Test
    void withTooFewSitesThereIsNoResult() {
        SimulatedStudy simulated = run(study(ReleaseLevel.SITE_LEVEL, Cohort.EVERYONE), SitePolicy.FLOORS, 10, 9, 20);
        assertTrue(simulated.isWorthKeeping());
        assertEquals(
                new SimulatedAnalysis.Outcome.TooFewSites(
                        "2 of 3 sites may take part and minimum-sites is 3; refused: b by rows; rows: at least 10"
                                + " patients are needed"),
                simulated.analyses().getFirst().outcome());
    }

    @Test
    void underSumOnlyASmallSiteMayAddToASum() {
        SimulatedStudy simulated = run(study(ReleaseLevel.SUM_ONLY, Cohort.EVERYONE), SitePolicy.FLOORS, 9, 20, 30);
        SimulatedAnalysis analysis = simulated.analyses().getFirst();
        assertEquals(sites("a", "b", "c"), analysis.sites());
        assertEquals(59, result(analysis).list("means").getFirst().asObject().number("patients"));
        assertEquals(List.of("simulation", "masked-in-a-real-run", "mine"), simulated.stamps());
    }

    /// The sum of the other two, beside that of all three, would be what the third has.
    @Test
    void underSumOnlyOneRefusalStopsTheSum() {
        SimulatedStudy simulated = run(study(ReleaseLevel.SUM_ONLY, Cohort.EVERYONE), SitePolicy.FLOORS, 99, 6, 5);
        SimulatedAnalysis analysis = simulated.analyses().getFirst();
        assertEquals(List.of(), analysis.sites());
        assertEquals(List.of(RuleId.DOMINANCE), broken(analysis, "a"));
        assertEquals(List.of(new SiteId("a")), List.copyOf(analysis.refusals().keySet()));
        assertEquals(
                new SimulatedAnalysis.Outcome.TooFewSites(
                        "0 of 3 sites may take part (one refusal stops a sum: the sum without that site would give it"
                                + " away) and minimum-sites is 3; refused: a by dominance; dominance: one hospital may"
                                + " have at most a share of 0.8 of the patients"),
                analysis.outcome());
    }

    @Test
    void underSumOnlyTheOthersMustPassWithoutAnySite() {
        SimulatedStudy simulated = run(study(ReleaseLevel.SUM_ONLY, Cohort.EVERYONE), SitePolicy.FLOORS, 12, 4, 5);
        SimulatedAnalysis analysis = simulated.analyses().getFirst();
        assertEquals(List.of(RuleId.ROWS), broken(analysis, "a"));
        assertEquals(List.of(new SiteId("a")), List.copyOf(analysis.refusals().keySet()));
    }

    @Test
    void anAnalysisThatNamesNoTotalsIsRefusedUnderSumOnly() {
        Study study = study(ReleaseLevel.SUM_ONLY, Cohort.EVERYONE);
        PreparedAnalysis mean = prepared(study).getFirst();
        PreparedAnalysis without = new PreparedAnalysis() {
            @Override
            public AnalysisPlan plan() {
                return mean.plan();
            }

            @Override
            public EqualityClass equality() {
                return mean.equality();
            }

            @Override
            public List<String> variables() {
                return mean.variables();
            }

            @Override
            public Optional<Exposure.JointPlan> jointPlan() {
                return mean.jointPlan();
            }

            @Override
            public List<TensorDeclaration> declare(Json.Obj state) {
                return mean.declare(state);
            }

            @Override
            public List<RoundOutline> outline() {
                return mean.outline();
            }

            @Override
            public AtSite atSite() {
                return mean.atSite();
            }

            @Override
            public AtCoordinator atCoordinator() {
                return mean.atCoordinator();
            }
        };
        SimulatedStudy simulated = new Simulation(study, List.of(without), Optional.of(SitePolicy.FLOORS), (_, _) -> {})
                .run(tables(100, 100, 100), List.of());
        assertEquals(List.of(RuleId.TOTALS), broken(simulated.analyses().getFirst(), "a"));
    }

    @Test
    void withoutTheFloorsOneSiteIsEnoughAndTheResultIsStamped() {
        Study study = study(ReleaseLevel.SUM_ONLY, Cohort.EVERYONE);
        SimulatedStudy simulated =
                new Simulation(study, prepared(study), Optional.empty(), (_, _) -> {}).run(tables(3), List.of());
        assertEquals(1, simulated.analyses().getFirst().sites().size());
        assertEquals(List.of("simulation", "no-gate-floors"), simulated.stamps());
        Json.Obj json = SimulationJson.write(simulated);
        Json.Obj decision = json.list("sites")
                .getFirst()
                .asObject()
                .list("analyses")
                .getFirst()
                .asObject();
        assertEquals("not-checked", decision.text("decision"));
        assertEquals(List.of(), decision.list("rules"));
    }

    @Test
    void onlyTheCohortIsCounted() {
        Cohort young = new Cohort(Optional.empty(), List.of(new Cohort.Condition.Between("age", 0, 14)));
        SimulatedStudy simulated = run(study(ReleaseLevel.SITE_LEVEL, young), SitePolicy.FLOORS, 40, 40, 40);
        SimulatedAnalysis analysis = simulated.analyses().getFirst();
        // Ages run 0, 1, 2, …: fifteen patients of each site are at most fourteen.
        assertEquals(45, result(analysis).list("means").getFirst().asObject().number("patients"));
    }

    @Test
    void theOrderOfRowsAndOfSitesDoesNotChangeABit() {
        Study study = study(ReleaseLevel.SITE_LEVEL, Cohort.EVERYONE);
        Random random = new Random(42);
        double[][] ages = new double[4][50];
        for (double[] site : ages) {
            Arrays.setAll(site, _ -> random.nextDouble() * 120);
        }
        String first = "";
        for (int trial = 0; trial < 20; trial++) {
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
            Collections.shuffle(order, random);
            SortedMap<SiteId, AnalysisTable> tables = new TreeMap<>();
            for (int i = 0; i < order.size(); i++) {
                tables.put(new SiteId("site" + i), table(shuffled(ages[order.get(i)], random)));
            }
            SimulatedStudy simulated = new Simulation(
                            study, prepared(study), Optional.of(SitePolicy.FLOORS), (_, _) -> {})
                    .run(tables, List.of());
            String text = CanonicalJson.text(SimulationJson.write(simulated));
            first = trial == 0 ? text : first;
            assertEquals(first, text);
        }
    }

    @Test
    void everyRoundIsObserved() {
        Study study = study(ReleaseLevel.SITE_LEVEL, Cohort.EVERYONE);
        List<String> heard = new ArrayList<>();
        new Simulation(
                        study,
                        prepared(study),
                        Optional.of(SitePolicy.FLOORS),
                        (analysis, round) -> heard.add(analysis + " " + round))
                .run(tables(10, 10, 10), List.of());
        assertEquals(List.of("mean-age 1", "mean-age 2"), heard);
    }

    private static double[] shuffled(double[] values, Random random) {
        List<Double> list = new ArrayList<>(Arrays.stream(values).boxed().toList());
        Collections.shuffle(list, random);
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<RuleId> broken(SimulatedAnalysis analysis, String site) {
        return Optional.ofNullable(analysis.refusals().get(new SiteId(site)))
                .orElseThrow()
                .broken();
    }

    private static Json.Obj result(SimulatedAnalysis analysis) {
        return ((SimulatedAnalysis.Outcome.Result) analysis.outcome()).json();
    }

    private static SimulatedStudy run(Study study, SitePolicy policy, int... sizes) {
        return new Simulation(study, prepared(study), Optional.of(policy), (_, _) -> {})
                .run(tables(sizes), List.of("mine"));
    }

    private static List<PreparedAnalysis> prepared(Study study) {
        return List.of(MEAN.prepare(study, study.analyses().getFirst()));
    }

    private static List<SiteId> sites(String... names) {
        return Arrays.stream(names).map(SiteId::new).toList();
    }

    private static SortedMap<SiteId, AnalysisTable> tables(int... sizes) {
        SortedMap<SiteId, AnalysisTable> tables = new TreeMap<>();
        for (int i = 0; i < sizes.length; i++) {
            double[] ages = new double[sizes[i]];
            Arrays.setAll(ages, row -> row % 100);
            tables.put(new SiteId(String.valueOf((char) ('a' + i))), table(ages));
        }
        return tables;
    }

    private static AnalysisTable table(double[] ages) {
        return new AnalysisTable(ages.length, List.of(new Column.Numeric("age", ages)));
    }

    private static Study study(ReleaseLevel release, Cohort cohort) {
        return new Study(
                "Age",
                "How old?",
                "To know.",
                List.of(),
                List.of(new Variable.Numeric("age", Optional.empty(), new Unit("a"), 0, 120)),
                cohort,
                List.of(new AnalysisPlan(
                        new AnalysisId("mean", 1),
                        "mean-age",
                        Json.object().with("of", "age").with("rounds", 2).build())),
                new Study.PrivacyTerms(release, 3),
                Deadlines.DEFAULT);
    }
}
