package org.isopleth.ontology.mapping;

import org.isopleth.ontology.document.DocumentPosition;

/// A column of the local table, and where the mapping names it. Immutable, thread-safe.
///
/// @param name exactly as the table's heading has it
/// @param position for messages
public record ColumnName(String name, DocumentPosition position) {}
