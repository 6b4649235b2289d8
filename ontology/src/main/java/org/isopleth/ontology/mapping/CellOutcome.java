package org.isopleth.ontology.mapping;

/// What became of one cell. Immutable, thread-safe.
sealed interface CellOutcome {
    record Mapped(MappedValue value) implements CellOutcome {}

    record Missing() implements CellOutcome {}

    /// @param cell what stood there
    /// @param reason why it has no meaning
    record Unmapped(String cell, UnmappedReason reason) implements CellOutcome {}
}
