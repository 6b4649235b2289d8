package org.isopleth.ledger;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;

/// What an auditor knows from elsewhere. Immutable, thread-safe.
///
/// @param rootFingerprint SHA-256 of the root certificate's DER form, told by the consortium
/// @param knownCheckpoints checkpoints seen before or kept by witnesses: the ledger must contain them,
///     which is what tells a ledger that was cut short and signed again
public record LedgerExpectations(Optional<Digest> rootFingerprint, List<SignedNote> knownCheckpoints) {
    /// Nothing is known.
    public static final LedgerExpectations NONE = new LedgerExpectations(Optional.empty(), List.of());

    public LedgerExpectations {
        knownCheckpoints = List.copyOf(knownCheckpoints);
    }
}
