package org.isopleth.analysis.regression;

import org.isopleth.analysis.Step;

/// Turns a fit into an analysis' result. Implementations are immutable and thread-safe.
public interface Report {

    /// The result, or why there is none after all.
    Step of(Fit fit);
}
