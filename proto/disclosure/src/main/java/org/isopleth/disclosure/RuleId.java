package org.isopleth.disclosure;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/// The disclosure rules, in the order they are applied. The word is stable: ledgers and refusals carry it.
public enum RuleId {
    /// What would become readable is what the site granted.
    RELEASE_LEVEL("release-level", "numbers of one hospital need release: site-level, masked sums release: sum-only"),
    /// The contribution holds exactly the tensors that were declared before the round.
    UNDECLARED("undeclared", "the contribution must hold exactly the tensors declared before the round"),
    /// Every tensor is an output of a kind that has rules, and what these need to know is told.
    UNMAPPED_OUTPUT("unmapped-output", "every output must be of a kind that has rules, and told what they ask"),
    /// Minima and maxima are single patients' values.
    ENDPOINTS("endpoints", "minima and maxima never leave"),
    /// Models of support vectors, neighbours or kernels hold patients' records.
    RECORDS("records", "models that hold records of patients never leave"),
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
    /// Patients left out of a set of which others tell everything.
    COMPLEMENT("complement", "a subset may leave out nobody or at least % patients"),
    /// (n, k): two patients have at most this share of a sum.
    DOMINANCE_NK("dominance-nk", "two patients may have at most a share of % of a sum"),
    /// p %: all but two patients have at least this share of the largest value.
    DOMINANCE_P("dominance-p", "all but two patients must have at least a share of % of the largest value"),
    /// Residual degrees of freedom of a model.
    DEGREES_OF_FREEDOM("degrees-of-freedom", "at least % patients more than model columns are needed"),
    /// A categorical variable takes at most so many values, and at most 0.33 for each patient.
    LEVELS("levels", "a variable may have at most % levels, and a third as many as patients"),
    /// Quantiles of an allowed set, with enough patients on both sides, to three digits.
    QUANTILE("quantile", "only 5, 10, 25, 50, 75, 90 and 95 per cent, to 3 digits, with % patients on both sides"),
    /// Steps of survival curves and life tables.
    SURVIVAL_STEP(
            "survival-step", "every step needs at least % patients at risk, and 0 or as many as in any cell leaving"),
    /// Bins of histograms.
    HISTOGRAM("histogram", "a bin needs 0 or as many patients as any cell, and at most a share of %"),
    /// Counts of published tables.
    ROUNDING("rounding", "counts of published tables are multiples of %"),
    /// Words that are of no closed list.
    FREE_TEXT("free-text", "free text may have at most % characters, and a name 20"),
    /// What leaves and what has left before rest on the same patients, or differ by this many at least.
    DIFFERENCING("differencing", "the patients must be those of an earlier release or differ by at least %"),
    /// Outputs of one study.
    BUDGET_QUESTIONS("budget-questions", "a study may have at most % outputs here"),
    /// Sets of patients behind the outputs of one study.
    BUDGET_SUBSETS("budget-subsets", "a study may rest on at most % different sets of patients here"),
    /// The leak meter recovers nobody from the sums of this study so far, as somebody reads them who reads sums alone.
    LEAK_OF_SUMS("leak-of-sums", "no patient may be recoverable from the sums of the study together"),
    /// The leak meter recovers nobody from this site's contributions so far, where others can read them.
    LEAK_OF_PARTS("leak-of-parts", "no patient may be recoverable from this hospital's contributions together"),
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
