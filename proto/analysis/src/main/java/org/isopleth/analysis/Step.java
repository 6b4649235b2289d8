package org.isopleth.analysis;

import org.isopleth.canonical.Json;

/// What an analysis does after a round.
public sealed interface Step {

    /// Another round, with this state.
    record Continue(Json.Obj state) implements Step {}

    /// The result: canonical JSON, documented by the analysis.
    record Finished(Json.Obj result) implements Step {}

    /// The question has no answer on these sums.
    record Failed(AnalysisProblem problem) implements Step {}
}
