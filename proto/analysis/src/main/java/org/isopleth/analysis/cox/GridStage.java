package org.isopleth.analysis.cox;

import org.isopleth.analysis.design.Vector;
import org.isopleth.analysis.regression.Stage;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// The state of a Cox model on a common grid between rounds, and its JSON form, which is what sites receive.
/// Every number in it is public or a function of sums over all sites. Immutable, thread-safe.
sealed interface GridStage {

    /// Before anything is known: columns are summed and leavers counted.
    record Centre() implements GridStage {}

    /// Means and the grid are known.
    ///
    /// @param moments where the regression's own rounds stand
    /// @param counts the leavers of each bin over all sites
    record Scale(Stage.Scale moments, LeaverCounts counts) implements GridStage {}

    /// Columns are standardised; events are to be counted on the grid.
    ///
    /// @param newton the start of the search
    record Count(Stage.Newton newton, LeaverCounts counts) implements GridStage {}

    /// The model is being fitted.
    ///
    /// @param newton where the search stands
    /// @param events the events of each step
    /// @param sums `Σ z` over all events
    record Fit(Stage.Newton newton, LeaverCounts counts, Vector events, Vector sums) implements GridStage {}

    /// The JSON form.
    default Json.Obj json() {
        return switch (this) {
            case Centre() -> Json.object().with("stage", "centre").build();
            case Scale(Stage.Scale moments, LeaverCounts counts) ->
                start("scale", moments, counts).build();
            case Count(Stage.Newton newton, LeaverCounts counts) ->
                start("count", newton, counts).build();
            case Fit(Stage.Newton newton, LeaverCounts counts, Vector events, Vector sums) ->
                start("fit", newton, counts)
                        .with("events", events.json())
                        .with("eventSums", sums.json())
                        .build();
        };
    }

    private static Json.Builder start(String stage, Stage regression, LeaverCounts counts) {
        Json.Builder out = Json.object().with("stage", stage).with("regression", regression.json());
        counts.writeTo(out);
        return out;
    }

    /// Reads [#json] back.
    ///
    /// @throws JsonException when it is not such a state
    static GridStage read(Json.Obj in) {
        String stage = in.text("stage");
        if (stage.equals("centre")) {
            return new Centre();
        }
        LeaverCounts counts = LeaverCounts.read(in);
        return switch (Stage.read(in.object("regression"))) {
            case Stage.Scale scale when stage.equals("scale") -> new Scale(scale, counts);
            case Stage.Newton newton when stage.equals("count") -> new Count(newton, counts);
            case Stage.Newton newton
            when stage.equals("fit") ->
                new Fit(newton, counts, Vector.read(in.get("events")), Vector.read(in.get("eventSums")));
            default -> throw new JsonException("this is not a state of a Cox model on a common grid");
        };
    }
}
