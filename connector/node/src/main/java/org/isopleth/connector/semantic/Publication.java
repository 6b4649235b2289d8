package org.isopleth.connector.semantic;

/// What publishing a source did. Immutable, thread-safe.
public sealed interface Publication {

    /// What was read.
    Batch batch();

    /// The graph was replaced.
    record Replaced(Batch batch) implements Publication {}

    /// The same rows, mapping and vocabulary are published already; nothing was written.
    record Unchanged(Batch batch) implements Publication {}
}
