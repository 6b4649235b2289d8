package org.isopleth.cohort.fact;

import java.util.function.ToDoubleFunction;

/// How much each patient counts in a sum. Immutable, thread-safe.
///
/// @param state what the weights depend on besides the patient, in words that are equal only for equal weights:
///     the analysis and the model's coefficients, say
/// @param of one patient's weight; finite, and a pure function of the patient's columns
public record Weight(String state, ToDoubleFunction<Patient> of) {

    /// Every patient counts once.
    public static final Weight ONE = new Weight("one", _ -> 1);

    /// Whether every patient counts once.
    public boolean isOne() {
        return state.equals(ONE.state());
    }
}
