package org.isopleth.analysis.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.TestStudies;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Patient;
import org.isopleth.site.SiteId;
import org.isopleth.study.Variable;
import org.isopleth.tensor.Contribution;
import org.junit.jupiter.api.Test;

/// The facts of every message of a regression say what the message says: its numbers can be computed from them
/// alone.
class RegressionFactsTest {
    private static final List<Variable> VARIABLES = List.of(
            TestStudies.number("age", 0, 120),
            TestStudies.levels("sex", "female", "male", "other"),
            TestStudies.number("dose", 0, 80),
            TestStudies.number("sick", 0, 1),
            TestStudies.number("visits", 0, 50),
            TestStudies.number("days", 0, 4000));

    private static final Map<SiteId, AnalysisTable> SITES = new TreeMap<>(
            Map.of(new SiteId("a"), site(1, 40), new SiteId("b"), site(2, 31), new SiteId("c"), site(3, 55)));

    private static AnalysisTable site(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] age = random.doubles(rows, 20, 90).toArray();
        age[3] = Double.NaN;
        double[] dose = random.doubles(rows, 10, 70).toArray();
        double[] sick = new double[rows];
        double[] visits = new double[rows];
        for (int i = 0; i < rows; i++) {
            sick[i] = random.nextDouble() < dose[i] / 80 ? 1 : 0;
            visits[i] = random.nextInt(9);
        }
        return new AnalysisTable(
                rows,
                List.of(
                        new Column.Numeric("age", age),
                        new Column.Categorical(
                                "sex",
                                List.of("female", "male", "other"),
                                random.ints(rows, 0, 3).toArray()),
                        new Column.Numeric("dose", dose),
                        new Column.Numeric("sick", sick),
                        new Column.Numeric("visits", visits),
                        new Column.Numeric(
                                "days",
                                random.ints(rows, 1, 200).asDoubleStream().toArray())));
    }

    /// What one site sent in a round, and what its facts say.
    private record Message(Stage stage, Contribution contribution, Facts facts, AnalysisTable table) {

        Patient patient(int row) {
            return name -> Objects.requireNonNull(facts.columns().get(name), name)[row];
        }

        Fact.Sums sums(Order order) {
            return facts.facts().stream()
                    .filter(Fact.Sums.class::isInstance)
                    .map(Fact.Sums.class::cast)
                    .filter(sum -> sum.order() == order)
                    .findFirst()
                    .orElseThrow();
        }

        /// `Σ w u u'` with `u = (1, z)`, z standardised, from a fact in the columns' own units.
        double[][] standardised(Fact.Sums fact, Stage.Newton newton) {
            int d = fact.columns().size() + 1;
            double[][] sum = new double[d][d];
            fact.members().stream().forEach(row -> {
                double[] u = new double[d];
                u[0] = 1;
                for (int j = 1; j < d; j++) {
                    u[j] = (patient(row).value(fact.columns().get(j - 1))
                                    - newton.columns().means().get(j - 1))
                            / newton.columns().deviations().get(j - 1);
                }
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        sum[i][j] += fact.weight().of().applyAsDouble(patient(row)) * u[i] * u[j];
                    }
                }
            });
            return sum;
        }
    }

    private static List<Message> messages(String id, String options) {
        PreparedAnalysis analysis = TestStudies.prepare(VARIABLES, id, options);
        List<Message> messages = new ArrayList<>();
        Federation.run(
                analysis,
                SITES,
                round -> SITES.forEach((site, table) -> {
                    Contribution contribution =
                            Objects.requireNonNull(round.contributions().get(site));
                    Facts facts = analysis.atSite().facts(table, round.state(), contribution, Optional.empty());
                    assertEquals(0, facts.unexplained());
                    messages.add(new Message(Stage.read(round.state()), contribution, facts, table));
                }));
        assertTrue(messages.size() >= 12, "three sites, and at least two joint rounds");
        return messages;
    }

    private static void near(double expected, double actual) {
        assertEquals(expected, actual, 1e-9 * Math.max(1, Math.abs(expected)));
    }

    /// Gradient and information from a gradient fact's first row and a matrix.
    private static void assertJoint(Message message, double[] gradient, double[][] information) {
        double[] sent = message.contribution().values("gradient");
        Symmetric matrix = new Symmetric(sent.length, message.contribution().values("information"));
        for (int i = 0; i < sent.length; i++) {
            near(sent[i], gradient[i]);
            for (int j = 0; j < sent.length; j++) {
                near(matrix.get(i, j), information[i][j]);
            }
        }
    }

    private static double[] row(double[] a, double timesA, double[] b, double timesB) {
        return Vector.generate(a.length, i -> timesA * a[i] + timesB * b[i]).toArray();
    }

    private static double[][] times(double factor, double[][] matrix) {
        double[][] product = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            product[i] = row(matrix[i], factor, matrix[i], 0);
        }
        return product;
    }

    @Test
    void a_yes_or_no_outcome() {
        for (Message message : messages(
                "glm@1", "{\"family\":\"binomial\",\"outcome\":\"sick\",\"covariates\":[\"age\",\"sex\",\"dose\"]}")) {
            if (message.stage() instanceof Stage.Newton newton) {
                Fact.Sums first = message.sums(Order.FIRST);
                Fact.Sums second = message.sums(Order.SECOND);
                double[][] gram = message.standardised(second, newton);
                double[] firstRow = message.standardised(first, newton)[0];
                if (newton.search().round() == 1) {
                    // The null model: the gradient is the sum over the sick, less the mean's share of everybody.
                    double mean = newton.totals().outcome() / newton.totals().patients();
                    assertTrue(second.weight().isOne() && first.weight().isOne());
                    assertJoint(message, row(firstRow, 1, gram[0], -mean), times(mean * (1 - mean), gram));
                } else {
                    assertJoint(message, firstRow, gram);
                }
                assertEquals(newton.totals().patients() - second.members().cardinality(), second.others());
                double likelihood = second.members().stream()
                        .mapToDouble(
                                i -> message.sums(Order.COUNT).weight().of().applyAsDouble(message.patient(i)))
                        .sum();
                near(message.contribution().values("log-likelihood")[0], likelihood);
            }
        }
    }

    @Test
    void counts() {
        for (Message message : messages(
                "glm@1", "{\"family\":\"poisson\",\"outcome\":\"visits\",\"covariates\":[\"age\",\"dose\"]}")) {
            if (message.stage() instanceof Stage.Newton newton) {
                double[][] gram = message.standardised(message.sums(Order.SECOND), newton);
                double[] firstRow = message.standardised(message.sums(Order.FIRST), newton)[0];
                if (newton.search().round() == 1) {
                    double mean = newton.totals().outcome() / newton.totals().patients();
                    assertJoint(message, row(firstRow, 1, gram[0], -mean), times(mean, gram));
                } else {
                    assertJoint(message, firstRow, gram);
                }
            }
        }
    }

    @Test
    void a_measured_outcome_tells_its_gram_matrix_in_every_round() {
        for (Message message : messages(
                "glm@1", "{\"family\":\"gaussian\",\"outcome\":\"dose\",\"covariates\":[\"age\",\"visits\"]}")) {
            if (message.stage() instanceof Stage.Newton newton) {
                double[][] gram = message.standardised(message.sums(Order.SECOND), newton);
                int p = gram.length - 1;
                double[] gradient = new double[p];
                for (int i = 0; i < p; i++) {
                    gradient[i] = gram[i][p];
                    for (int j = 0; j < p; j++) {
                        gradient[i] -= gram[i][j] * newton.search().candidate().get(j);
                    }
                }
                assertJoint(message, gradient, gram);
                assertTrue(message.sums(Order.SECOND).weight().isOne());
            }
        }
    }

    @Test
    void a_partial_likelihood_within_strata() {
        for (Message message : messages(
                "cox@1",
                "{\"time\":\"days\",\"event\":\"sick\",\"strata\":\"sex\",\"covariates\":[\"age\",\"dose\"]}")) {
            if (message.stage() instanceof Stage.Newton newton) {
                Fact.Information fact =
                        (Fact.Information) message.facts().facts().getFirst();
                List<Patient> ours =
                        fact.members().stream().mapToObj(message::patient).toList();
                double[][] matrix = fact.matrix().of(List.of(ours));
                Symmetric sent = new Symmetric(2, message.contribution().values("information"));
                for (int i = 0; i < 2; i++) {
                    for (int j = 0; j < 2; j++) {
                        Vector deviations = newton.columns().deviations();
                        near(sent.get(i, j), matrix[i][j] / deviations.get(i) / deviations.get(j));
                    }
                }
                assertEquals(
                        fact.numbers(),
                        message.contribution().values("gradient").length
                                + message.contribution().values("information").length
                                + 1);
            }
        }
    }

    @Test
    void what_others_have_comes_from_their_tally() {
        PreparedAnalysis analysis = TestStudies.prepare(
                VARIABLES, "glm@1", "{\"family\":\"binomial\",\"outcome\":\"sick\",\"covariates\":[\"age\",\"sex\"]}");
        AnalysisTable own = Objects.requireNonNull(SITES.get(new SiteId("a")));
        Exposure other = analysis.atSite().exposure(Objects.requireNonNull(SITES.get(new SiteId("b"))));
        Facts facts = analysis.atSite()
                .facts(
                        own,
                        analysis.atCoordinator().start(),
                        Contribution.zero(List.of()),
                        Optional.of(Tally.of(analysis.tally(), other)));
        assertEquals(List.of(30L, 30L, (long) count(other.outcomeClasses(), "1")), othersIn(facts));
        assertEquals(
                new Facts.Elsewhere(count(other.levels(), "male"), 30),
                facts.elsewhere().get("sex=male"));
        assertEquals(facts.elsewhere().get("sex=male"), facts.elsewhere().get("sex=male squared"));
        assertNull(facts.elsewhere().get("age"));
    }

    private static List<Long> othersIn(Facts facts) {
        return facts.facts().stream().map(Fact::others).toList();
    }

    private static int count(List<Exposure.Count> counts, String level) {
        return counts.stream()
                .filter(count -> count.level().equals(level))
                .mapToInt(Exposure.Count::patients)
                .sum();
    }

    @Test
    void the_first_two_rounds() {
        for (Message message :
                messages("glm@1", "{\"family\":\"binomial\",\"outcome\":\"sick\",\"covariates\":[\"age\",\"dose\"]}")) {
            BitSet complete = new BitSet();
            complete.set(0, message.table().rows());
            complete.clear(3);
            Fact.Sums first = message.sums(Order.FIRST);
            switch (message.stage()) {
                case Stage.Centre() -> {
                    assertEquals(complete, first.members());
                    for (int j = 0; j < 2; j++) {
                        int column = j;
                        double sum = complete.stream()
                                .mapToDouble(row -> message.patient(row)
                                        .value(first.columns().get(column)))
                                .sum();
                        near(message.contribution().values("sums")[j], sum / 128);
                    }
                    Fact.Sums sick = (Fact.Sums) message.facts().facts().getLast();
                    assertEquals(
                            message.contribution().values("outcome")[0],
                            sick.members().cardinality());
                }
                case Stage.Scale _ -> {
                    assertEquals(List.of("age squared", "dose squared"), first.columns());
                    assertEquals(126 - 3 - complete.cardinality(), first.others());
                }
                case Stage.Newton _ ->
                    assertEquals(complete, message.sums(Order.SECOND).members());
            }
        }
    }
}
