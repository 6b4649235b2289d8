package org.isopleth.connector.cohort;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.isopleth.study.Readiness.Cause;

/// What a store says of one variable, patient by patient. Not thread-safe.
///
/// A value is a number in the study's unit, or a level's place. A patient with two values that differ
/// has none.
final class VariableValues {
    private final Map<String, Set<Double>> values = new HashMap<>();
    private final Map<String, Set<Cause>> obstacles = new HashMap<>();

    void add(String patient, double value) {
        // -0.0 and 0.0 are one number, but two map keys.
        values.computeIfAbsent(patient, _ -> new HashSet<>()).add(value + 0.0);
    }

    void addObstacle(String patient, Cause cause) {
        obstacles.computeIfAbsent(patient, _ -> new HashSet<>()).add(cause);
    }

    /// Whether the store says anything of this patient, usable or not.
    boolean knows(String patient) {
        return values.containsKey(patient) || obstacles.containsKey(patient);
    }

    /// The one value, or NaN.
    double value(String patient) {
        Set<Double> all = values.getOrDefault(patient, Set.of());
        return all.size() == 1 && !obstacles.containsKey(patient)
                ? all.iterator().next()
                : Double.NaN;
    }

    boolean isConflicting(String patient) {
        return values.getOrDefault(patient, Set.of()).size() > 1;
    }

    Set<Cause> obstacles(String patient) {
        return obstacles.getOrDefault(patient, Set.of());
    }
}
