package org.isopleth.analysis.regression;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.OutputFacts;
import org.isopleth.cohort.fact.Fact;

/// The part of a regression that sees patients. Implementations are immutable and thread-safe; every
/// method is given complete cases only.
public interface RowModel {

    /// One patient's part of the `outcome` sum; 0 when the outcome is a measured column.
    ///
    /// @throws org.isopleth.tensor.TensorException when the outcome is not what the model needs
    double outcome(AnalysisTable cases, int row);

    /// Adds all patients' parts of a joint round.
    ///
    /// @param measured the measured columns, standardised, row by row
    void addJoint(AnalysisTable cases, double[][] measured, Stage.Newton stage, JointSums sums);

    /// Patients per outcome class: those of a yes-or-no outcome or event, and both values of a number that
    /// takes no others at this site; empty for an outcome without classes.
    List<Exposure.Count> outcomeClasses(AnalysisTable cases);

    /// The number of events of a survival outcome.
    OptionalInt events(AnalysisTable cases);

    /// What the rules need to know of an outcome that is summed as it is.
    default List<OutputFacts> outputs(AnalysisTable cases) {
        return List.of();
    }

    /// Patients per stratum, when a column defines strata.
    List<Exposure.Count> strata(AnalysisTable cases);

    /// The columns beside the covariates and the outcome sum's that [#facts] speaks of: one number for each row of
    /// the table, NaN where missing.
    default Map<String, double[]> factColumns(AnalysisTable table) {
        return Map.of();
    }

    /// What a joint round tells of these patients.
    ///
    /// @param outcome the column of [#outcome]'s values
    List<Fact> facts(JointPatients patients, String outcome, Stage.Newton stage);

    /// Whom a joint round is about.
    ///
    /// @param members this hospital's complete cases, by row of the table
    /// @param withOutcome those of them whose outcome is 1
    /// @param others how many more patients are in the sums over all sites
    /// @param othersWithOutcome how many of these have the outcome, if it is yes or no
    record JointPatients(BitSet members, BitSet withOutcome, long others, long othersWithOutcome) {}
}
