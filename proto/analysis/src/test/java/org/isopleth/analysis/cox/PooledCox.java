package org.isopleth.analysis.cox;

import java.util.List;
import org.isopleth.analysis.design.Solve;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;

/// Cox's model as a textbook fits it, on all patients in one place: Newton's method on raw columns, every
/// risk set summed anew. Shares no formula with the code under test but the solution of a linear system.
///
/// @param patients all of them
/// @param efron whether ties are Efron's, or Breslow's
record PooledCox(List<Patient> patients, boolean efron) {

    /// @param step when the follow-up ends
    /// @param event whether with the event
    /// @param x the covariates
    record Patient(int step, boolean event, Vector x) {}

    /// @param coefficients per unit of each covariate
    /// @param errors their standard errors
    record Answer(Vector coefficients, Vector errors, double logLikelihood) {}

    Answer fit() {
        int p = patients.getFirst().x().size();
        double[] centre = new double[p];
        for (int j = 0; j < p; j++) {
            int column = j;
            centre[j] = patients.stream()
                    .mapToDouble(patient -> patient.x().get(column))
                    .average()
                    .orElseThrow();
        }
        double[] b = new double[p];
        for (int iteration = 0; ; iteration++) {
            double[] gradient = new double[p];
            double[] information = new double[Symmetric.packedLength(p)];
            double logLikelihood = at(b, centre, gradient, information);
            Solve solve = Solve.of(new Symmetric(p, information)).orElseThrow();
            Vector step = solve.solve(Vector.of(gradient));
            if (iteration == 25) {
                double[] errors = new double[p];
                for (int j = 0; j < p; j++) {
                    errors[j] = Math.sqrt(solve.inverse().get(j, j));
                }
                return new Answer(Vector.of(b), Vector.of(errors), logLikelihood);
            }
            for (int j = 0; j < p; j++) {
                b[j] += step.get(j);
            }
        }
    }

    private double at(double[] b, double[] centre, double[] gradient, double[] information) {
        int p = b.length;
        double logLikelihood = 0;
        for (int step : patients.stream().mapToInt(Patient::step).distinct().toArray()) {
            List<Patient> events = patients.stream()
                    .filter(patient -> patient.step() == step && patient.event())
                    .toList();
            for (int l = 0; l < events.size(); l++) {
                double share = efron ? (double) l / events.size() : 0;
                double s0 = 0;
                double[] s1 = new double[p];
                double[][] s2 = new double[p][p];
                for (Patient patient : patients) {
                    double weight =
                            patient.step() < step ? 0 : patient.step() == step && patient.event() ? 1 - share : 1;
                    double[] x = centred(patient, centre);
                    double r = weight * Math.exp(dot(b, x));
                    s0 += r;
                    for (int i = 0; i < p; i++) {
                        s1[i] += r * x[i];
                        for (int j = 0; j < p; j++) {
                            s2[i][j] += r * x[i] * x[j];
                        }
                    }
                }
                double[] x = centred(events.get(l), centre);
                logLikelihood += dot(b, x) - Math.log(s0);
                for (int i = 0; i < p; i++) {
                    gradient[i] += x[i] - s1[i] / s0;
                    for (int j = i; j < p; j++) {
                        information[Symmetric.index(p, i, j)] += s2[i][j] / s0 - s1[i] * s1[j] / (s0 * s0);
                    }
                }
            }
        }
        return logLikelihood;
    }

    private static double[] centred(Patient patient, double[] centre) {
        double[] x = patient.x().toArray();
        for (int j = 0; j < x.length; j++) {
            x[j] -= centre[j];
        }
        return x;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
