package org.isopleth.connector.broken;

import org.isopleth.store.Body;
import org.isopleth.store.Transaction;

/// Breaks `only_the_gate_speaks_to_the_outside` on purpose: it hands in a message itself.
public final class SpeaksBesideTheGate {
    private SpeaksBesideTheGate() {}

    /// What no class but the gate may do.
    public static long speak(Transaction transaction) {
        return transaction.enqueue("coordinator", "contribution", Body.of(new byte[0]));
    }
}
