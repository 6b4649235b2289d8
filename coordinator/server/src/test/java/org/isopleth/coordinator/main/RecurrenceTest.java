package org.isopleth.coordinator.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurrenceTest {
    private static final Duration PAUSE = Duration.ofMillis(5);

    @Test
    void an_error_is_told_like_any_other_failure_and_ends_the_turns() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        AtomicInteger turns = new AtomicInteger();
        Error broken = new StackOverflowError();
        Recurrence recurrence = Recurrence.start(
                () -> {
                    turns.incrementAndGet();
                    throw broken;
                },
                PAUSE,
                told::complete);
        assertEquals(broken, told.get(10, TimeUnit.SECONDS));
        recurrence.close();
        assertEquals(1, turns.get());
    }

    @Test
    void closing_waits_for_the_turn_at_hand_and_does_not_interrupt_it() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        Recurrence recurrence = Recurrence.start(
                () -> {
                    begun.countDown();
                    try {
                        Thread.sleep(300);
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    finished.set(true);
                },
                PAUSE,
                _ -> {});
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        recurrence.close();
        assertTrue(finished.get());
        assertFalse(interrupted.get());
    }
}
