package org.isopleth.coordinator.broken;

import org.isopleth.connector.broken.SpeaksBesideTheGate;

/// Breaks `programs_meet_only_on_the_wire` on purpose.
public record CoordinatorOfAConnector(SpeaksBesideTheGate connector) {}
