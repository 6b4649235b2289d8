package org.isopleth.disclosure.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Patient;
import org.isopleth.cohort.fact.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Facts 6 and 7 of METHODS on the data they were measured on: the attack works, so that finding nobody means
/// something. There, 166 rows were had from single sites' sums of one round, 12 from the sums over all sites,
/// and 696 of 815 from those of two rounds.
class BreastCancerLeakTest {
    private static final double RIDGE = 10;

    private final BreastCancer data;
    private final PartialLikelihood likelihood;
    private final double[] step;

    BreastCancerLeakTest() throws Exception {
        this.data = BreastCancer.read();
        this.likelihood = new PartialLikelihood(data.covariates(), spread(data));
        this.step = likelihood.step(patients(data), RIDGE);
    }

    private static double[] spread(BreastCancer data) {
        return data.covariates().stream()
                .mapToDouble(name -> {
                    double[] values = data.column(name);
                    double mean = Arrays.stream(values).average().orElse(0);
                    double square = Arrays.stream(values)
                            .map(x -> (x - mean) * (x - mean))
                            .sum();
                    return Math.sqrt(square / (values.length - 1));
                })
                .toArray();
    }

    private static List<Patient> patients(BreastCancer data) {
        return IntStream.range(0, data.patients())
                .mapToObj(row -> (Patient) name -> data.columns().getOrDefault(name, new double[0])[row])
                .toList();
    }

    /// The hazards at `share` of the way.
    private Weight hazards(double share) {
        double[] coefficients = Arrays.stream(step).map(b -> share * b).toArray();
        return new Weight("cox " + share, patient -> Math.exp(likelihood.predictor(patient, coefficients)));
    }

    /// Risk-set sums at these times.
    private Facts riskSets(BreastCancer hospital, double[] times, double share) {
        Weight weight = hazards(share);
        List<Fact> facts = new ArrayList<>();
        for (double time : times) {
            BitSet atRisk = hospital.atRisk(time);
            if (!atRisk.isEmpty()) {
                facts.add(new Fact.Sums(Order.SECOND, atRisk, weight, hospital.covariates(), true, 0));
            }
        }
        return new Facts(hospital.patients(), hospital.columns(), facts);
    }

    private static LeakMeter.Assessment after(Facts... messages) {
        LeakMeter meter = LeakMeter.start(messages[0].patients(), LeakMeter.SMALLEST_CELL, 1);
        LeakMeter.Assessment last = meter.assess(messages[0], Allowance.unlimited());
        for (int i = 1; i < messages.length; i++) {
            last = last.released().assess(messages[i], Allowance.unlimited());
        }
        return last;
    }

    @Test
    void two_rounds_of_sums_over_all_sites_give_back_most_patients() {
        assertEquals(866, data.patients());
        double[] times = data.eventTimes();
        LeakReport one = after(riskSets(data, times, 0)).aggregates();
        LeakReport two =
                after(riskSets(data, times, 0), riskSets(data, times, 1)).aggregates();
        assertEquals(12, one.recovered(Attack.SINGLE_ROW_DIFFERENCE) + one.recovered(Attack.ONE_RECORD_GRADIENT));
        assertEquals(698, two.recovered(Attack.SIMULTANEOUS_DIAGONALISATION), "at least 600 are asked for");
        assertTrue(two.refuses() && !two.countingHolds());
    }

    @Test
    void one_round_of_single_sites_sums_gives_back_166() {
        int recovered = 0;
        for (int region = 0; region < 6; region++) {
            LeakReport report =
                    after(riskSets(data.region(region), data.eventTimes(), 0)).everyoneElse();
            recovered += report.recovered(Attack.SINGLE_ROW_DIFFERENCE) + report.recovered(Attack.ONE_RECORD_GRADIENT);
        }
        assertEquals(166, recovered);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void stratified_by_site_nobody_is_recovered_from_the_sums(int rounds) {
        for (int region = 0; region < 6; region++) {
            BreastCancer site = data.region(region);
            Facts[] messages = new Facts[rounds];
            for (int round = 0; round < rounds; round++) {
                messages[round] = stratified(site, 1 - Math.pow(0.5, round));
            }
            LeakMeter.Assessment last = after(messages);
            assertEquals(0, last.aggregates().recovered());
            assertTrue(last.aggregates().isFinished() && last.aggregates().countingHolds());
        }
    }

    private Facts stratified(BreastCancer site, double share) {
        double[] coefficients = Arrays.stream(step).map(b -> share * b).toArray();
        int p = coefficients.length;
        BitSet everybody = new BitSet();
        everybody.set(0, site.patients());
        Fact information = new Fact.Information(
                "cox " + share,
                everybody,
                site.covariates(),
                hospitals -> sum(hospitals, coefficients),
                p * (p + 1) / 2 + p + 1,
                data.patients() - site.patients());
        return new Facts(site.patients(), site.columns(), List.of(information));
    }

    private double[][] sum(List<List<Patient>> hospitals, double[] coefficients) {
        double[][] sum = new double[coefficients.length][coefficients.length];
        for (List<Patient> hospital : hospitals) {
            double[][] information = likelihood.at(hospital, coefficients).information();
            for (int i = 0; i < sum.length; i++) {
                for (int j = 0; j < sum.length; j++) {
                    sum[i][j] += information[i][j];
                }
            }
        }
        return sum;
    }

    /// With 39 columns and 7 rounds every step must lose 148 patients, which leaves five steps. Of two rounds on
    /// that grid six patients with rare codes are still found: the rule is necessary, not sufficient, and the
    /// meter refuses.
    @Test
    void the_grid_that_keeps_the_counting_rule() {
        long[] leavers = new long[400];
        for (double time : data.column("T")) {
            leavers[(int) (time / 30.4375)]++;
        }
        CommonGrid.Steps steps = (CommonGrid.Steps) CommonGrid.of(leavers, new LeaverRule(39, 7));
        assertEquals(List.of(160L, 152L, 154L, 151L, 249L), steps.leavers());
        double[] times =
                steps.starts().stream().mapToDouble(month -> month * 30.4375).toArray();
        LeakReport report =
                after(riskSets(data, times, 0), riskSets(data, times, 1)).aggregates();
        assertTrue(report.countingHolds());
        assertEquals(6, report.recovered(Attack.SIMULTANEOUS_DIAGONALISATION));
        assertTrue(report.refuses());
    }
}
