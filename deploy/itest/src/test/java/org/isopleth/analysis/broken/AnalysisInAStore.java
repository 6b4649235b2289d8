package org.isopleth.analysis.broken;

import org.isopleth.store.Body;

/// Breaks `analyses_know_no_program` on purpose.
public record AnalysisInAStore(Body body) {}
