package org.isopleth.analysis.regression;

import java.util.List;
import java.util.OptionalInt;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.OutputFacts;

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
}
