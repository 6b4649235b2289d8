package org.isopleth.connector.cohort;

import java.time.Instant;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.study.Readiness;

/// A cohort that no longer changes, as the ledger knows it. Immutable, thread-safe.
///
/// @param study the digest of the study
/// @param table the SHA-256 of the table's bytes; tells nothing about any one value, but the same
///     table has the same digest
/// @param deleteAfter when the table is to be deleted
/// @param readiness what the study is told of it; absent in what releases before 0.2 froze
public record FrozenCohort(Digest study, Digest table, Instant deleteAfter, Optional<Readiness> readiness) {}
