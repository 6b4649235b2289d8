package org.isopleth.ontology.document;

/// One line `key: value` of an object whose keys are free, such as a table of local values.
///
/// @param key always a scalar
/// @param value any node
public record DocumentEntry(DocumentNode key, DocumentNode value) {

    /// The key's text.
    public String name() {
        return key.text();
    }
}
