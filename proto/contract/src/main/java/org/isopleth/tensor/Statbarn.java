package org.isopleth.tensor;

import java.util.Set;

/// The kinds of output there are, by what they can give away: the "statbarns" of the SACRO project (Semi-Automated
/// Checking of Research Outputs). Every output of a kind has the same risks and passes the same rules, whatever it
/// was computed for. Immutable, thread-safe.
///
/// Source: SACRO's ontology, as ACRO applies it (AI-SDC/ACRO, `default.yaml`); [#RECORD_MODELS] is from SACRO-ML
/// (`rules.json`). What a tensor is, its declaration says ([TensorDeclaration#output]).
public enum Statbarn {
    /// How many patients, or sites, there are of a kind; histograms.
    FREQUENCIES("frequencies"),
    /// Sums and means.
    LINEAR_AGGREGATIONS("linear-aggregations"),
    /// Variances and higher moments.
    SHAPE("shape"),
    /// Medians and other quantiles.
    POSITION("position"),
    /// Minima and maxima: one patient's value.
    ENDPOINTS("endpoints"),
    /// Coefficients of models, and the gradients and matrices they are computed from.
    CORRELATION_COEFFICIENTS("correlation-coefficients"),
    /// Test statistics and likelihoods.
    HYPOTHESIS_TESTS("hypothesis-tests"),
    /// Odds and risk ratios, which tell of the table behind them.
    CALCULATED_RATIOS("calculated-ratios"),
    /// Patients at risk, events and survival over time.
    HAZARD_SURVIVAL_TABLES("hazard-survival-tables"),
    /// Models that hold patients' records: support vectors, nearest neighbours, kernels.
    RECORD_MODELS("record-models");

    private final String word;

    Statbarn(String word) {
        this.word = word;
    }

    /// As it is written: `linear-aggregations`.
    public String word() {
        return word;
    }

    /// What such an output can give away.
    public Set<Risk> risks() {
        return switch (this) {
            case FREQUENCIES -> Set.of(Risk.LOW_COUNT, Risk.CLASS_DISCLOSURE, Risk.DIFFERENCING, Risk.IMPLICIT_TABLES);
            case LINEAR_AGGREGATIONS -> Set.of(Risk.LOW_COUNT, Risk.DOMINANCE, Risk.DIFFERENCING);
            case SHAPE, CORRELATION_COEFFICIENTS -> Set.of(Risk.LOW_FREEDOM, Risk.DIFFERENCING);
            case POSITION, HAZARD_SURVIVAL_TABLES -> Set.of(Risk.LOW_COUNT, Risk.DIFFERENCING);
            case ENDPOINTS -> Set.of(Risk.LOW_COUNT);
            case HYPOTHESIS_TESTS -> Set.of(Risk.LOW_FREEDOM);
            case CALCULATED_RATIOS -> Set.of(Risk.LOW_COUNT, Risk.DIFFERENCING, Risk.IMPLICIT_TABLES);
            case RECORD_MODELS -> Set.of(Risk.LOW_COUNT, Risk.CLASS_DISCLOSURE);
        };
    }

    /// A way in which an output gives a patient away.
    public enum Risk {
        /// It rests on so few patients that they can be told.
        LOW_COUNT,
        /// It has nearly as many numbers as there are patients.
        LOW_FREEDOM,
        /// One or two patients make up most of it.
        DOMINANCE,
        /// It and another output differ by few patients.
        DIFFERENCING,
        /// All patients of a group have the same value, so that to be in the group tells it.
        CLASS_DISCLOSURE,
        /// It can be computed back to a table of counts.
        IMPLICIT_TABLES
    }
}
