package org.isopleth.analysis.regression;

import org.isopleth.analysis.design.Standardisation;
import org.isopleth.analysis.design.Vector;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// The state of a regression between rounds, and its JSON form, which is what sites receive. Every
/// number in it is public or a function of sums over all sites. Immutable, thread-safe.
public sealed interface Stage {

    /// Before anything is known.
    record Centre() implements Stage {}

    /// Means are known.
    ///
    /// @param totals the sums of the first round
    /// @param means of the measured columns
    record Scale(Totals totals, Vector means) implements Stage {}

    /// Columns are standardised; the model is being fitted.
    ///
    /// @param totals the sums of the first round
    /// @param columns how the measured columns are standardised
    /// @param search where Newton's method stands
    record Newton(Totals totals, Standardisation columns, Search search) implements Stage {

        Newton with(Search next) {
            return new Newton(totals, columns, next);
        }
    }

    /// The JSON form.
    default Json.Obj json() {
        return switch (this) {
            case Centre() -> Json.object().with("stage", "centre").build();
            case Scale(Totals totals, Vector means) ->
                Json.object()
                        .with("stage", "scale")
                        .with("patients", totals.patients())
                        .with("outcome", totals.outcome())
                        .with("means", means.json())
                        .build();
            case Newton(Totals totals, Standardisation columns, Search search) ->
                Json.object()
                        .with("stage", "newton")
                        .with("patients", totals.patients())
                        .with("outcome", totals.outcome())
                        .with("means", columns.means().json())
                        .with("deviations", columns.deviations().json())
                        .with("search", search.json())
                        .build();
        };
    }

    /// Reads [#json] back.
    ///
    /// @throws JsonException when it is not such a state
    static Stage read(Json.Obj in) {
        return switch (in.text("stage")) {
            case "centre" -> new Centre();
            case "scale" -> new Scale(totals(in), Vector.read(in.get("means")));
            case "newton" ->
                new Newton(
                        totals(in),
                        new Standardisation(
                                in.integer("patients"),
                                Vector.read(in.get("means")),
                                Vector.read(in.get("deviations"))),
                        Search.read(in.object("search")));
            default -> throw new JsonException("this is not a state of a regression");
        };
    }

    private static Totals totals(Json.Obj in) {
        return new Totals(in.integer("patients"), in.number("outcome"));
    }
}
