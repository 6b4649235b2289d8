package org.isopleth.client.report;

import org.isopleth.canonical.Json;

/// What a coefficient of a regression means.
enum Effect {
    /// A Cox model's, as exp(coefficient).
    HAZARD_RATIO("hazard ratio", "HR", "a % hazard"),
    /// A logistic model's, as exp(coefficient).
    ODDS_RATIO("odds ratio", "OR", "% odds"),
    /// A Poisson model's, as exp(coefficient).
    RATE_RATIO("rate ratio", "RR", "a % rate"),
    /// A linear model's own.
    DIFFERENCE("difference", "difference", "a % outcome");

    private final String words;
    private final String initials;
    private final String change;

    Effect(String words, String initials, String change) {
        this.words = words;
        this.initials = initials;
        this.change = change;
    }

    /// The effect of the result of a regression.
    static Effect of(Json.Obj result) {
        if (result.find("family").isEmpty()) {
            return HAZARD_RATIO;
        }
        return switch (result.text("family")) {
            case "binomial" -> ODDS_RATIO;
            case "poisson" -> RATE_RATIO;
            default -> DIFFERENCE;
        };
    }

    /// `hazard ratio`.
    String words() {
        return words;
    }

    /// `HR`.
    String initials() {
        return initials;
    }

    /// What a coefficient of this sign means: `a higher hazard`.
    String change(double coefficient) {
        return change.replace("%", coefficient > 0 ? "higher" : "lower");
    }

    /// Whether it is shown as exp(coefficient).
    boolean isRatio() {
        return this != DIFFERENCE;
    }

    /// The value of no effect.
    double none() {
        return isRatio() ? 1 : 0;
    }

    /// A coefficient on the scale the effect is shown on.
    double shown(double coefficient) {
        return isRatio() ? StrictMath.exp(coefficient) : coefficient;
    }

    /// What the coefficient itself is called.
    String coefficientWords() {
        return isRatio() ? "log " + words : "coefficient";
    }
}
