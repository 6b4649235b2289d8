package org.isopleth.coordinator.study;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.isopleth.canonical.Digest;

/// Deletes, from time to time, what was uploaded and is of no use. Not thread-safe.
final class Sweep {
    /// An upload is over in hours; what lies about for a day was given up.
    private static final Duration USELESS_AFTER = Duration.ofDays(1);

    private static final Duration EVERY = Duration.ofHours(1);

    private final BlobDocuments documents;
    private Instant next = Instant.MIN;

    Sweep(BlobDocuments documents) {
        this.documents = documents;
    }

    /// @param needed whether a document must stay
    void ifDue(Instant now, Predicate<Digest> needed) {
        if (!now.isBefore(next)) {
            documents.forgetSince(now.minus(USELESS_AFTER), needed);
            next = now.plus(EVERY);
        }
    }
}
