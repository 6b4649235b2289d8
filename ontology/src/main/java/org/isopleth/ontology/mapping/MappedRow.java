package org.isopleth.ontology.mapping;

import java.util.List;

/// One row of a table, mapped. Immutable, thread-safe.
///
/// @param number the row's number, from 1, the heading not counted
/// @param patient the local key; leaves this record only through a keyed pseudonym
/// @param values what could be mapped
public record MappedRow(long number, String patient, List<MappedValue> values) {
    public MappedRow {
        values = List.copyOf(values);
    }
}
