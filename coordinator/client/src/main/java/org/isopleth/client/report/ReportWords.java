package org.isopleth.client.report;

import java.util.Arrays;
import java.util.Map;
import org.isopleth.analysis.EqualityClass;
import org.isopleth.disclosure.RuleId;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.isopleth.study.ReleaseLevel;

/// The words of the closed lists, said to people. A word that is not in its list, because a later
/// version wrote it, is shown as it is. Stateless, thread-safe.
final class ReportWords {
    private static final Map<String, String> STAMPS = Map.of(
            "masked-in-a-real-run",
            "Sum only: between hospitals the sums are masked. Here they were added in one process, under the same"
                    + " rules.",
            "simulation",
            "Simulation: computed in one process on local files, not between hospitals.",
            "no-gate-floors",
            "The disclosure rules were switched off. No hospital could have released these numbers under them.",
            "term-none",
            "At least one variable or value has no code in an ontology; its meaning rests on its name alone.",
            "without-terms",
            "At least one variable or value has no code in an ontology; its meaning rests on its name alone.",
            "synthetic-patients",
            "The patients are synthetic: a program made them, and planted the effects that are shown beside the"
                    + " estimates.",
            "disease-not-checked",
            "The cohort names a disease, which the files used here could not show.");

    private ReportWords() {}

    /// A stamp in a sentence.
    static String stamp(String stamp) {
        return STAMPS.getOrDefault(stamp, "Stamped '" + stamp + "'.");
    }

    /// How the study ended.
    static String outcome(String word) {
        if (word.equals("completed")) {
            return "Completed";
        }
        return "Stopped: " + ErrorCode.of(word).map(ErrorCode::line).orElseGet(() -> word.replace('-', ' '));
    }

    /// An equality class: `identical to the pooled analysis up to floating point`.
    static String equality(String name) {
        return Arrays.stream(EqualityClass.values())
                .filter(known -> known.name().equals(name))
                .map(EqualityClass::words)
                .findFirst()
                .orElse("of a class this version does not know");
    }

    /// What a hospital agreed to.
    static String release(ReleaseLevel level) {
        return switch (level) {
            case SITE_LEVEL ->
                "Site level: the totals of each hospital are computable by others, so every disclosure rule had to"
                        + " hold for each of its contributions alone. No patient's row left a hospital.";
            case SUM_ONLY ->
                "Sum only: nothing but sums over at least three hospitals is readable. No patient's row left a"
                        + " hospital.";
        };
    }

    /// Why a hospital did not take part.
    static String refusal(String word) {
        for (Permit.RefusalReason reason : Permit.RefusalReason.values()) {
            if (reason.word().equals(word)) {
                return refusal(reason);
            }
        }
        return word;
    }

    private static String refusal(Permit.RefusalReason reason) {
        return switch (reason) {
            case PERSON -> "a person decided so";
            case RELEASE_LEVEL -> "its policy does not allow this release level";
            case ANALYSIS -> "its policy does not allow one of the analyses";
            case SCIENTIST -> "its policy does not know the scientist";
            case NOT_AUTHENTIC -> "a signature, certificate or key did not check";
            case UNKNOWN_ANALYSIS -> "its connector does not know one of the analyses";
            case OTHER_RELEASE -> "it granted another release level than the study has";
            case INVALID -> "what it sent as its decision did not check";
        };
    }

    /// An obstacle: `a value lies outside the study's range`.
    static String cause(String word) {
        return Arrays.stream(Readiness.Cause.values())
                .filter(known -> known.word().equals(word))
                .map(Readiness.Cause::words)
                .findFirst()
                .orElse(word);
    }

    /// What a disclosure rule found, without its threshold, which a site may tighten.
    static String rule(String word) {
        for (RuleId rule : RuleId.values()) {
            if (rule.word().equals(word)) {
                return rule(rule);
            }
        }
        return word;
    }

    private static String rule(RuleId rule) {
        return switch (rule) {
            case RELEASE_LEVEL -> "the release level cannot be honoured";
            case UNDECLARED -> "a contribution was not as declared beforehand";
            case TOTALS -> "the totals over the hospitals do not hold its own part";
            case ROWS -> "too few patients";
            case CONTRIBUTORS -> "a number that rests on too few hospitals";
            case DOMINANCE -> "one hospital with too large a share of the patients";
            case OUTCOME_CLASS -> "an outcome class with too few patients";
            case EVENTS -> "too few events";
            case LEVEL -> "a category with too few patients";
            case SATURATION_MARGINAL -> "too many columns for the number of patients";
            case SATURATION_JOINT -> "too many model columns for the number of patients";
            case COUNTING -> "too few patients for the planned rounds and columns";
            case PLANNED_ROUNDS -> "more rounds than planned";
            case UNMAPPED_OUTPUT -> "an output of a kind that has no rules";
            case ENDPOINTS -> "a minimum or maximum";
            case RECORDS -> "a model that holds records of patients";
            case COMPLEMENT -> "too few patients left out of a subset";
            case DOMINANCE_NK -> "a sum of which two patients have too large a share";
            case DOMINANCE_P -> "a sum that would tell its largest value";
            case DEGREES_OF_FREEDOM -> "too few patients beyond the model's columns";
            case LEVELS -> "a variable with too many levels";
            case QUANTILE -> "a quantile too near an end, or with too many digits";
            case SURVIVAL_STEP -> "a step of a survival curve with too few patients";
            case HISTOGRAM -> "a histogram with a bin of too few patients, or of most";
            case ROUNDING -> "a count of a table that is not rounded";
            case FREE_TEXT -> "free text that is too long";
            case DIFFERENCING -> "patients that differ too little from those of an earlier output";
            case BUDGET_QUESTIONS -> "more outputs than a study may have";
            case BUDGET_SUBSETS -> "more sets of patients than a study may have";
            case LEAK_OF_SUMS -> "the sums together would give a patient away";
            case LEAK_OF_PARTS -> "the hospital's numbers together would give a patient away";
            case HONEST_SITES -> "too few hospitals for noise that is shared over them";
            case NO_BUDGET -> "no privacy budget is set for these patients";
            case RELEASE_TOO_DEAR -> "a release that tells more than the privacy budget allows at once";
            case YEAR_SPENT -> "too little left of the year's privacy budget";
            case BOOK_FULL -> "a privacy budget that has counted as many releases as it can";
        };
    }
}
