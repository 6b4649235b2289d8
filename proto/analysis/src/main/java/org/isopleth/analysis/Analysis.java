package org.isopleth.analysis;

import org.isopleth.study.AnalysisId;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Study;

/// A federated computation: what a plan for it must say, and its two halves.
///
/// To add one: a package with both halves and this interface, a line in [Analyses], a subclass of the
/// contract test, a page in the docs. Implementations are stateless and thread-safe.
public interface Analysis {

    /// The id a study names it by.
    AnalysisId id();

    /// Checks the options of a plan against the study and binds them.
    ///
    /// @throws PlanException when an option is unknown, missing or impossible
    PreparedAnalysis prepare(Study study, AnalysisPlan plan);

    /// Whether a site runs it only when its policy names it: true of an analysis that answers no question
    /// about patients. A policy that names no analyses allows every one but these.
    default boolean onlyWhenNamed() {
        return false;
    }
}
