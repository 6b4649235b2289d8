package org.isopleth.coordinator.study;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.isopleth.round.RoundId;

/// The sums whose masks are coming off, beside everything else a coordinator does: that takes long when
/// sites were lost, and nothing is stored meanwhile. Used under the lock of [Conductor], but for the work itself.
final class SumsInWork {
    private final Executor workers;
    private final Consumer<RoundId> done;
    private final Map<RoundId, CompletableFuture<byte[]>> underWay = new HashMap<>();

    /// @param workers where the work is done
    /// @param done told of a round whose work ended, well or not, on the worker's thread
    SumsInWork(Executor workers, Consumer<RoundId> done) {
        this.workers = workers;
        this.done = done;
    }

    /// The sum of a round, once: if it is there; otherwise it is worked on. A failure of the work is thrown here, each
    /// time.
    ///
    /// @param work pure: begun again when what it gave was not stored
    Optional<byte[]> of(RoundId round, Supplier<byte[]> work) {
        CompletableFuture<byte[]> known = underWay.get(round);
        if (known == null) {
            CompletableFuture<byte[]> sum = new CompletableFuture<>();
            underWay.put(round, sum);
            workers.execute(() -> {
                fulfil(sum, work);
                done.accept(round);
            });
            return Optional.empty();
        }
        return known.isDone() ? Optional.of(taken(round, known)) : Optional.empty();
    }

    private static void fulfil(CompletableFuture<byte[]> sum, Supplier<byte[]> work) {
        try {
            sum.complete(work.get());
        } catch (RuntimeException | Error e) {
            sum.completeExceptionally(e);
        }
    }

    private byte[] taken(RoundId round, CompletableFuture<byte[]> sum) {
        try {
            byte[] bytes = sum.join();
            underWay.remove(round);
            return bytes;
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /// The round has its sum, or is over without.
    void forget(RoundId round) {
        underWay.remove(round);
    }
}
