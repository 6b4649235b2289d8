package org.isopleth.ontology.document;

/// A place in a document. Immutable, thread-safe.
///
/// @param source the document's name
/// @param line from 1
/// @param column from 1, in Unicode code points
public record DocumentPosition(String source, int line, int column) {

    /// Something wrong at this place.
    public DocumentProblem problem(String problem) {
        return new DocumentProblem(source, line, column, problem);
    }
}
