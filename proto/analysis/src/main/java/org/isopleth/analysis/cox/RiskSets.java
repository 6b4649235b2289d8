package org.isopleth.analysis.cox;

import java.util.Arrays;
import org.isopleth.analysis.cox.CoxModel.Ties;
import org.isopleth.analysis.design.Symmetric;
import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.exact.ExactSum;
import org.isopleth.analysis.regression.JointSums;

/// Adds one stratum's events to the sums of a joint round, going back in time.
///
/// With `r = exp(η − max η)`, each risk set has `s₀ = Σ r`, `s₁ = Σ r z` and `S₂ = Σ r z z'`; for d tied
/// events the same sums over the events are `d₀, d₁, D₂`. Event number l = 0 … d−1 uses
/// `a = s − (l/d) d` (Efron) or `a = s` (Breslow) and adds
///
/// - `z − a₁/a₀` to the gradient,
/// - `A₂/a₀ − a₁a₁'/a₀²` to the information,
/// - `η − max η − log a₀` to the log partial likelihood.
///
/// The risk-set sums are exact and rounded once where they are used, so that patients with equal times
/// may come in any order; nothing is lost however different their hazards are. Mutable, for one thread.
final class RiskSets {
    /// Below exp(−700) a relative hazard would lose its digits to underflow; such a patient counts as
    /// exp(−700), which changes no digit of a sum that holds a patient with 1.
    private static final double LEAST = -700;

    private final int columns;
    private final Ties ties;
    private final JointSums sums;
    private final ExactSum[] atRisk;
    private final ExactSum[] failing;
    private int events;

    RiskSets(int columns, Ties ties, JointSums sums) {
        this.columns = columns;
        this.ties = ties;
        this.sums = sums;
        this.atRisk = zeros();
        this.failing = zeros();
    }

    /// One patient of a stratum.
    ///
    /// @param time end of follow-up
    /// @param event whether it ended with the event
    /// @param z the standardised covariates
    /// @param eta the linear predictor
    record Patient(double time, boolean event, Vector z, double eta) {}

    /// Adds the events of a stratum.
    void add(Patient[] stratum) {
        Patient[] latestFirst = stratum.clone();
        Arrays.sort(latestFirst, (a, b) -> Double.compare(b.time(), a.time()));
        double largest = Arrays.stream(stratum).mapToDouble(Patient::eta).max().orElse(0);
        int next = 0;
        while (next < latestFirst.length) {
            double time = latestFirst[next].time();
            while (next < latestFirst.length && latestFirst[next].time() == time) {
                enter(latestFirst[next], largest);
                next++;
            }
            if (events > 0) {
                leave();
            }
        }
    }

    private void enter(Patient patient, double largest) {
        double relative = patient.eta() - largest;
        double hazard = StrictMath.exp(Math.max(relative, LEAST));
        addTo(atRisk, hazard, patient.z());
        if (patient.event()) {
            events++;
            addTo(failing, hazard, patient.z());
            for (int j = 0; j < columns; j++) {
                sums.gradient(j, patient.z().get(j));
            }
            sums.logLikelihood(relative);
        }
    }

    /// Adds r, r z and the upper triangle of r z z'.
    private void addTo(ExactSum[] moments, double hazard, Vector z) {
        moments[0].add(hazard);
        int next = 1 + columns;
        for (int i = 0; i < columns; i++) {
            double weighted = hazard * z.get(i);
            moments[1 + i].add(weighted);
            for (int j = i; j < columns; j++) {
                moments[next++].add(weighted * z.get(j));
            }
        }
    }

    private void leave() {
        double[] risk = values(atRisk);
        double[] tied = values(failing);
        for (int event = 0; event < events; event++) {
            double share = ties == Ties.EFRON ? (double) event / events : 0;
            double total = risk[0] - share * tied[0];
            double[] mean = new double[columns];
            for (int i = 0; i < columns; i++) {
                mean[i] = (risk[1 + i] - share * tied[1 + i]) / total;
                sums.gradient(i, -mean[i]);
            }
            int next = 1 + columns;
            for (int i = 0; i < columns; i++) {
                for (int j = i; j < columns; j++, next++) {
                    sums.information(i, j, (risk[next] - share * tied[next]) / total - mean[i] * mean[j]);
                }
            }
            sums.logLikelihood(-StrictMath.log(total));
        }
        events = 0;
        Arrays.stream(failing).forEach(ExactSum::clear);
    }

    private static double[] values(ExactSum[] moments) {
        return Arrays.stream(moments).mapToDouble(ExactSum::value).toArray();
    }

    private ExactSum[] zeros() {
        ExactSum[] zeros = new ExactSum[1 + columns + Symmetric.packedLength(columns)];
        Arrays.setAll(zeros, _ -> new ExactSum());
        return zeros;
    }
}
