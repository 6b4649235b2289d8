package org.isopleth.store.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.isopleth.ledger.AddCheckpoint;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.TestLog;
import org.isopleth.ledger.WitnessAnswer;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a witness remembers, on every database.
abstract class WitnessBookContract {
    private static final StoreOwner OWNER = new StoreOwner("coordinator", "lung");
    private static final InstantSource CLOCK = InstantSource.fixed(TestLog.NOON);
    private static final int THREADS = 1_000;

    private final TestLog log = new TestLog("aurora").grow(40);
    private final TestLog coordinator = new TestLog("coordinator");
    private final WitnessBook book = new WitnessBook(coordinator.signer(), CLOCK);

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private StoreLocation location;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Store store;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Leadership leadership;

    /// An empty place for a store.
    abstract StoreLocation newLocation();

    @BeforeEach
    void open() {
        location = newLocation();
        store = Store.open(location, OWNER, CLOCK);
        leadership = store.lead("test");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private WitnessAnswer ask(AddCheckpoint request) {
        return store.write(leadership, transaction -> answer(transaction, log, request));
    }

    private WitnessAnswer answer(Transaction transaction, TestLog from, AddCheckpoint request) {
        return book.step(transaction, from.certification(), request).step().answer();
    }

    private Optional<SignedNote> held() {
        return WitnessBook.held(store, log.origin());
    }

    private long heldSize() {
        return held().map(note -> Checkpoint.parse(note).size()).orElse(0L);
    }

    @Test
    void what_was_cosigned_is_remembered_after_a_restart() {
        assertEquals(Optional.empty(), held());
        WitnessAnswer.Cosigned answer = assertInstanceOf(WitnessAnswer.Cosigned.class, ask(log.ask(0, 9)));
        store.close();
        store = Store.open(location, OWNER, CLOCK);
        leadership = store.lead("again");
        assertEquals(Optional.of(log.head(9).with(List.of(answer.cosignature()))), held());
        assertEquals(new WitnessAnswer.Conflict(9), ask(log.ask(0, 20)));
        assertInstanceOf(WitnessAnswer.Cosigned.class, ask(log.ask(9, 20)));
        assertEquals(20, heldSize());
    }

    @Test
    void what_did_not_commit_was_not_cosigned() {
        assertThrows(
                IllegalStateException.class,
                () -> store.write(leadership, transaction -> {
                    assertInstanceOf(WitnessAnswer.Cosigned.class, answer(transaction, log, log.ask(0, 9)));
                    throw new IllegalStateException("the power went");
                }));
        assertEquals(Optional.empty(), held());
    }

    @Test
    void the_first_evidence_against_a_ledger_is_kept() {
        ask(log.ask(0, 9));
        assertEquals(Optional.empty(), WitnessBook.evidence(store, log.origin()));
        assertEquals(new WitnessAnswer.Conflict(9), ask(log.fork(5, "retold", 9).ask(9, 9)));
        ask(log.fork(4, "told again", 9).ask(9, 9));
        assertEquals(
                List.of(),
                WitnessBook.evidence(store, log.origin()).orElseThrow().problems(Optional.empty()));
        assertEquals(9, heldSize());
        assertEquals(
                log.fork(5, "retold", 9).head(9).text(),
                WitnessBook.evidence(store, log.origin()).orElseThrow().second().text());
    }

    @Test
    void a_ledger_cannot_come_back_under_another_key_or_in_anothers_name() {
        ask(log.ask(0, 9));
        TestLog again = new TestLog("aurora").grow(20);
        assertEquals(
                new WitnessAnswer.NotSigned(),
                store.write(leadership, transaction -> answer(transaction, again, again.ask(9, 20))));
        TestLog other = new TestLog("borealis").grow(20);
        assertEquals(
                new WitnessAnswer.UnknownLog(),
                store.write(leadership, transaction -> answer(transaction, other, log.ask(9, 20))));
        assertEquals(9, heldSize());
    }

    /// The race that the C2SP specification describes: a request that was judged earlier must not be stored later.
    @Test
    void a_thousand_requests_at_once_never_put_a_head_back() throws Exception {
        AtomicLong cosigned = new AtomicLong();
        List<Callable<Boolean>> requests = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long size = i % 2 == 0 ? 20 : 33;
            requests.add(() -> cosign(size, cosigned));
        }
        List<Future<Boolean>> results;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = threads.invokeAll(requests);
        }
        for (Future<Boolean> result : results) {
            assertTrue(result.get());
        }
        assertEquals(33, heldSize());
    }

    /// Asks until this size is cosigned, or a larger one is held.
    ///
    /// @param cosigned the largest size that was answered
    private boolean cosign(long size, AtomicLong cosigned) {
        long old = 0;
        while (true) {
            long before = cosigned.get();
            switch (ask(log.ask(old, size))) {
                case WitnessAnswer.Cosigned _ -> {
                    assertTrue(size >= before, "a head was cosigned after a larger one");
                    cosigned.accumulateAndGet(size, Math::max);
                    return true;
                }
                case WitnessAnswer.Conflict(long held) -> {
                    assertTrue(held >= before, "less is held than was cosigned");
                    if (held > size) {
                        return true;
                    }
                    old = held;
                }
                case WitnessAnswer answer -> throw new AssertionError("answered " + answer);
            }
        }
    }
}
