package org.isopleth.ontology.mapping;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.term.TermId;

/// A mapping document, version 1: one table and what its columns mean. Immutable, thread-safe.
///
/// @param name the table's name at this site, unique among its mappings
/// @param language of headings and values, an IETF tag such as `nl`; for people
/// @param source where the table is
/// @param patient the column that tells patients apart; never stored, only a keyed pseudonym of it is
/// @param disease what every patient of the table has
/// @param columns what the columns mean, in the document's order
/// @param digest of the document's bytes
public record MappingDocument(
        String name,
        String language,
        TableSource source,
        ColumnName patient,
        Optional<TermId> disease,
        List<MappedColumn> columns,
        Digest digest) {

    /// The version of the document format.
    public static final int VERSION = 1;

    public MappingDocument {
        columns = List.copyOf(columns);
    }
}
