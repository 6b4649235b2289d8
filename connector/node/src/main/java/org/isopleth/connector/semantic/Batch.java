package org.isopleth.connector.semantic;

import org.isopleth.canonical.Digest;
import org.isopleth.ontology.mapping.MappingReport;

/// One reading of a source through one mapping. Immutable, thread-safe.
///
/// @param digest of the rows, whatever their order, the mapping, the vocabulary and the pseudonyms'
///     key: the same digest means the same graph
/// @param report what became of every cell; stays at the site
public record Batch(Digest digest, MappingReport report) {

    /// A name short enough for IRIs.
    String shortName() {
        return digest.hex().substring(0, 16);
    }
}
