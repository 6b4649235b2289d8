package org.isopleth.connector.gate;

import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Json;

/// A message as it is remembered, so that after a restart the leak meter can be told of it again. Holds nothing of a
/// patient. Immutable, thread-safe.
public sealed interface Told {

    /// A message whose facts follow from the frozen rows and from this.
    ///
    /// @param analysis which of the study's, from 0
    /// @param state what the round went out with
    /// @param totals of the sites, where a sum rests on them: the bytes of their tally
    record Described(int analysis, Json.Obj state, Optional<Bytes> totals) implements Told {}

    /// A message nobody has described, or of a state too long to remember.
    ///
    /// @param count how many numbers it holds
    record Numbers(int count) implements Told {}
}
