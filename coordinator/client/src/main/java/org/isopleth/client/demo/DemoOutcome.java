package org.isopleth.client.demo;

import java.util.List;
import org.isopleth.canonical.Json;

/// What a demo shows at its end.
sealed interface DemoOutcome permits PooledComparison, PlantedEffects {

    /// Whether everything the demo promises holds.
    boolean holds();

    /// For people.
    List<String> lines();

    /// For machines.
    Json.Obj json();
}
