package org.isopleth.ledger;

import java.util.Optional;

/// What a witness does about one request. Immutable, thread-safe.
///
/// @param answer what it says, after `held` is durable
/// @param held the head that it holds from now on, with the ledger's signature and its own; empty if nothing
///     changes
/// @param evidence two heads that the ledger signed and that contradict each other, if the request shows them
public record WitnessStep(WitnessAnswer answer, Optional<SignedNote> held, Optional<ForkEvidence> evidence) {

    static WitnessStep of(WitnessAnswer answer) {
        return new WitnessStep(answer, Optional.empty(), Optional.empty());
    }
}
