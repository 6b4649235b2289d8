package org.isopleth.ledger;

import java.util.Optional;
import org.isopleth.canonical.Digest;

/// Who did it. Immutable, thread-safe.
///
/// @param type a role or kind of program, such as `site`, `coordinator`, `scientist`, `policy`
/// @param id a name from a certificate or configuration, never a patient's and never free text
/// @param certificate SHA-256 of the actor's certificate, where one was shown
public record Actor(String type, String id, Optional<Digest> certificate) {

    public Actor {
        LedgerWord.require("an actor's type", type);
        LedgerWord.require("an actor's id", id);
    }

    /// An actor without a certificate.
    public Actor(String type, String id) {
        this(type, id, Optional.empty());
    }
}
