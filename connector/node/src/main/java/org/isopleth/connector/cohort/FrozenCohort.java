package org.isopleth.connector.cohort;

import java.time.Instant;
import org.isopleth.canonical.Digest;

/// A cohort that no longer changes, as the ledger knows it. Immutable, thread-safe.
///
/// @param study the digest of the study
/// @param table the SHA-256 of the table's bytes; tells nothing about any one value, but the same
///     table has the same digest
/// @param deleteAfter when the table is to be deleted
public record FrozenCohort(Digest study, Digest table, Instant deleteAfter) {}
