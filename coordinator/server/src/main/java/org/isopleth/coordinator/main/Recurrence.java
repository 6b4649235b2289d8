package org.isopleth.coordinator.main;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Work done again and again on a thread of its own, until it fails or is closed. Thread-safe.
final class Recurrence implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final Runnable work;
    private final Duration pause;
    private final Consumer<Throwable> failed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("ticks").unstarted(this::turns);

    private Recurrence(Runnable work, Duration pause, Consumer<Throwable> failed) {
        this.work = work;
        this.pause = pause;
        this.failed = failed;
    }

    /// Begins.
    ///
    /// @param pause between the end of one turn and the next
    /// @param failed hears of whatever a turn throws, errors too, after which there is no other
    static Recurrence start(Runnable work, Duration pause, Consumer<Throwable> failed) {
        Recurrence recurrence = new Recurrence(work, pause, failed);
        recurrence.thread.start();
        return recurrence;
    }

    private void turns() {
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                work.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    /// Begins no other turn and waits for the one at hand, which is interrupted only when it takes far
    /// too long.
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(CLOSING)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
