package org.isopleth.disclosure;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/// The disclosure rules, in the order they are applied. The word is stable: ledgers and refusals carry it.
public enum RuleId {
    /// What would become readable is what the site granted.
    RELEASE_LEVEL("release-level", "numbers of one hospital need release: site-level, masked sums release: sum-only"),
    /// The contribution holds exactly the tensors that were declared before the round.
    UNDECLARED("undeclared", "the contribution must hold exactly the tensors declared before the round"),
    /// The totals of the readiness round are of this analysis, and this site's own part is in them.
    TOTALS("totals", "the totals over the sites must be known and hold this hospital's own part"),
    /// At least this many patients. Nobody (0 patients) is too few as well: a zero is disclosive.
    ROWS("rows", "at least % patients are needed"),
    /// Every number that becomes readable rests on patients of this many sites, or on nobody.
    CONTRIBUTORS("contributors", "every number needs patients of none or at least % hospitals"),
    /// No site has more than this share of the patients in a sum.
    DOMINANCE("dominance", "one hospital may have at most a share of % of the patients"),
    /// Every class of the outcome has no patient or at least this many.
    OUTCOME_CLASS("outcome-class", "every class of the outcome needs 0 or at least % patients"),
    /// No event or at least this many.
    EVENTS("events", "0 or at least % events are needed"),
    /// Every level of a categorical column, or value of a column with two values, has no patient or at
    /// least this many.
    LEVEL("level", "every level of a categorical or two-valued variable needs 0 or at least % patients"),
    /// At most this many design columns per patient in sums per column (d).
    SATURATION_MARGINAL("saturation-marginal", "at most % columns per patient"),
    /// At most this many model columns per patient in a gradient and Hessian (p).
    SATURATION_JOINT("saturation-joint", "at most % model columns per patient"),
    /// METHODS 2.13: the planned rounds of all the study's analyses release fewer numbers than the
    /// patients' rows hold, which takes at least this many patients.
    COUNTING("counting", "the planned rounds and columns of the study's analyses together need at least % patients"),
    /// No more gradients and Hessians of the same rows than the plan allows.
    PLANNED_ROUNDS("planned-rounds", "at most % rounds over several columns together were planned"),
    /// Noise shared over sites needs so many in the sum that tell nobody what they added.
    HONEST_SITES(
            "honest-sites",
            "noise shared over % honest hospitals needs as many in the sum, colluding ones not counted"),
    /// A release with noise is paid from a budget, and nobody has set one.
    NO_BUDGET("no-budget", "this hospital has set no privacy budget for these patients"),
    /// A release may not cost more than the budget allows one.
    RELEASE_TOO_DEAR(
            "release-too-dear", "the privacy budget allows each release less than this one asks; ask for more noise"),
    /// The year's releases may not cost more than the budget allows together.
    YEAR_SPENT("year-spent", "too little is left of the year's privacy budget"),
    /// A budget counts a limited number of releases.
    BOOK_FULL("book-full", "the privacy budget has counted as many releases as it can");

    private final String word;
    private final String words;

    RuleId(String word, String words) {
        this.word = word;
        this.words = words;
    }

    /// The word that ledgers, refusals and files carry.
    public String word() {
        return word;
    }

    /// The rule of this word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static RuleId parse(String word) {
        for (RuleId rule : values()) {
            if (rule.word.equals(word)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("not a disclosure rule");
    }

    /// The rule in one line for people, with its threshold.
    public String words(OptionalDouble threshold) {
        return threshold.isPresent()
                ? words.replace(
                        "%",
                        BigDecimal.valueOf(threshold.getAsDouble())
                                .stripTrailingZeros()
                                .toPlainString())
                : words;
    }
}
