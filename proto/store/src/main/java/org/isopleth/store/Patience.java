package org.isopleth.store;

import java.time.Duration;

/// How long writers wait for each other. Immutable, thread-safe.
///
/// @param pause how long a write transaction may do nothing before PostgreSQL ends it, so that a
///     writer that was suspended, or whose network is gone, cannot keep its successor out
/// @param lock how long to wait for another writer; longer than `pause`, so that waiting succeeds
record Patience(Duration pause, Duration lock) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(15));
}
