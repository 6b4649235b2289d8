package org.isopleth.disclosure.leak;

import java.util.BitSet;
import java.util.List;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.disclosure.leak.Allowance.SpentException;

/// Solves equations with known coefficients for a hidden column: a patient's value is determined exactly when the
/// patient's unit vector is a row of the reduced echelon form.
///
/// @param population the patients
/// @param allowance when to stop
record EquationAttack(Population population, Allowance allowance) {
    private static final double ZERO = 1e-7;

    /// This hospital's patients whose value in `column` these equations give away.
    BitSet solve(String column, List<Fact.Equation> equations) throws SpentException {
        BitSet unknown = new BitSet();
        equations.forEach(equation -> unknown.or(population.members(equation)));
        int[] patients = unknown.stream().toArray();
        Told told = new Told(population, List.of(column), false);
        double[][] rows = new double[equations.size()][patients.length + 1];
        for (int k = 0; k < rows.length; k++) {
            allowance.check();
            fill(rows[k], equations.get(k), patients, told);
        }
        int rank = Elimination.reduce(rows, patients.length, allowance);
        BitSet found = new BitSet();
        for (int k = 0; k < rank; k++) {
            int alone = alone(rows[k]);
            if (alone >= 0) {
                BitSet one = new BitSet();
                one.set(patients[alone]);
                found.or(told.recovered(new double[] {rows[k][patients.length]}, one));
            }
        }
        return found;
    }

    private void fill(double[] row, Fact.Equation equation, int[] patients, Told told) {
        BitSet members = population.members(equation);
        double largest = 0;
        for (int i = 0; i < patients.length; i++) {
            if (members.get(patients[i])) {
                row[i] = equation.coefficient().applyAsDouble(population.patient(patients[i]));
                row[patients.length] += row[i] * told.value(0, patients[i]);
                largest = Math.max(largest, Math.abs(row[i]));
            }
        }
        for (int i = 0; i < row.length && largest > 0; i++) {
            row[i] /= largest;
        }
    }

    /// The one column with an element that is not 0; -1 when there are several.
    private static int alone(double[] row) {
        int alone = -1;
        for (int i = 0; i < row.length - 1; i++) {
            if (Math.abs(row[i]) > ZERO) {
                if (alone >= 0) {
                    return -1;
                }
                alone = i;
            }
        }
        return alone;
    }
}
