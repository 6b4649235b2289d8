package org.isopleth.ledger;

import org.isopleth.canonical.Digest;

/// A sequence of bytes that left, arrived or was made. Immutable, thread-safe.
///
/// @param sha256 digest of all its bytes
/// @param bytes how many, 0 or more
/// @param type what it is, such as `contribution`, `state`, `report`
public record Artefact(Digest sha256, long bytes, String type) {

    public Artefact {
        LedgerWord.require("an artefact's type", type);
        if (bytes < 0) {
            throw new LedgerFormatException("an artefact has no negative length");
        }
    }
}
