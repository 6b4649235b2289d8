package org.isopleth.analysis.broken;

import org.isopleth.cohort.AnalysisTable;

/// Breaks `the_coordinators_half_sees_no_patient` on purpose.
public record BrokenAtCoordinator(AnalysisTable table) {}
