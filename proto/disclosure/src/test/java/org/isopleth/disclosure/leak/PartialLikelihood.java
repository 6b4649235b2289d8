package org.isopleth.disclosure.leak;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.isopleth.cohort.fact.Patient;

/// Breslow's partial likelihood of one hospital's patients at `scale · b`, columns divided by their `spread`.
///
/// @param columns the covariates
/// @param spread what each is divided by
@SuppressWarnings("ArrayRecordComponent") // never compared
record PartialLikelihood(List<String> columns, double[] spread) {

    /// What a site sends.
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Sums(double[] gradient, double[][] information) {}

    double predictor(Patient patient, double[] coefficients) {
        double eta = 0;
        for (int j = 0; j < spread.length; j++) {
            eta += coefficients[j] * patient.value(columns.get(j)) / spread[j];
        }
        return eta;
    }

    Sums at(List<Patient> patients, double[] coefficients) {
        int p = spread.length;
        double[] s1 = new double[p];
        double[][] s2 = new double[p][p];
        double[] gradient = new double[p];
        double[][] information = new double[p][p];
        List<Patient> latestFirst = patients.stream()
                .sorted(Comparator.comparingDouble((Patient patient) -> patient.value("T"))
                        .reversed())
                .toList();
        double s0 = 0;
        int next = 0;
        while (next < latestFirst.size()) {
            double time = latestFirst.get(next).value("T");
            int events = 0;
            for (; next < latestFirst.size() && latestFirst.get(next).value("T") == time; next++) {
                Patient patient = latestFirst.get(next);
                double hazard = Math.exp(predictor(patient, coefficients));
                double[] x = new double[p];
                Arrays.setAll(x, j -> patient.value(columns.get(j)) / spread[j]);
                s0 += hazard;
                for (int i = 0; i < p; i++) {
                    s1[i] += hazard * x[i];
                    for (int j = 0; j < p; j++) {
                        s2[i][j] += hazard * x[i] * x[j];
                    }
                    gradient[i] += patient.value("E") * x[i];
                }
                events += (int) patient.value("E");
            }
            for (int i = 0; i < p && events > 0; i++) {
                gradient[i] -= events * s1[i] / s0;
                for (int j = 0; j < p; j++) {
                    information[i][j] += events * (s2[i][j] / s0 - s1[i] * s1[j] / s0 / s0);
                }
            }
        }
        return new Sums(gradient, information);
    }

    /// One Newton step from 0 with a ridge penalty, by Gauss and Jordan.
    double[] step(List<Patient> patients, double ridge) throws Allowance.SpentException {
        int p = spread.length;
        Sums sums = at(patients, new double[p]);
        double[][] system = new double[p][p + 1];
        for (int i = 0; i < p; i++) {
            System.arraycopy(sums.information()[i], 0, system[i], 0, p);
            system[i][i] += ridge;
            system[i][p] = sums.gradient()[i];
        }
        Elimination.reduce(system, p, Allowance.unlimited());
        return Arrays.stream(system).mapToDouble(row -> row[p]).toArray();
    }
}
