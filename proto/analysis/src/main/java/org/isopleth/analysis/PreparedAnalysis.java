package org.isopleth.analysis;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.Exposure;
import org.isopleth.cohort.TallyCell;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.tensor.Sensitivity;
import org.isopleth.tensor.TensorDeclaration;

/// An analysis bound to one checked plan of one study. Immutable, thread-safe.
public interface PreparedAnalysis {

    /// The plan it was prepared from.
    AnalysisPlan plan();

    /// How its result compares with the pooled analysis.
    EqualityClass equality();

    /// The study variables it reads.
    List<String> variables();

    /// Whether a site must have drawn which of its patients are held out ([org.isopleth.analysis.vote.HoldOut]).
    default boolean holdsOut() {
        return false;
    }

    /// What its joint rounds release, by its plan alone; empty when it has none.
    Optional<Exposure.JointPlan> jointPlan();

    /// The tensors every site sends in the round with this state. Both programs compute it, so a
    /// contribution need not describe itself.
    List<TensorDeclaration> declare(Json.Obj state);

    /// What every site sends, from the first kind of round to the last, as far as the plan alone tells.
    /// Every round there will be has the tensors of one of these. Kinds begin in this order; the last ones may
    /// take turns.
    List<RoundOutline> outline();

    /// Which totals over the sites decide whether its sums may be read under `sum-only`, by its plan alone. A
    /// site's own are [org.isopleth.cohort.Tally#of] these cells and its at-site half's exposure. An analysis
    /// that names none cannot be released as sums only.
    default List<TallyCell> tally() {
        return List.of();
    }

    /// How far one patient can move each tensor declared for a state, in that order; none, when the at-site
    /// half does not bound one patient's part, so that no noise can hide a patient.
    default List<Sensitivity> sensitivities(Json.Obj state) {
        return List.of();
    }

    /// The hospital's half.
    AtSite atSite();

    /// The coordinator's half.
    AtCoordinator atCoordinator();
}
