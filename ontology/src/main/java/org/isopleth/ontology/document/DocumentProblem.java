package org.isopleth.ontology.document;

import java.util.Comparator;

/// One thing wrong with a document, and where. Immutable, thread-safe.
///
/// @param source the document's name, as the person who runs the command wrote it
/// @param line from 1
/// @param column from 1, in Unicode code points
/// @param problem one line: what is wrong and what would be right
public record DocumentProblem(String source, int line, int column, String problem)
        implements Comparable<DocumentProblem> {
    private static final Comparator<DocumentProblem> READING_ORDER = Comparator.comparing(DocumentProblem::source)
            .thenComparingInt(DocumentProblem::line)
            .thenComparingInt(DocumentProblem::column)
            .thenComparing(DocumentProblem::problem);

    public DocumentProblem {
        problem = oneLine(problem);
    }

    @Override
    public int compareTo(DocumentProblem other) {
        return READING_ORDER.compare(this, other);
    }

    /// `file.yaml:12:5: unknown key 'foo'`
    @Override
    public String toString() {
        return source + ":" + line + ":" + column + ": " + problem;
    }

    /// A quoted key may hold a line break or a terminal's control codes; neither may reach the screen.
    private static String oneLine(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) || point == 0x2028 || point == 0x2029 ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
