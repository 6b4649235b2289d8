package org.isopleth.connector.gate;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.study.Release;
import org.isopleth.connector.study.Rounds;
import org.isopleth.round.RoundId;
import org.isopleth.store.blob.BlobFolder;

/// The bytes of released contributions, kept as long as they may have to be sent again. Thread-safe.
final class KeptContributions {
    private final BlobFolder blobs;

    KeptContributions(BlobFolder blobs) {
        this.blobs = blobs;
    }

    /// Keeps bytes under their digest; when this returns they are on disk.
    Digest put(byte[] bytes) {
        return blobs.put(bytes);
    }

    /// Where they lie.
    BlobFolder folder() {
        return blobs;
    }

    /// Deletes the masked vectors of the round before this one, and of earlier attempts at it: their sums are open or
    /// given up, and nobody else has the same bytes.
    void forgetBefore(Rounds rounds, RoundId round) {
        rounds.answers().forEach((earlier, answer) -> {
            boolean last = earlier.analysis() == round.analysis() && earlier.number() >= round.number() - 1;
            boolean other = earlier.analysis() == round.analysis() - 1 && round.onTotals();
            if (!earlier.equals(round) && (last || other)) {
                Rounds.release(answer).ifPresent(release -> blobs.delete(release.contribution()));
            }
        });
    }

    /// Deletes what a study that has ended kept, unless another keeps the same bytes.
    void forget(Rounds ended, Collection<Rounds> left) {
        Set<Digest> kept = contributions(left.stream());
        contributions(Stream.of(ended)).stream()
                .filter(contribution -> !kept.contains(contribution))
                .forEach(blobs::delete);
    }

    private static Set<Digest> contributions(Stream<Rounds> rounds) {
        return rounds.flatMap(some -> some.answers().values().stream())
                .flatMap(answer -> Rounds.release(answer).stream())
                .map(Release::contribution)
                .collect(Collectors.toUnmodifiableSet());
    }
}
