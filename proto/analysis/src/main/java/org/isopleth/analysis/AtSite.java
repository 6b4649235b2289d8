package org.isopleth.analysis;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;

/// The half of an analysis that runs inside a hospital: the only code that sees a patient's row.
///
/// Pure: the same table and state give the same bits on any machine, in any row order
/// (`StrictMath` and exact sums). Stateless, thread-safe.
public interface AtSite {

    /// What the disclosure rules need to know of the rows this analysis would use. Stays in the hospital.
    Exposure exposure(AnalysisTable table);

    /// Which patients stand behind what this analysis releases over all its rounds, output by output. An analysis
    /// that resamples names the patients it draws from: its resamples are one output.
    List<RowsBehind> behind(AnalysisTable table);

    /// This site's part of the sums of one round, as [PreparedAnalysis#declare] announced them.
    ///
    /// @throws org.isopleth.tensor.TensorException when a value lies outside its public range
    Contribution contribute(AnalysisTable table, Json.Obj state);

    /// What that contribution tells of which patients, for the leak meter. Stays in the hospital.
    ///
    /// An analysis that does not describe its sums leaves all its numbers unexplained, so that no attack on them
    /// ever counts as finished.
    ///
    /// @param contribution what [#contribute] answered to the same table and state
    /// @param others the other sites' tallies together, where totals are known; it says who hides this site's
    ///     patients from a reader of the aggregates
    default Facts facts(AnalysisTable table, Json.Obj state, Contribution contribution, Optional<Tally> others) {
        return Facts.unknown(
                table.rows(),
                contribution.tensors().stream().mapToInt(Tensor::length).sum());
    }
}
