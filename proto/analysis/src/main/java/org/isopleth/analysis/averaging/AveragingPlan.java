package org.isopleth.analysis.averaging;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.analysis.RoundOutline;
import org.isopleth.analysis.regression.Model;
import org.isopleth.analysis.regression.PreparedRegression;
import org.isopleth.analysis.regression.Tensors;
import org.isopleth.analysis.vote.Votes;
import org.isopleth.tensor.NumberProfile;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;

/// What both halves know of a federated averaging. Immutable, thread-safe.
///
/// @param regression the logistic regression: its columns, its outcome, its first two rounds
/// @param outcome as the plan writes it
/// @param localSteps of gradient ascent that a site takes in a round; from 1
/// @param stepSize η, on the mean log-likelihood of standardised columns; above 0
/// @param updateBound the largest Euclidean norm of a site's update, and so of their weighted mean; at most
///     [#LARGEST_BOUND]
/// @param holdOut the share of patients that judge and take no part in fitting; above 0 and below 1
/// @param judging how many patients held out, with and without the outcome, a site needs to judge
record AveragingPlan(
        PreparedRegression regression,
        String outcome,
        int localSteps,
        double stepSize,
        double updateBound,
        double holdOut,
        int judging) {

    /// 2^1: with 2^20 patients a site, 2^10 sites and 32 bits after the point, 64 bits are used up.
    static final double LARGEST_BOUND = 2;

    static final String UPDATES = "updates";

    private static final int FRACTION_BITS = 32;
    private static final int MOST_PATIENTS = 1 << 20;

    Model model() {
        return regression.model();
    }

    /// At most so many rounds of training.
    int rounds() {
        return model().plan().maxRounds();
    }

    /// p.
    int parameters() {
        return model().plan().parameters();
    }

    /// A site with fewer patients to fit on takes no part in it (TRUST 6).
    int fewestPatients() {
        return Math.max(10, 5 * parameters());
    }

    List<TensorDeclaration> declare(AveragingStage stage) {
        return switch (stage) {
            case AveragingStage.Moments(var moments) -> Tensors.declare(model(), moments);
            case AveragingStage.Train _ -> List.of(updates());
            case AveragingStage.Judge _ -> Votes.declare();
        };
    }

    /// The update of each patient's site, added up over the patients.
    TensorDeclaration updates() {
        return new TensorDeclaration(
                        UPDATES,
                        List.of(parameters()),
                        Disclosure.JOINT,
                        parameters(),
                        updateBound,
                        new NumberProfile.Compact(
                                FRACTION_BITS, updateBound, MOST_PATIENTS, NumberProfile.Beyond.REFUSE))
                .as(Statbarn.CORRELATION_COEFFICIENTS);
    }

    List<RoundOutline> outline() {
        List<RoundOutline> outline = new ArrayList<>(regression.outline().subList(0, 2));
        outline.add(
                new RoundOutline(rounds(), RoundOutline.once(List.of(updates())).parts()));
        outline.add(
                new RoundOutline(rounds(), RoundOutline.once(Votes.declare()).parts()));
        return outline;
    }
}
