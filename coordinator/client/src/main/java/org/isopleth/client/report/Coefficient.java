package org.isopleth.client.report;

import org.isopleth.canonical.Json;

/// One row of a regression's table. Immutable, thread-safe.
///
/// @param name the design column, `age` or `sex=female`
/// @param statistic estimate over standard error
/// @param p two-sided
/// @param lower of the confidence interval
/// @param upper of the confidence interval
record Coefficient(
        String name, double estimate, double standardError, double statistic, double p, double lower, double upper) {

    /// The name a model's intercept has.
    static final String INTERCEPT = "(Intercept)";

    static Coefficient read(Json json) {
        Json.Obj in = json.asObject();
        return new Coefficient(
                in.text("name"),
                in.number("estimate"),
                in.number("standardError"),
                in.number("statistic"),
                in.number("p"),
                in.number("lower"),
                in.number("upper"));
    }

    boolean isIntercept() {
        return name.equals(INTERCEPT);
    }

    /// `1.88 [1.28, 2.77]`, on the scale the effect is shown on.
    String shown(Effect effect) {
        return PaperNumbers.interval(effect.shown(estimate), effect.shown(lower), effect.shown(upper));
    }

    /// Whether the interval leaves no effect out.
    boolean excludesNone() {
        return lower > 0 || upper < 0;
    }
}
