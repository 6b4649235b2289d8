package org.isopleth.analysis;

import java.util.List;

/// Why an analysis has no answer: a word of a closed list and the variables concerned, never a value.
///
/// @param reason the closed list
/// @param variables names of the study's variables or design columns, in the study's order
public record AnalysisProblem(Reason reason, List<String> variables) {

    public AnalysisProblem {
        variables = List.copyOf(variables);
    }

    /// Everything that can make an analysis impossible.
    public enum Reason {
        /// A covariate takes one value only.
        CONSTANT("constant", "takes one value only; leave it out"),
        /// A number varies too little for its public range: its sums cannot keep their promised digits.
        RANGE_TOO_WIDE(
                "range-too-wide",
                "the public range is too wide for how little the values differ; narrow it, or leave the variable out if"
                        + " it takes one value only"),
        /// Covariates determine one another.
        COLLINEAR("collinear", "can be computed from other covariates; leave one out"),
        /// A covariate, or several together, predicts the outcome perfectly: no finite estimate exists.
        SEPARATION("separation", "separates the outcome perfectly; merge values, leave it out, or use ridge"),
        /// No patient has the outcome.
        ZERO_EVENTS("zero-events", "no event to learn from"),
        /// All patients have the same outcome.
        ONE_OUTCOME("one-outcome", "the outcome takes one value only"),
        /// Fewer patients than needed for the number of parameters.
        TOO_FEW_ROWS("too-few-rows", "fewer patients than the model needs"),
        /// No time grid loses enough patients from step to step to sum risk sets over all sites.
        TOO_FEW_LEAVERS(
                "too-few-leavers",
                "too few patients leave in its steps to sum risk sets over all sites; use cox@1 with strata: site, a"
                        + " discrete-time logistic model, cox-common@1 on one linear predictor, ties: breslow, or fewer"
                        + " covariates or max-rounds"),
        /// Fewer sites can take part than the study asks for.
        TOO_FEW_SITES("too-few-sites", "fewer sites can take part than the study's minimum-sites"),
        /// The sites of this analysis differ from those of an earlier one of the study by so few that the difference of
        /// their sums would be what these few have, so that the sites refused.
        TOO_CLOSE_TO_EARLIER(
                "too-close-to-earlier",
                "its sites differ from those of an earlier analysis of the study by one or two, which would give these"
                        + " away; submit it as a study of its own, or over the same sites"),
        /// The planned number of rounds was not enough; the variables, if any, are those that may separate
        /// the outcome.
        NOT_CONVERGED(
                "not-converged",
                "no convergence in the planned number of rounds; raise max-rounds, or, if covariates may separate"
                        + " the outcome, merge values, leave them out, or use ridge"),
        /// The sums are not those of any patients: a site sent a contribution that is none.
        IMPOSSIBLE_SUMS("impossible-sums", "no patients have these sums; let the sites check their connectors"),
        /// The study releases sums only, and the analysis names no totals that could tell whether they may be read.
        NO_TOTALS("no-totals", "names no totals to check, so it cannot run under sum-only; use site-level"),
        /// A site of the fixed set takes no further part in the masked sums: its rules or policy refuse them, or it
        /// broke the protocol.
        WITHHELD(
                "withheld",
                "a site takes no further part: its rules or policy refuse these sums, or it broke the masking protocol;"
                        + " the study's progress says which"),
        /// Sites helped to open a masked sum, but not enough of them, so that this sum is never asked for again.
        SUM_NOT_OPENED(
                "sum-not-opened",
                "too few sites helped to open a masked sum, and none helps twice; submit the study again"),
        /// A site of the fixed set was away longer than the analysis waits for it.
        SITE_AWAY("site-away", "a site stayed away; submit the study again when it is back, or without it");

        private final String word;
        private final String advice;

        Reason(String word, String advice) {
            this.word = word;
            this.advice = advice;
        }

        /// The word that travels.
        public String word() {
            return word;
        }

        /// What it means and what to do.
        public String advice() {
            return advice;
        }

        /// Reads the word.
        public static Reason parse(String word) {
            for (Reason reason : values()) {
                if (reason.word.equals(word)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException("not a reason an analysis fails for");
        }
    }

    /// One line for people: `age, weight: can be computed from other covariates; leave one out`.
    public String words() {
        return (variables.isEmpty() ? "" : String.join(", ", variables) + ": ") + reason.advice();
    }
}
