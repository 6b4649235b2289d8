package org.isopleth.analysis.summary;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Tensor;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.WideSum;

/// The hospital's half of a clipped summary. It never refuses a value that is outside its range: a refusal
/// would tell that there is one.
///
/// @param clipped what both halves know
record ClippedSummaryAtSite(ClippedSummary clipped) implements AtSite {

    @Override
    public Exposure exposure(AnalysisTable table) {
        return new SummaryAtSite(clipped.summary()).exposure(table);
    }

    @Override
    public List<RowsBehind> behind(AnalysisTable table) {
        return new SummaryAtSite(clipped.summary()).behind(table);
    }

    @Override
    public Contribution contribute(AnalysisTable table, Json.Obj state) {
        List<Tensor> tensors = new ArrayList<>();
        for (TensorDeclaration declaration : clipped.declare(state)) {
            WideSum sum = new WideSum(declaration);
            switch (declaration.name()) {
                case SummaryPlan.PATIENTS -> {
                    for (int row = 0; row < table.rows(); row++) {
                        sum.add(0, 1);
                    }
                }
                case SummaryPlan.COUNTS -> new SummaryAtSite(clipped.summary()).addCounts(table, sum);
                case SummaryPlan.SUMS -> addParts(table, sum, 1);
                default -> addParts(table, sum, 2);
            }
            tensors.add(sum.total());
        }
        return new Contribution(tensors);
    }

    /// Adds `y` or `y²` of every number a patient has.
    private void addParts(AnalysisTable table, WideSum sum, int power) {
        List<PublicRange> ranges = clipped.ranges();
        for (int j = 0; j < ranges.size(); j++) {
            PublicRange range = ranges.get(j);
            Column.Numeric column = SummaryAtSite.numeric(table, range.variable());
            for (int row = 0; row < table.rows(); row++) {
                if (!column.isMissing(row)) {
                    double y = ClippedSummary.part(range, column.value(row));
                    sum.add(j, power == 1 ? y : y * y);
                }
            }
        }
    }
}
