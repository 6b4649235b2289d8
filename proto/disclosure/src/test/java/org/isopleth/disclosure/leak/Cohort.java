package org.isopleth.disclosure.leak;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Patient;
import org.isopleth.cohort.fact.Weight;

/// A drawn hospital for planting leaks in.
///
/// @param patients how many
/// @param columns their values
record Cohort(int patients, Map<String, double[]> columns) {

    /// With columns x0, x1, … of normal numbers.
    static Cohort drawn(int patients, int columns) {
        SplittableRandom random = new SplittableRandom(41);
        Map<String, double[]> drawn = new LinkedHashMap<>();
        for (int j = 0; j < columns; j++) {
            double mean = 10 * j;
            drawn.put(
                    "x" + j,
                    random.doubles(patients)
                            .map(_ -> mean + random.nextGaussian())
                            .toArray());
        }
        return new Cohort(patients, drawn);
    }

    /// With one more column, which is 1 for these patients and 0 for the others.
    Cohort flagged(String name, BitSet patientsWithOne) {
        Map<String, double[]> all = new LinkedHashMap<>(columns);
        double[] flag = new double[patients];
        patientsWithOne.stream().forEach(row -> flag[row] = 1);
        all.put(name, flag);
        return new Cohort(patients, all);
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /// Patients `from` to `to` − 1.
    static BitSet rows(int from, int to) {
        BitSet rows = new BitSet();
        rows.set(from, to);
        return rows;
    }

    static BitSet union(BitSet a, BitSet b) {
        BitSet union = (BitSet) a.clone();
        union.or(b);
        return union;
    }

    /// A sum with its total.
    Fact.Sums sums(Fact.Order order, BitSet members, Weight weight, long others) {
        return new Fact.Sums(order, members, weight, names(), true, others);
    }

    /// `exp(b · Σ (x − its mean))`, or the logistic variance there; the state names b.
    Weight exponential(double b) {
        return new Weight("exp " + b, patient -> Math.exp(b * predictor(patient)));
    }

    Weight logisticVariance(double b) {
        return new Weight("logistic " + b, patient -> {
            double mean = 1 / (1 + Math.exp(-b * predictor(patient)));
            return mean * (1 - mean);
        });
    }

    private double predictor(Patient patient) {
        double sum = 0;
        int j = 0;
        for (String name : names()) {
            sum += (j % 2 == 0 ? 1 : -0.7) * (patient.value(name) - (name.startsWith("x") ? 10 * j : 0));
            j++;
        }
        return sum;
    }

    Facts message(List<? extends Fact> facts) {
        return new Facts(patients, columns, List.copyOf(facts));
    }

    Facts message(Fact... facts) {
        return message(List.of(facts));
    }

    /// What is known after these messages, without an end of time.
    LeakMeter.Assessment after(Facts... messages) {
        LeakMeter meter = LeakMeter.start(patients, LeakMeter.SMALLEST_CELL, 1);
        LeakMeter.Assessment last = meter.assess(message(), Allowance.unlimited());
        for (Facts message : messages) {
            last = last.released().assess(message, Allowance.unlimited());
        }
        return last;
    }
}
