package org.isopleth.disclosure.leak;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.isopleth.disclosure.leak.Allowance.SpentException;

/// Takes sums over overlapping sets of patients apart, by Gauss and Jordan.
///
/// Patients in the same sets are one atom. Every sum is a row of zeros and ones over the atoms, with its value
/// beside it; reduced to echelon form, the rows are the smallest parts that can be had. An atom can be isolated
/// exactly when its unit vector is one of the rows: a combination of the rows is fixed by its elements in the
/// pivot columns. For nested sets, as risk sets are, the rows are the differences of neighbours.
final class Elimination {
    /// Below this an element of the echelon form, whose elements began as 0 and 1, is rounding.
    private static final double ZERO = 1e-9;

    private Elimination() {}

    /// A combination of sums that leaves only some patients.
    ///
    /// @param patients who is left
    /// @param plain whether each of them counts once
    /// @param value the combination of the sums' values
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Part(BitSet patients, boolean plain, double[] value) {}

    /// The smallest parts of these sums.
    ///
    /// @param sets the patients of each sum
    /// @param value the sum over any patients
    static List<Part> parts(List<BitSet> sets, Function<BitSet, double[]> value, Allowance allowance)
            throws SpentException {
        allowance.check();
        List<BitSet> atoms = atoms(sets);
        List<double[]> atomValues = new ArrayList<>();
        for (BitSet atom : atoms) {
            allowance.check();
            atomValues.add(value.apply(atom));
        }
        int length = atoms.isEmpty() ? 0 : atomValues.getFirst().length;
        double[][] rows = new double[sets.size()][atoms.size() + length];
        for (int k = 0; k < rows.length; k++) {
            allowance.check();
            for (int a = 0; a < atoms.size(); a++) {
                if (sets.get(k).intersects(atoms.get(a))) {
                    rows[k][a] = 1;
                    for (int v = 0; v < length; v++) {
                        rows[k][atoms.size() + v] += atomValues.get(a)[v];
                    }
                }
            }
        }
        int rank = reduce(rows, atoms.size(), allowance);
        List<Part> parts = new ArrayList<>();
        for (int k = 0; k < rank; k++) {
            BitSet patients = new BitSet();
            boolean plain = true;
            for (int a = 0; a < atoms.size(); a++) {
                if (Math.abs(rows[k][a]) > ZERO) {
                    patients.or(atoms.get(a));
                    plain &= Math.abs(rows[k][a] - 1) <= ZERO;
                }
            }
            double[] told = new double[length];
            System.arraycopy(rows[k], atoms.size(), told, 0, length);
            parts.add(new Part(patients, plain, told));
        }
        return parts;
    }

    /// The sets of patients who are in the same sums.
    static List<BitSet> atoms(List<BitSet> sets) {
        BitSet all = new BitSet();
        sets.forEach(all::or);
        List<BitSet> atoms = all.isEmpty() ? List.of() : List.of(all);
        for (BitSet set : sets) {
            List<BitSet> split = new ArrayList<>();
            for (BitSet atom : atoms) {
                BitSet inside = (BitSet) atom.clone();
                inside.and(set);
                BitSet outside = (BitSet) atom.clone();
                outside.andNot(set);
                for (BitSet half : List.of(inside, outside)) {
                    if (!half.isEmpty()) {
                        split.add(half);
                    }
                }
            }
            atoms = split;
        }
        return atoms;
    }

    /// Brings rows into reduced echelon form over their first `columns` elements, carrying the others along.
    ///
    /// @return the rank: so many rows at the top hold a pivot
    static int reduce(double[][] rows, int columns, Allowance allowance) throws SpentException {
        int rank = 0;
        for (int column = 0; column < columns && rank < rows.length; column++) {
            int best = rank;
            for (int k = rank + 1; k < rows.length; k++) {
                best = Math.abs(rows[k][column]) > Math.abs(rows[best][column]) ? k : best;
            }
            double pivot = rows[best][column];
            if (Math.abs(pivot) <= ZERO) {
                continue;
            }
            allowance.check();
            double[] row = rows[best];
            rows[best] = rows[rank];
            rows[rank] = row;
            for (int i = column; i < row.length; i++) {
                row[i] /= pivot;
            }
            for (int k = 0; k < rows.length; k++) {
                double times = rows[k][column];
                if (k != rank && times != 0) {
                    for (int i = column; i < row.length; i++) {
                        rows[k][i] -= times * row[i];
                    }
                    rows[k][column] = 0;
                }
            }
            rank++;
        }
        return rank;
    }
}
