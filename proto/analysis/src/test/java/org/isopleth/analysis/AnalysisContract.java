package org.isopleth.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isopleth.analysis.vote.HoldOut;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.site.SiteId;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;
import org.junit.jupiter.api.Test;

/// What every analysis promises. An analysis' test extends this with its options and nothing else is
/// needed; patients are drawn from one seeded population that suits all of them.
public abstract class AnalysisContract {
    private static final double EQUAL = 1e-10;

    private static final Digest STUDY = Digest.of(new byte[] {1});

    /// Members that say how or on what the fit was made, not what it found.
    private static final Set<String> COURSE = Set.of("strata", "lastStep", "iterations", "jointRounds", "rounds");

    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("age", 0, 120),
            TestStudies.number("dose", 1e6, 1.1e6),
            TestStudies.number("male", 0, 1),
            TestStudies.levels("stage", "I", "II", "III"),
            TestStudies.levels("answer", "no", "yes"),
            TestStudies.number("response", -1000, 1000),
            TestStudies.number("visits", 0, 1000),
            TestStudies.number("time", 0, 5000),
            TestStudies.number("event", 0, 1),
            TestStudies.number("hospital", 0, 50));

    /// The analysis.
    protected abstract String id();

    /// A plan's options, as JSON, over the variables above.
    protected abstract String options();

    /// The options whose answer on all patients as one site is the same.
    protected String pooledOptions() {
        return options();
    }

    /// What its study releases.
    protected ReleaseLevel release() {
        return ReleaseLevel.SITE_LEVEL;
    }

    /// The fewest patients of a site that is neither empty nor has a single one.
    protected int fewestPatients() {
        return 40;
    }

    private PreparedAnalysis prepared() {
        return TestStudies.prepare(VARIABLES, release(), id(), options());
    }

    /// Patients whose outcomes depend on their covariates; one in fifteen lacks the stage.
    private static AnalysisTable patients(Random random, int size, int hospital) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (String name : List.of("age", "dose", "male", "response", "visits", "time", "event", "hospital")) {
            numbers.put(name, new double[size]);
        }
        int[] stage = new int[size];
        int[] answer = new int[size];
        for (int row = 0; row < size; row++) {
            double age = Math.rint(60 + 10 * random.nextGaussian());
            double male = random.nextInt(2);
            double dose = 1.05e6 + random.nextGaussian();
            int level = random.nextInt(3);
            double risk = (age - 60) / 20 + 0.4 * male + 0.3 * level + 0.2 * (dose - 1.05e6);
            set(numbers, row, Map.of("age", age, "dose", dose, "male", male));
            set(numbers, row, Map.of("response", 10 * risk + 20 * random.nextGaussian()));
            set(numbers, row, Map.of("visits", Math.floor(-Math.log(random.nextDouble()) * Math.exp(risk / 2))));
            set(numbers, row, Map.of("time", Math.ceil(-Math.log(random.nextDouble()) * 40 * Math.exp(-risk))));
            set(numbers, row, Map.of("event", random.nextInt(4) == 0 ? 0.0 : 1.0, "hospital", (double) hospital));
            stage[row] = random.nextInt(15) == 0 ? -1 : level;
            answer[row] = random.nextDouble() < 1 / (1 + Math.exp(-risk)) ? 1 : 0;
        }
        List<Column> columns = new ArrayList<>();
        numbers.forEach((name, values) -> columns.add(new Column.Numeric(name, values)));
        columns.add(new Column.Categorical("stage", List.of("I", "II", "III"), stage));
        columns.add(new Column.Categorical("answer", List.of("no", "yes"), answer));
        return new AnalysisTable(size, columns);
    }

    private static void set(Map<String, double[]> numbers, int row, Map<String, Double> values) {
        values.forEach((name, value) -> Objects.requireNonNull(numbers.get(name))[row] = value);
    }

    /// Three to six sites, one of them empty and one with a single patient.
    private Map<SiteId, AnalysisTable> sites(Random random) {
        Map<SiteId, AnalysisTable> sites = new TreeMap<>();
        int count = 3 + random.nextInt(4);
        for (int k = 0; k < count; k++) {
            int size = k == 0 ? 0 : k == 1 ? 1 : fewestPatients() + random.nextInt(120);
            SiteId site = new SiteId("site-" + k);
            sites.put(site, HoldOut.drawn(patients(random, size, k), secret(site), STUDY));
        }
        return sites;
    }

    private static byte[] secret(SiteId site) {
        return Digest.of(site.name().getBytes(StandardCharsets.US_ASCII)).hex().getBytes(StandardCharsets.US_ASCII);
    }

    private static AnalysisTable pooled(Map<SiteId, AnalysisTable> sites) {
        List<Column> columns = new ArrayList<>();
        int rows = sites.values().stream().mapToInt(AnalysisTable::rows).sum();
        for (Variable variable : VARIABLES) {
            List<Column> parts = sites.values().stream()
                    .map(table -> table.column(variable.name()))
                    .toList();
            columns.add(
                    switch (variable) {
                        case Variable.Numeric _ ->
                            new Column.Numeric(
                                    variable.name(),
                                    parts.stream()
                                            .map(Column.Numeric.class::cast)
                                            .flatMapToDouble(part -> IntStream.range(0, part.rows())
                                                    .mapToDouble(part::value))
                                            .toArray());
                        case Variable.Categorical categorical ->
                            new Column.Categorical(
                                    variable.name(),
                                    categorical.levelNames(),
                                    parts.stream()
                                            .map(Column.Categorical.class::cast)
                                            .flatMapToInt(part -> IntStream.range(0, part.rows())
                                                    .map(part::code))
                                            .toArray());
                    });
        }
        columns.add(new Column.Numeric(
                HoldOut.DRAW,
                sites.values().stream()
                        .map(table -> (Column.Numeric) table.column(HoldOut.DRAW))
                        .flatMapToDouble(part -> IntStream.range(0, part.rows()).mapToDouble(part::value))
                        .toArray()));
        return new AnalysisTable(rows, columns);
    }

    private static AnalysisTable shuffled(AnalysisTable table, Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, table.rows()).boxed().toList());
        Collections.shuffle(order, random);
        return table.select(order.stream().mapToInt(Integer::intValue).toArray());
    }

    private static void assertClose(Json expected, Json actual, String where) {
        switch (expected) {
            case Json.Obj(Map<String, Json> members) -> {
                assertEquals(members.keySet(), actual.asObject().members().keySet(), where);
                members.forEach((name, value) -> {
                    if (!COURSE.contains(name)) {
                        assertClose(value, actual.asObject().get(name), where + "/" + name);
                    }
                });
            }
            case Json.Arr(List<Json> items) -> {
                assertEquals(items.size(), actual.asList().size(), where);
                for (int i = 0; i < items.size(); i++) {
                    assertClose(items.get(i), actual.asList().get(i), where + "/" + i);
                }
            }
            case Json.Num(double number) ->
                assertTrue(
                        Math.abs(actual.asNumber() - number) <= EQUAL * Math.max(1, Math.abs(number)),
                        () -> where + ": pooled " + number + ", federated " + actual.asNumber());
            default -> assertEquals(expected, actual, where);
        }
    }

    @Test
    void the_outline_tells_every_round_before_there_is_a_number() {
        PreparedAnalysis prepared = prepared();
        List<RoundOutline> outline = prepared.outline();
        List<Integer> kinds = new ArrayList<>();
        Federation.run(prepared, sites(new Random(5)), round -> {
            List<String> sent = round.declared().stream()
                    .map(tensor -> tensor.name() + " " + tensor.length() + " " + tensor.disclosure())
                    .toList();
            int kind = outline.stream().map(AnalysisContract::outlined).toList().indexOf(sent);
            assertTrue(kind >= 0, "no outline of " + sent);
            kinds.add(kind);
        });
        assertEquals(
                IntStream.range(0, outline.size()).boxed().toList(),
                kinds.stream().distinct().toList(),
                "kinds begin in the order of the outline");
        for (int kind = 0; kind < outline.size(); kind++) {
            long rounds = Collections.frequency(kinds, kind);
            assertTrue(rounds >= 1 && rounds <= outline.get(kind).atMost());
        }
    }

    private static List<String> outlined(RoundOutline outline) {
        return outline.parts().stream()
                .map(part -> part.name() + " " + part.shape().numbers() + " " + part.disclosure())
                .toList();
    }

    @Test
    void the_federated_answer_is_the_pooled_answer() {
        assumeTrue(prepared().equality() != EqualityClass.E4, "an analysis of class E4 promises no such thing");
        PreparedAnalysis pooledAnalysis = TestStudies.prepare(VARIABLES, release(), id(), pooledOptions());
        for (int seed = 0; seed < 12; seed++) {
            Map<SiteId, AnalysisTable> sites = sites(new Random(seed));
            Json.Obj federated = TestStudies.result(Federation.run(prepared(), sites));
            Json.Obj pooled =
                    TestStudies.result(Federation.run(pooledAnalysis, Map.of(new SiteId("all"), pooled(sites))));
            assertClose(pooled, federated, id() + " seed " + seed);
        }
    }

    @Test
    void sites_and_patients_in_any_order_give_the_same_bits() {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(1000 + seed);
            Map<SiteId, AnalysisTable> sites = sites(random);
            byte[] expected = CanonicalJson.bytes(TestStudies.result(Federation.run(prepared(), sites)));
            List<SiteId> arrival = new ArrayList<>(sites.keySet());
            Collections.shuffle(arrival, random);
            Map<SiteId, AnalysisTable> rearranged = new LinkedHashMap<>();
            arrival.forEach(site -> rearranged.put(site, shuffled(Objects.requireNonNull(sites.get(site)), random)));
            byte[] actual = CanonicalJson.bytes(TestStudies.result(Federation.run(prepared(), rearranged)));
            assertArrayEquals(expected, actual, "seed " + seed);
        }
    }

    @Test
    void patients_moved_between_rows_give_the_same_contribution() {
        Random random = new Random(7);
        Map<SiteId, AnalysisTable> sites = sites(random);
        Federation.run(
                prepared(),
                sites,
                round -> sites.forEach((site, table) -> assertEquals(
                        round.contributions().get(site),
                        prepared().atSite().contribute(shuffled(table, random), round.state()))));
    }

    @Test
    void contributions_are_the_declared_tensors() {
        Federation.run(prepared(), sites(new Random(11)), round -> {
            assertFalse(round.declared().isEmpty());
            for (Contribution contribution : round.contributions().values()) {
                assertEquals(
                        round.declared().stream().map(TensorDeclaration::name).toList(),
                        contribution.tensors().stream().map(Tensor::name).toList());
                byte[] bytes = contribution.bytes();
                assertEquals(Contribution.size(round.declared()), bytes.length);
                assertEquals(contribution, Contribution.read(round.declared(), bytes));
            }
        });
    }

    @Test
    void the_tally_over_the_sites_counts_all_patients_as_one_hospital_would() {
        List<TallyCell> cells = prepared().tally();
        assertTrue(cells.contains(new TallyCell.Rows()), "what may be read under sum-only is decided by its tally");
        for (int seed = 0; seed < 12; seed++) {
            Map<SiteId, AnalysisTable> sites = sites(new Random(seed));
            List<Tally> own = sites.values().stream()
                    .map(table -> Tally.of(cells, prepared().atSite().exposure(table)))
                    .toList();
            Tally total = own.stream().reduce(Tally::plus).orElseThrow();
            Contribution sum = own.stream()
                    .map(Tally::contribution)
                    .reduce(Contribution.zero(Tally.declare(cells)), Contribution::plus);
            assertEquals(total, Tally.read(cells, sum), "it travels as exact sums");
            assertEquals(
                    own.subList(1, own.size()).stream().reduce(Tally::plus),
                    total.minus(own.getFirst()),
                    "what the others have together");
            // A site may have too few patients to take part.
            sites.values().removeIf(table -> prepared().atSite().exposure(table).rows() == 0);
            Exposure whole = prepared().atSite().exposure(pooled(sites));
            Exposure view = total.exposure(whole);
            assertTrue(view.rows() <= whole.rows() && (view.rows() == whole.rows() || whole.jointColumns() == 0));
            assertEquals(whole.events(), view.events());
            assertFalse(total.unnamed(TallyCell.Role.OUTCOME) || total.unnamed(TallyCell.Role.COVARIATE));
            assertEquals(present(whole.outcomeClasses()), present(view.outcomeClasses()));
            assertEquals(present(whole.levels()), present(view.levels()));
        }
    }

    private static Set<Exposure.Count> present(List<Exposure.Count> counts) {
        return counts.stream().filter(count -> count.patients() > 0).collect(Collectors.toSet());
    }

    @Test
    void declared_column_counts_are_the_exposed_ones() {
        Map<SiteId, AnalysisTable> sites = sites(new Random(13));
        for (AnalysisTable table : sites.values()) {
            Exposure exposure = prepared().atSite().exposure(table);
            assertTrue(exposure.rows() <= table.rows());
            Federation.run(prepared(), sites, round -> {
                for (TensorDeclaration tensor : round.declared()) {
                    int most = tensor.disclosure() == TensorDeclaration.Disclosure.JOINT
                            ? exposure.jointColumns()
                            : exposure.marginalColumns();
                    assertTrue(tensor.columns() <= most, tensor.name());
                }
            });
            for (Exposure.Count count : exposure.levels()) {
                assertTrue(count.patients() <= exposure.rows() || exposure.jointColumns() == 0, count.variable());
            }
        }
    }

    @Test
    void no_more_joint_rounds_than_planned() {
        Map<SiteId, AnalysisTable> sites = sites(new Random(17));
        int planned =
                prepared().atSite().exposure(sites.values().iterator().next()).plannedJointRounds();
        int[] joint = {0};
        Federation.run(
                prepared(),
                sites,
                round -> joint[0] += round.declared().stream()
                                .anyMatch(tensor -> tensor.disclosure() == TensorDeclaration.Disclosure.JOINT)
                        ? 1
                        : 0);
        assertTrue(joint[0] <= planned);
    }

    @Test
    void a_state_survives_its_bytes() {
        Federation.run(prepared(), sites(new Random(19)), round -> {
            Json.Obj read = CanonicalJson.parseCanonical(CanonicalJson.bytes(round.state()))
                    .asObject();
            assertEquals(round.state().members(), read.members());
            assertEquals(round.declared(), prepared().declare(read));
            assertEquals(
                    prepared().atCoordinator().step(round.state(), round.sum()),
                    prepared().atCoordinator().step(read, round.sum()));
        });
    }

    @Test
    void a_value_outside_its_public_range_is_refused_without_quoting_it() {
        AnalysisTable table = patients(new Random(23), 60, 2);
        double[] ages = new double[60];
        Arrays.fill(ages, 987654);
        List<Column> columns = new ArrayList<>(table.columns());
        columns.replaceAll(column -> column.name().equals("age") ? new Column.Numeric("age", ages) : column);
        AnalysisTable wrong = HoldOut.drawn(new AnalysisTable(60, columns), secret(new SiteId("wrong")), STUDY);
        Json.Obj start = prepared().atCoordinator().start();
        TensorException thrown =
                assertThrows(TensorException.class, () -> prepared().atSite().contribute(wrong, start));
        assertTrue(String.valueOf(thrown.getMessage()).contains("'age'"));
        assertFalse(String.valueOf(thrown.getMessage()).contains("987654"));
    }

    @Test
    void an_unknown_option_is_refused_by_name() {
        String withUnknown =
                options().replaceFirst("\\{", "{\"colour\":\"blue\",").replace(",}", "}");
        PlanException thrown =
                assertThrows(PlanException.class, () -> TestStudies.prepare(VARIABLES, release(), id(), withUnknown));
        assertEquals("colour", thrown.option());
    }

    @Test
    void an_unknown_variable_is_refused_by_name() {
        String unknown = options().replace("\"age\"", "\"agee\"");
        PlanException thrown =
                assertThrows(PlanException.class, () -> TestStudies.prepare(VARIABLES, release(), id(), unknown));
        assertTrue(String.valueOf(thrown.getMessage()).contains("'agee'"));
    }
}
