package org.isopleth.client.simulation;

/// Hears of every round of a simulation as it ends.
@FunctionalInterface
public interface RoundObserver {

    /// @param analysis the study's name for it
    /// @param round from 1
    void ended(String analysis, int round);
}
