package org.isopleth.analysis;

import org.isopleth.canonical.Json;
import org.isopleth.tensor.Contribution;

/// The half of an analysis that runs at the coordinator: it sees the state and the sums, nothing else.
///
/// Pure and deterministic. Stateless, thread-safe. Never uses an at-site half or a table.
public interface AtCoordinator {

    /// The state of the first round.
    Json.Obj start();

    /// From the state that went out and the sum that came back, what happens next.
    Step step(Json.Obj state, Contribution sum);
}
