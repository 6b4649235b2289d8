package org.isopleth.ledger;

import java.util.Optional;
import org.isopleth.canonical.Digest;

/// What a ledger says of itself. Immutable, thread-safe.
///
/// @param owner whose ledger it is
/// @param origin its name in checkpoints
/// @param size number of entries of the latest checkpoint
/// @param root its Merkle root
/// @param checkpoints how many signed checkpoints are kept
/// @param rootFingerprint SHA-256 of the consortium's root certificate, where it could be read
public record LedgerSummary(
        String owner, String origin, long size, Digest root, int checkpoints, Optional<Digest> rootFingerprint) {}
