package org.isopleth.ontology.document;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// A document is refused. The message has one line for each problem, in reading order.
public final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<DocumentProblem> problems;

    public DocumentException(DocumentProblem problem) {
        this(List.of(problem));
    }

    /// @param problems at least one; repeated ones are told once
    public DocumentException(Collection<DocumentProblem> problems) {
        super("the document is refused");
        this.problems = problems.stream().distinct().sorted().toList();
    }

    /// One line for each problem, in reading order.
    @Override
    public String getMessage() {
        return problems.stream().map(DocumentProblem::toString).collect(Collectors.joining("\n"));
    }

    /// All problems found, in reading order.
    public List<DocumentProblem> problems() {
        return problems;
    }
}
