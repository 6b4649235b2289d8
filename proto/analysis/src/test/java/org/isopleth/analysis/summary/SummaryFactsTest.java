package org.isopleth.analysis.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.TestStudies;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.site.SiteId;
import org.isopleth.tensor.Contribution;
import org.junit.jupiter.api.Test;

/// The facts of a summary's messages say what the messages say.
class SummaryFactsTest {
    private static final PreparedAnalysis SUMMARY = TestStudies.prepare(
            List.of(TestStudies.number("age", 0, 128), TestStudies.levels("sex", "female", "male")),
            "summary@1",
            "{\"variables\":[\"age\",\"sex\"]}");

    private static AnalysisTable table(double shift) {
        double[] age = IntStream.range(0, 30).mapToDouble(i -> 40 + shift + i).toArray();
        age[4] = Double.NaN;
        int[] sex =
                IntStream.range(0, 30).map(i -> i < 2 ? -1 : i % 3 == 0 ? 1 : 0).toArray();
        return new AnalysisTable(
                30,
                List.of(new Column.Numeric("age", age), new Column.Categorical("sex", List.of("female", "male"), sex)));
    }

    @Test
    void every_number_can_be_computed_from_them() {
        SiteId site = new SiteId("a");
        AnalysisTable own = table(0);
        Tally others = Tally.of(SUMMARY.tally(), SUMMARY.atSite().exposure(table(7)));
        int[] rounds = {0};
        Federation.run(SUMMARY, Map.of(site, own, new SiteId("b"), table(7)), round -> {
            Contribution sent = Objects.requireNonNull(round.contributions().get(site));
            Facts facts = SUMMARY.atSite().facts(own, round.state(), sent, Optional.of(others));
            assertEquals(0, facts.unexplained());
            if (rounds[0]++ == 0) {
                List<Integer> members = facts.facts().stream()
                        .map(fact -> fact.members().cardinality())
                        .toList();
                assertEquals(List.of(30, 29, 19, 9), members, "everybody, with an age, female, male");
                assertEquals(30, sent.values("patients")[0]);
                assertEquals(List.of(1.0, 29.0, 2.0, 19.0, 9.0), counts(sent));
                assertEquals(128 * sent.values("sums")[0], sum(facts, "age"), 1e-9);
                assertEquals(
                        List.of(28L, 28L, 19L, 9L),
                        facts.facts().stream().map(Fact::others).toList());
            } else {
                assertEquals(1, facts.facts().size());
                double mean = round.state().numbers("means")[0];
                double age = Objects.requireNonNull(facts.columns().get("age squared"))[0];
                assertEquals(1600, age);
                double squares = sum(facts, "age squared") - 2 * mean * 29 * meanAge(own) + 29 * mean * mean;
                double parts = sent.values("squares")[0];
                double exponent = Math.log(squares / parts) / Math.log(2);
                assertEquals(Math.rint(exponent), exponent, 1e-9, "another unit");
            }
        });
        assertEquals(2, rounds[0]);
    }

    private static List<Double> counts(Contribution sent) {
        return Arrays.stream(sent.values("counts")).boxed().toList();
    }

    private static double meanAge(AnalysisTable table) {
        Column.Numeric age = (Column.Numeric) table.column("age");
        return IntStream.range(0, 30)
                .filter(row -> !age.isMissing(row))
                .mapToDouble(age::value)
                .average()
                .orElseThrow();
    }

    private static double sum(Facts facts, String column) {
        Fact.Sums fact = facts.facts().stream()
                .map(Fact.Sums.class::cast)
                .filter(sums -> sums.columns().contains(column))
                .findFirst()
                .orElseThrow();
        double[] values = Objects.requireNonNull(facts.columns().get(column));
        return fact.members().stream().mapToDouble(row -> values[row]).sum();
    }
}
