package org.isopleth.disclosure.leak;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Patient;

/// The patients an attack is run on: this hospital's, then stand-ins for those of other hospitals. Immutable,
/// thread-safe.
///
/// A stand-in takes every column's value from a patient of this hospital drawn for that column alone; of a
/// column of 0 and 1 as many have 1 as the other hospitals' patients are known to have. A fact holds the
/// first m stand-ins, m being the others' patients certainly in it: facts that hold equally many others hold the
/// same ones, so that a difference of two sums is hidden by nobody who is not known to be in it.
final class Population {
    /// More would only hide this hospital's patients better.
    static final int MOST_STAND_INS = 1_000;

    private final int own;
    private final int standIns;
    private final long seed;
    private final Map<String, double[]> columns;

    private Population(int own, int standIns, long seed, Map<String, double[]> columns) {
        this.own = own;
        this.standIns = standIns;
        this.seed = seed;
        this.columns = columns;
    }

    /// As this reader sees them.
    static Population of(Reader reader, int own, long seed) {
        return new Population(own, reader == Reader.AGGREGATES ? MOST_STAND_INS : 0, seed, Map.of());
    }

    /// With the columns a message speaks of.
    Population with(Facts message) {
        Map<String, double[]> all = new HashMap<>(columns);
        message.columns()
                .forEach((name, values) -> all.computeIfAbsent(
                        name,
                        _ -> extended(
                                name,
                                values,
                                Optional.ofNullable(message.elsewhere().get(name)))));
        return new Population(own, standIns, seed, all);
    }

    int own() {
        return own;
    }

    int size() {
        return own + standIns;
    }

    /// The patients a fact is about.
    BitSet members(Fact fact) {
        BitSet members = (BitSet) fact.members().clone();
        if (members.length() > own) {
            throw new IllegalArgumentException("a fact names a patient this hospital does not have");
        }
        members.set(own, own + (int) Math.min(standIns, fact.others()));
        return members;
    }

    /// The values of a column, patient by patient; do not change them.
    double[] column(String name) {
        double[] values = columns.get(name);
        if (values == null) {
            throw new IllegalArgumentException("no message told of a column '" + name + "'");
        }
        return values;
    }

    Patient patient(int row) {
        return name -> column(name)[row];
    }

    private double[] extended(String name, double[] values, Optional<Facts.Elsewhere> elsewhere) {
        if (values.length != own) {
            throw new IllegalArgumentException("column '" + name + "' has another number of patients");
        }
        double[] extended = Arrays.copyOf(values, own + standIns);
        double[] present =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        SplittableRandom random = new SplittableRandom(seed ^ name.hashCode());
        if (elsewhere.isPresent() && Arrays.stream(present).allMatch(value -> value == 0 || value == 1)) {
            mark(extended, elsewhere.get(), random);
            return extended;
        }
        for (int row = own; row < extended.length; row++) {
            extended[row] = present.length == 0 ? Double.NaN : present[random.nextInt(present.length)];
        }
        return extended;
    }

    /// Gives 1 to as large a share of the stand-ins as the others have, rounded down: each one who is left to
    /// give out goes to the next stand-in with the probability that leaves the number exact.
    private void mark(double[] extended, Facts.Elsewhere elsewhere, SplittableRandom random) {
        long left = Math.min(standIns, elsewhere.patients());
        long ones = elsewhere.patients() <= standIns
                ? elsewhere.ones()
                : (long) ((double) elsewhere.ones() * standIns / elsewhere.patients());
        for (int row = own; row < extended.length && left > 0; row++, left--) {
            extended[row] = random.nextLong(left) < ones ? 1 : 0;
            ones -= (long) extended[row];
        }
    }
}
