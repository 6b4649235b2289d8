package org.isopleth.client.study;

import java.util.List;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.study.Study;

/// A `study.yaml` without a problem. Immutable, thread-safe.
///
/// @param study what it says
/// @param analyses its analyses, each bound to its checked plan, in the study's order
/// @param withoutTerm variables, and values as `variable=value`, that say `term: none`: a study with any
///     can be simulated and not submitted
public record StudyDocument(Study study, List<PreparedAnalysis> analyses, List<String> withoutTerm) {
    public StudyDocument {
        analyses = List.copyOf(analyses);
        withoutTerm = List.copyOf(withoutTerm);
    }
}
