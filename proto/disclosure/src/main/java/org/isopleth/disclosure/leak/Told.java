package org.isopleth.disclosure.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.isopleth.cohort.fact.Weight;

/// The columns some sums have in common, scaled to at most 1 in size, with the patients' true values. Immutable,
/// thread-safe.
///
/// Written `u = (1, x)` if totals are told and `u = x` if not, sums are `Σ w u` and `Σ w u u'`.
final class Told {
    /// How far a recovered value may be from the true one, relative to the column's largest.
    private static final double AGREEMENT = 1e-6;

    private final Population population;
    private final double[][] values;
    private final double[] scales;
    private final boolean total;
    private final List<BitSet> coded;

    Told(Population population, List<String> columns, boolean total) {
        this.population = population;
        this.total = total;
        this.values = new double[columns.size()][];
        this.scales = new double[columns.size()];
        for (int j = 0; j < values.length; j++) {
            double[] raw = population.column(columns.get(j));
            double largest = 0;
            for (int row = 0; row < population.own(); row++) {
                largest = Math.abs(raw[row]) > largest ? Math.abs(raw[row]) : largest;
            }
            double scale = largest > 0 ? largest : 1;
            scales[j] = scale;
            values[j] = Arrays.stream(raw).map(value -> value / scale).toArray();
        }
        this.coded =
                Arrays.stream(values).flatMap(column -> coded(column).stream()).toList();
    }

    /// The length of u.
    int length() {
        return values.length + (total ? 1 : 0);
    }

    boolean total() {
        return total;
    }

    /// A patient's scaled value in a column.
    double value(int column, int row) {
        return values[column][row];
    }

    /// A matrix over the columns in these scales, row by row.
    double[] scaled(double[][] matrix) {
        int d = values.length;
        double[] scaled = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                scaled[i * d + j] = matrix[i][j] / scales[i] / scales[j];
            }
        }
        return scaled;
    }

    /// `Σ w u` over these patients.
    double[] first(BitSet patients, Weight weight) {
        double[] sum = new double[length()];
        double[] u = new double[length()];
        for (int row = patients.nextSetBit(0); row >= 0; row = patients.nextSetBit(row + 1)) {
            fill(u, row);
            double w = weight.of().applyAsDouble(population.patient(row));
            for (int i = 0; i < u.length; i++) {
                sum[i] += w * u[i];
            }
        }
        return sum;
    }

    /// `Σ w u u'` over these patients, row by row.
    double[] second(BitSet patients, Weight weight) {
        int d = length();
        double[] sum = new double[d * d];
        double[] u = new double[d];
        for (int row = patients.nextSetBit(0); row >= 0; row = patients.nextSetBit(row + 1)) {
            fill(u, row);
            double w = weight.of().applyAsDouble(population.patient(row));
            for (int i = 0; i < d; i++) {
                double wu = w * u[i];
                for (int j = 0; wu != 0 && j < d; j++) {
                    sum[i * d + j] += wu * u[j];
                }
            }
        }
        return sum;
    }

    private void fill(double[] u, int row) {
        int shift = total ? 1 : 0;
        u[0] = 1;
        for (int j = 0; j < values.length; j++) {
            u[j + shift] = values[j][row];
        }
    }

    /// This hospital's patients among `patients` whose row a vector proportional to u gives back.
    ///
    /// Where totals are told the first element says how long it is. Where they are not, the direction counts as
    /// the row if there are two columns or more: a reader who knows one of them knows all.
    BitSet recoveredByMultiple(double[] vector, BitSet patients) {
        if (!total) {
            return recoveredByDirection(vector, patients);
        }
        if (Math.abs(vector[0]) < 1e-12) {
            return new BitSet();
        }
        double[] row = new double[values.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = vector[j + 1] / vector[0];
        }
        return recovered(row, patients);
    }

    /// This hospital's patients among `patients` who have these values, to six digits of the column's largest.
    BitSet recovered(double[] row, BitSet patients) {
        BitSet found = new BitSet();
        for (int i = patients.nextSetBit(0); i >= 0 && i < population.own(); i = patients.nextSetBit(i + 1)) {
            if (agrees(row, 1, i)) {
                found.set(i);
            }
        }
        return found;
    }

    private BitSet recoveredByDirection(double[] vector, BitSet patients) {
        BitSet found = new BitSet();
        double square = Arrays.stream(vector).map(v -> v * v).sum();
        if (vector.length < 2 || !(square > 0)) {
            return found;
        }
        for (int i = patients.nextSetBit(0); i >= 0 && i < population.own(); i = patients.nextSetBit(i + 1)) {
            double along = 0;
            for (int j = 0; j < vector.length; j++) {
                along += vector[j] * values[j][i];
            }
            if (along != 0 && agrees(vector, along / square, i)) {
                found.set(i);
            }
        }
        return found;
    }

    private boolean agrees(double[] vector, double times, int row) {
        for (int j = 0; j < values.length; j++) {
            if (!(Math.abs(times * vector[j] - values[j][row]) <= AGREEMENT)) {
                return false;
            }
        }
        return true;
    }

    /// The two-valued columns as those of `patients` who have the larger value, where some have and some have not.
    ///
    /// Columns count that take two values among all of this hospital's patients, as coded ones do: 0 and 1, or
    /// another pair if totals are told, because it is then 0 and 1 in other units.
    List<BitSet> indicators(BitSet patients) {
        List<BitSet> indicators = new ArrayList<>();
        for (BitSet larger : coded) {
            BitSet with = (BitSet) larger.clone();
            with.and(patients);
            if (!with.isEmpty() && with.cardinality() < patients.cardinality()) {
                indicators.add(with);
            }
        }
        return indicators;
    }

    /// Everybody who has the larger of a column's two values; empty for another kind of column.
    private Optional<BitSet> coded(double[] column) {
        double low = Double.NaN;
        double high = Double.NaN;
        for (int row = 0; row < population.own(); row++) {
            double value = column[row];
            if (Double.isNaN(value) || value == low || value == high) {
                continue;
            }
            if (!Double.isNaN(high)) {
                return Optional.empty();
            }
            high = Double.isNaN(low) ? high : Math.max(low, value);
            low = Double.isNaN(low) ? value : Math.min(low, value);
        }
        if (Double.isNaN(high) || !(total || low == 0)) {
            return Optional.empty();
        }
        BitSet larger = new BitSet();
        for (int row = 0; row < column.length; row++) {
            larger.set(row, column[row] == high);
        }
        return Optional.of(larger);
    }
}
