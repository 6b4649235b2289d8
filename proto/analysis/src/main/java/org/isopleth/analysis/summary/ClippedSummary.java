package org.isopleth.analysis.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.AtCoordinator;
import org.isopleth.analysis.AtSite;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.design.PublicRange;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.Tally;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.tensor.Sensitivity;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;

/// A summary in which no patient's part is larger than the public ranges say, so that noise can hide it.
/// Immutable, thread-safe.
///
/// A patient is one row of the table, whatever lesions and time points are behind it. The row adds 1 to the
/// patients, 1 to one count of each variable, and for each number it has, `y` and `y²` with
/// `y = (x − middle) / half` of the public range, clipped to −1 … 1. So a patient moves k counts by 1, and m
/// numbers by at most 1 in either sum: Δ is `√k` and `√m`. The centre is public, not the pooled mean, so one
/// round is enough and nothing is spent on finding the mean first.
///
/// @param summary what is summarised
record ClippedSummary(SummaryPlan summary) implements PreparedAnalysis {
    @Override
    public AnalysisPlan plan() {
        return summary.plan();
    }

    @Override
    public EqualityClass equality() {
        return EqualityClass.E4;
    }

    @Override
    public List<String> variables() {
        return summary.names();
    }

    @Override
    public Optional<Exposure.JointPlan> jointPlan() {
        return Optional.empty();
    }

    @Override
    public List<TensorDeclaration> declare(Json.Obj state) {
        return tensors();
    }

    private List<TensorDeclaration> tensors() {
        List<TensorDeclaration> tensors = new ArrayList<>();
        tensors.add(new TensorDeclaration(SummaryPlan.PATIENTS, List.of(), Disclosure.MARGINAL, 1, 1)
                .as(Statbarn.FREQUENCIES));
        tensors.add(tensor(SummaryPlan.COUNTS, counts()).as(Statbarn.FREQUENCIES));
        if (!ranges().isEmpty()) {
            tensors.add(tensor(SummaryPlan.SUMS, ranges().size()).as(Statbarn.LINEAR_AGGREGATIONS));
            tensors.add(tensor(SummaryPlan.SQUARES, ranges().size()).as(Statbarn.SHAPE));
        }
        return tensors;
    }

    private TensorDeclaration tensor(String name, int length) {
        return new TensorDeclaration(name, List.of(length), Disclosure.MARGINAL, summary.columns(), 1);
    }

    private int counts() {
        return summary.variables().stream().mapToInt(SummaryPlan::counts).sum();
    }

    @Override
    public List<Sensitivity> sensitivities(Json.Obj state) {
        List<Sensitivity> sensitivities = new ArrayList<>();
        sensitivities.add(Sensitivity.ofParts(SummaryPlan.PATIENTS, 1, 1));
        sensitivities.add(
                Sensitivity.ofParts(SummaryPlan.COUNTS, summary.variables().size(), 1));
        if (!ranges().isEmpty()) {
            sensitivities.add(Sensitivity.ofParts(SummaryPlan.SUMS, ranges().size(), 1));
            sensitivities.add(Sensitivity.ofParts(SummaryPlan.SQUARES, ranges().size(), 1));
        }
        return sensitivities;
    }

    @Override
    public List<RoundOutline> outline() {
        return List.of(RoundOutline.once(tensors()));
    }

    @Override
    public List<TallyCell> tally() {
        return Tally.PART;
    }

    @Override
    public AtSite atSite() {
        return new ClippedSummaryAtSite(this);
    }

    @Override
    public AtCoordinator atCoordinator() {
        return new ClippedSummaryAtCoordinator(this);
    }

    List<PublicRange> ranges() {
        return summary.ranges();
    }

    /// Half of a range's width; scaled first, for the width of the largest range is no double.
    static double half(PublicRange range) {
        return range.maximum() / 2 - range.minimum() / 2;
    }

    /// y of a value: from −1 to 1, clipped; 0 where the range is a point.
    static double part(PublicRange range, double x) {
        double half = half(range);
        double inRange = Math.min(range.maximum(), Math.max(range.minimum(), x));
        return half > 0 ? Math.min(1, Math.max(-1, (inRange - range.middle()) / half)) : 0;
    }
}
