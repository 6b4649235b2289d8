package org.isopleth.coordinator.broken;

import org.isopleth.cohort.AnalysisTable;

/// Breaks `the_coordinator_sees_no_table` on purpose.
public record TableAtTheCoordinator(AnalysisTable table) {}
