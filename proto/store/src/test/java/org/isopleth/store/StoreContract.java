package org.isopleth.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every database must do for us.
abstract class StoreContract {
    static final StoreOwner OWNER = new StoreOwner("coordinator", "lung");
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-29T01:30:00.123456789Z"));
    static final Patience SHORT = new Patience(Duration.ofMillis(400), Duration.ofMillis(1200));

    @TempDir
    Path folder;

    StoreLocation location;
    Store store;
    Leadership leader;

    /// An empty place for a store.
    abstract StoreLocation newLocation();

    /// A connection past the store, which is closed.
    abstract Connection connect(StoreLocation location) throws SQLException;

    @BeforeEach
    void open() {
        location = newLocation();
        store = Store.open(location, OWNER, CLOCK, SHORT);
        leader = store.lead("first");
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() {
        store.close();
        store = Store.open(location, OWNER, CLOCK, SHORT);
        leader = store.lead("again");
    }

    static Event event(String text) {
        return new Event("round.opened", 1, Body.of(text));
    }

    @Test
    void anEventItsLeafItsMessageAndItsDocumentAreReadBackAsWritten() {
        Body large = Body.of(bytes(new Random(1), Body.MAX_BYTES));
        StoredEvent written = store.write(leader, transaction -> {
            StoredEvent event = transaction.append("study/1", 1, new Event("study.registered", 3, large));
            assertEquals(0, transaction.appendLeaf("coordinator", Body.of("entry")));
            assertEquals(1, transaction.enqueue("maastro", "study", Body.of("message")));
            assertEquals(1, transaction.putDocument("cohort", "study/1", Body.of("{}")));
            assertTrue(transaction.received("maastro", 1));
            return event;
        });
        reopen();
        assertEquals(List.of(written), store.events("study/1", 1, 10));
        assertEquals(Instant.parse("2026-03-29T01:30:00.123456Z"), written.recordedAt());
        assertEquals(1, written.epoch());
        assertEquals(List.of(new StoredLeaf("coordinator", 0, Body.of("entry"))), store.leaves("coordinator", 0, 9));
        assertEquals(
                List.of(new OutgoingMessage("maastro", 1, "study", Body.of("message"))),
                store.pending("maastro", 0, 10));
        assertEquals(
                Optional.of(new StoredDocument("cohort", "study/1", 1, Body.of("{}"))),
                store.document("cohort", "study/1"));
        assertEquals(new PeerProgress(1, 0, 1), store.progress("maastro"));
    }

    @Test
    void whatWasNeverWrittenIsEmpty() {
        assertEquals(List.of(), store.events("none", 1, 10));
        assertEquals(0, store.lastSequence("none"));
        assertEquals(0, store.leafCount("none"));
        assertEquals(List.of(), store.leaves("none", 0, 256));
        assertEquals(0, store.receivedUpTo("nobody"));
        assertEquals(new PeerProgress(0, 0, 0), store.progress("nobody"));
        assertEquals(Optional.empty(), store.document("none", "none"));
    }

    @Test
    void anExceptionLeavesNothingBehind() {
        store.write(leader, transaction -> transaction.append("study/1", 1, event("before")));
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> store.write(leader, transaction -> {
                    writeEverything(transaction);
                    throw new IllegalStateException("mind changed");
                }));
        assertEquals("mind changed", thrown.getMessage());
        assertOnlyTheFirstEvent();
    }

    @Test
    void aRefusalThatIsCaughtStillLeavesNothingBehind() {
        store.write(leader, transaction -> transaction.append("study/1", 1, event("before")));
        assertThrows(
                SequenceConflictException.class,
                () -> store.write(leader, transaction -> {
                    writeEverything(transaction);
                    try {
                        transaction.append("study/1", 9, event("wrong"));
                    } catch (SequenceConflictException swallowed) {
                        assertEquals(9, swallowed.expected());
                    }
                    return true;
                }));
        assertOnlyTheFirstEvent();
    }

    private static void writeEverything(Transaction transaction) {
        transaction.append("study/1", 2, event("lost"));
        transaction.append("study/2", 1, event("lost"));
        transaction.appendLeaf("coordinator", Body.of("lost"));
        transaction.enqueue("maastro", "study", Body.of("lost"));
        transaction.received("maastro", 1);
        transaction.putDocument("cohort", "study/1", Body.of("lost"));
    }

    private void assertOnlyTheFirstEvent() {
        assertEquals(1, store.lastSequence("study/1"));
        assertEquals(List.of("study/1"), store.streams("", "", 10));
        assertEquals(0, store.leafCount("coordinator"));
        assertEquals(new PeerProgress(0, 0, 0), store.progress("maastro"));
        assertEquals(List.of(), store.pending("maastro", 0, 10));
        assertEquals(Optional.empty(), store.document("cohort", "study/1"));
    }

    @Test
    void anEventGoesOnlyToTheEndOfItsStream() {
        store.write(leader, transaction -> transaction.append("study/1", 1, event("one")));
        for (long wrong : new long[] {0, 1, 3}) {
            SequenceConflictException refusal = assertThrows(
                    SequenceConflictException.class,
                    () -> store.write(leader, transaction -> transaction.append("study/1", wrong, event("x"))));
            assertEquals(wrong, refusal.expected());
            assertEquals(2, refusal.found());
        }
        long last = store.write(leader, transaction -> {
            transaction.append("study/1", 2, event("two"));
            return transaction.lastSequence("study/1");
        });
        assertEquals(2, last);
    }

    @Test
    void messagesOfEightThreadsAreNumberedWithoutGaps() throws Exception {
        int perThread = 15;
        List<Callable<Integer>> threads = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            Random random = new Random(thread);
            threads.add(() -> enqueueSome(random, perThread));
        }
        int enqueued = 0;
        for (Future<Integer> each : inParallel(threads)) {
            enqueued += each.get();
        }
        assertTrue(enqueued > 8 * perThread / 4 && enqueued < 8 * perThread, "some were undone, some not");
        List<Long> numbers = store.pending("maastro", 0, Store.MAX_PAGE).stream()
                .map(OutgoingMessage::sequence)
                .toList();
        assertEquals(LongStream.rangeClosed(1, enqueued).boxed().toList(), numbers);
        assertEquals(enqueued, store.leafCount("coordinator"));
    }

    private int enqueueSome(Random random, int tries) {
        int enqueued = 0;
        for (int i = 0; i < tries; i++) {
            if (random.nextInt(3) == 0) {
                assertThrows(
                        IllegalStateException.class,
                        () -> store.write(leader, transaction -> {
                            transaction.enqueue("maastro", "state", Body.of("undone"));
                            throw new IllegalStateException("undone");
                        }));
            } else {
                store.write(leader, transaction -> {
                    transaction.appendLeaf("coordinator", Body.of("entry"));
                    return transaction.enqueue("maastro", "state", Body.of("kept"));
                });
                enqueued++;
            }
        }
        return enqueued;
    }

    @Test
    void acknowledgedMessagesGoAndTheirNumbersAreNeverUsedAgain() {
        for (int i = 0; i < 5; i++) {
            store.write(leader, transaction -> transaction.enqueue("maastro", "state", Body.of("x")));
        }
        acknowledge(3);
        acknowledge(3);
        acknowledge(1);
        assertEquals(new PeerProgress(5, 3, 0), store.progress("maastro"));
        assertEquals(List.of(4L, 5L), pendingNumbers(0));
        assertEquals(List.of(5L), pendingNumbers(4));
        SequenceGapException refusal = assertThrows(SequenceGapException.class, () -> acknowledge(6));
        assertEquals(5, refusal.highest());
        acknowledge(5);
        reopen();
        long number = store.write(leader, transaction -> transaction.enqueue("maastro", "state", Body.of("x")));
        assertEquals(6, number);
        assertEquals(List.of(6L), pendingNumbers(0));
    }

    private void acknowledge(long upTo) {
        store.write(leader, transaction -> {
            transaction.acknowledge("maastro", upTo);
            return true;
        });
    }

    private List<Long> pendingNumbers(long after) {
        return store.pending("maastro", after, 10).stream()
                .map(OutgoingMessage::sequence)
                .toList();
    }

    @Test
    void aMessageIsReceivedOnceAndNoneIsLeftOut() {
        assertTrue(receive(1));
        assertFalse(receive(1));
        assertTrue(receive(2));
        assertFalse(receive(1));
        for (long gap : new long[] {4, 0, -1}) {
            SequenceGapException refusal = assertThrows(SequenceGapException.class, () -> receive(gap));
            assertEquals(3, refusal.highest());
            assertEquals(gap, refusal.found());
        }
        assertEquals(2, store.receivedUpTo("maastro"));
    }

    private boolean receive(long sequence) {
        return store.write(leader, transaction -> transaction.received("maastro", sequence));
    }

    @Test
    void oneOfManyThreadsReceivesAMessageFirst() throws Exception {
        List<Callable<Boolean>> threads = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(thread -> () -> receive(1))
                .toList();
        int first = 0;
        for (Future<Boolean> each : inParallel(threads)) {
            first += each.get() ? 1 : 0;
        }
        assertEquals(1, first);
    }

    @Test
    void whoeverLedBeforeCanWriteNoMore() {
        Leadership second = store.lead("second");
        assertTrue(second.epoch() > leader.epoch());
        EpochFencedException refusal = assertThrows(
                EpochFencedException.class,
                () -> store.write(leader, transaction -> transaction.append("study/1", 1, event("late"))));
        assertEquals(leader.epoch(), refusal.epoch());
        assertEquals(second.epoch(), refusal.newest());
        StoredEvent written = store.write(second, transaction -> transaction.append("study/1", 1, event("new")));
        assertEquals(second.epoch(), written.epoch());
        assertEquals(List.of(written), store.events("study/1", 1, 10));
    }

    /// Row locks that do not hold lose so few increments that only many runs show it.
    @Test
    void noTwoLeadersShareAnEpoch() throws Exception {
        int perThread = Scale.of(20, 500, 5000);
        List<Callable<List<Long>>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String holder = "leader-" + thread;
            Store one = thread % 2 == 0 ? store : rival();
            threads.add(() -> {
                List<Long> epochs = new ArrayList<>();
                for (int i = 0; i < perThread; i++) {
                    epochs.add(one.lead(holder).epoch());
                }
                return epochs;
            });
        }
        List<Long> epochs = new ArrayList<>();
        for (Future<List<Long>> each : inParallel(threads)) {
            epochs.addAll(each.get());
        }
        assertEquals(
                LongStream.rangeClosed(2, 4L * perThread + 1).boxed().toList(),
                epochs.stream().sorted().toList());
    }

    @Test
    void leadersThatTakeOverFromEachOtherWriteOneAfterAnother() throws Exception {
        List<Callable<Boolean>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String holder = "leader-" + thread;
            Store one = thread % 2 == 0 ? store : rival();
            threads.add(() -> {
                appendUntilFenced(one, holder);
                return true;
            });
        }
        for (Future<Boolean> each : inParallel(threads)) {
            assertTrue(each.get());
        }
        List<StoredEvent> events = store.events("study/1", 1, Store.MAX_PAGE);
        assertEquals(LongStream.rangeClosed(1, events.size()).boxed().toList(), sequences(events));
        List<Long> epochs = events.stream().map(StoredEvent::epoch).toList();
        assertEquals(epochs.stream().sorted().toList(), epochs, "no epoch writes after a newer one");
    }

    /// A store of another program at the same place where that is possible, or else the same store.
    abstract Store rival();

    private void appendUntilFenced(Store one, String holder) {
        for (int term = 0; term < 4; term++) {
            Leadership own = one.lead(holder);
            try {
                for (int i = 0; i < 5; i++) {
                    one.write(
                            own,
                            transaction -> transaction.append(
                                    "study/1", transaction.lastSequence("study/1") + 1, event(holder)));
                }
            } catch (EpochFencedException fenced) {
                assertTrue(fenced.newest() > own.epoch());
            }
        }
    }

    String onlyEvent() {
        List<StoredEvent> events = store.events("study/1", 1, 10);
        assertEquals(1, events.size());
        return events.getFirst().event().body().text();
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }

    @Test
    void replayingTwiceAndAfterReopeningGivesTheSameEvents() {
        Random random = new Random(20260329);
        List<StoredEvent> written = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            long sequence = i;
            Body body = Body.of(bytes(random, random.nextInt(300)));
            Event event = new Event("kind-" + random.nextInt(5), 1 + random.nextInt(3), body);
            written.add(store.write(leader, transaction -> transaction.append("study/1", sequence, event)));
        }
        assertEquals(written, replay(1));
        assertEquals(written, replay(1));
        reopen();
        assertEquals(written, replay(1));
        assertEquals(written.subList(100, 200), replay(101));
        assertEquals(List.of(), replay(201));
    }

    private List<StoredEvent> replay(long from) {
        List<StoredEvent> events = new ArrayList<>();
        store.replay("study/1", from, events::add);
        return events;
    }

    @Test
    void largerBodiesThanAllowedAreRefusedBeforeAnythingIsWritten() {
        assertEquals(
                Body.MAX_BYTES + 1,
                assertThrows(BodySizeException.class, () -> Body.of(new byte[Body.MAX_BYTES + 1]))
                        .size());
        assertThrows(BodySizeException.class, () -> Body.of("ü".repeat(Body.MAX_BYTES / 2 + 1)));
        Body leaf = Body.of(new byte[Transaction.MAX_LEAF_BYTES]);
        Body tooLarge = Body.of(new byte[Transaction.MAX_LEAF_BYTES + 1]);
        long index = store.write(leader, transaction -> transaction.appendLeaf("coordinator", leaf));
        assertEquals(0, index);
        BodySizeException refusal = assertThrows(
                BodySizeException.class,
                () -> store.write(leader, transaction -> transaction.appendLeaf("coordinator", tooLarge)));
        assertEquals(Transaction.MAX_LEAF_BYTES, refusal.limit());
        assertEquals(1, store.leafCount("coordinator"));
        assertEquals(leaf, store.leaves("coordinator", 0, 1).getFirst().entry());
    }

    @Test
    void bytesGivenAndTakenCannotChangeWhatIsStored() {
        byte[] given = "given".getBytes(UTF_8);
        Body body = Body.of(given);
        given[0] = 'X';
        body.bytes()[0] = 'X';
        assertEquals("given", body.text());
        assertEquals(Body.of("given"), body);
        assertEquals(Body.of("given").hashCode(), body.hashCode());
        assertNotEquals(Body.of("given!"), body);
        assertFalse(body.toString().contains("given"));
    }

    @Test
    void aDocumentIsReplacedOnlyInTheVersionItsWriterKnows() {
        assertEquals(1L, replaceDocument(0, "a"));
        assertEquals(2L, replaceDocument(1, "b"));
        for (long wrong : new long[] {0, 1, 3}) {
            SequenceConflictException refusal =
                    assertThrows(SequenceConflictException.class, () -> replaceDocument(wrong, "x"));
            assertEquals(2, refusal.found());
        }
        long version = store.write(leader, transaction -> transaction.putDocument("cohort", "k", Body.of("c")));
        assertEquals(3, version);
        assertEquals("c", store.document("cohort", "k").orElseThrow().body().text());
        assertTrue(deleteDocument());
        assertFalse(deleteDocument());
        assertEquals(1L, replaceDocument(0, "d"));
    }

    private boolean deleteDocument() {
        return store.write(leader, transaction -> transaction.deleteDocument("cohort", "k"));
    }

    private long replaceDocument(long version, String text) {
        return store.write(leader, transaction -> transaction.replaceDocument("cohort", "k", version, Body.of(text)));
    }

    @Test
    void namesAreListedByPrefixInOrderOfTheirCodePoints() {
        for (String name : List.of("study/b", "study_x", "study/B", "study/a", "study/-", "round/1", "studyax")) {
            store.write(leader, transaction -> {
                transaction.putDocument("cohort", name, Body.of("{}"));
                return transaction.append(name, 1, event("x"));
            });
        }
        assertEquals(List.of("study/-", "study/B", "study/a", "study/b"), store.streams("study/", "", 10));
        assertEquals(List.of("study/B", "study/a"), store.streams("study/", "study/-", 2));
        assertEquals(List.of("study_x"), store.streams("study_", "", 10));
        assertEquals(
                List.of("study/b", "study_x", "studyax"),
                store.documents("cohort", "study/a", 10).stream()
                        .map(StoredDocument::key)
                        .toList());
    }

    @Test
    void streamsThatAreOverAreLeftOutByADocumentOfTheirName() {
        for (String name : List.of("study/a", "study/b", "study/c", "study_b", "round/a")) {
            store.write(leader, transaction -> transaction.append(name, 1, event("x")));
        }
        store.write(leader, transaction -> {
            transaction.putDocument("over", "b", Body.of(""));
            return transaction.putDocument("other", "a", Body.of(""));
        });
        assertEquals(List.of("study/a", "study/c"), store.streamsWithoutDocument("study/", "over", "", 10));
        assertEquals(List.of("study/c"), store.streamsWithoutDocument("study/", "over", "study/a", 1));
        store.write(leader, transaction -> transaction.deleteDocument("over", "b"));
        assertEquals(List.of("study/a", "study/b"), store.streamsWithoutDocument("study/", "over", "", 2));
    }

    @Test
    void pagesAreBounded() {
        assertThrows(IllegalArgumentException.class, () -> store.events("s", 1, Store.MAX_PAGE + 1));
        assertThrows(IllegalArgumentException.class, () -> store.events("s", 1, 0));
        assertThrows(IllegalArgumentException.class, () -> store.pending("p", 0, Store.MAX_PAGE + 1));
        assertThrows(IllegalArgumentException.class, () -> store.leaves("l", 0, Store.MAX_PAGE + 1));
        assertThrows(IllegalArgumentException.class, () -> store.leaves("l", 0, Long.MAX_VALUE));
    }

    @Test
    void strangeNamesAreRefused() {
        for (String name : List.of("", "a b", "ü", "x".repeat(201), "a;b", "a\nb")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> store.write(leader, transaction -> transaction.append(name, 1, event("x"))));
            assertThrows(IllegalArgumentException.class, () -> new StoreOwner("coordinator", name));
        }
    }

    @Test
    void aTransactionIsUsedOnlyInsideItsWrite() {
        Transaction escaped = store.write(leader, transaction -> transaction);
        assertThrows(IllegalStateException.class, () -> escaped.append("study/1", 1, event("late")));
        assertThrows(
                IllegalStateException.class,
                () -> store.write(
                        leader, outer -> store.write(leader, inner -> inner.append("study/1", 1, event("x")))));
        store.write(leader, transaction -> transaction.append("study/1", 1, event("after")));
    }

    @Test
    void anInterruptedThreadStillWritesAndHarmsNobody() throws Exception {
        List<Callable<Boolean>> threads = List.of(() -> {
            Thread.currentThread().interrupt();
            store.write(leader, transaction -> transaction.append("study/1", 1, event("interrupted")));
            assertEquals(1, store.events("study/1", 1, 10).size());
            return Thread.interrupted();
        });
        assertTrue(inParallel(threads).getFirst().get(), "the interrupt is kept");
        interruptAtRandomMoments();
        long last = store.lastSequence("study/2");
        store.write(leader, transaction -> transaction.append("study/2", last + 1, event("after")));
        assertEquals(LongStream.rangeClosed(1, last + 1).boxed().toList(), sequences(store.events("study/2", 1, 256)));
    }

    private void interruptAtRandomMoments() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 10; round++) {
            Runnable writing = () -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        store.write(
                                leader,
                                transaction -> transaction.append(
                                        "study/2", transaction.lastSequence("study/2") + 1, event("x")));
                    }
                } catch (StoreUnavailableException unavailable) {
                    assertTrue(Thread.currentThread().isInterrupted());
                }
            };
            Thread thread = round % 2 == 0
                    ? Thread.ofVirtual().start(writing)
                    : Thread.ofPlatform().start(writing);
            Thread.sleep(random.nextInt(20));
            thread.interrupt();
            assertTrue(thread.join(Duration.ofSeconds(20)));
        }
    }

    @Test
    void anotherOwnerIsRefusedAndChangesNothing() {
        store.write(leader, transaction -> transaction.append("study/1", 1, event("mine")));
        store.close();
        for (StoreOwner other : List.of(new StoreOwner("connector", "lung"), new StoreOwner("coordinator", "breast"))) {
            StoreOwnerException refusal =
                    assertThrows(StoreOwnerException.class, () -> Store.open(location, other, CLOCK));
            assertEquals(other, refusal.expected());
            assertEquals(OWNER, refusal.found());
            line(refusal);
        }
        reopen();
        assertEquals(1, store.lastSequence("study/1"));
    }

    @Test
    void tablesOfALaterReleaseAreRefused() throws Exception {
        store.close();
        try (Connection connection = connect(location);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                INSERT INTO "flyway_schema_history" ("installed_rank", "version", "description", "type",
                  "script", "checksum", "installed_by", "execution_time", "success")
                VALUES (2, '999', 'later', 'SQL', 'V999__later.sql', 1, 'test', 1, TRUE)\
                """);
        }
        StoreSchemaException refusal =
                assertThrows(StoreSchemaException.class, () -> Store.open(location, OWNER, CLOCK));
        assertTrue(line(refusal).contains("999"), line(refusal));
        assertTrue(line(refusal).contains(location.place()), line(refusal));
    }

    @Test
    void tablesOfSomethingElseAreRefused() throws Exception {
        StoreLocation foreign = newLocation();
        prepareEmpty(foreign);
        try (Connection connection = connect(foreign);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE invoices (id INTEGER)");
        }
        assertThrows(StoreSchemaException.class, () -> Store.open(foreign, OWNER, CLOCK));
    }

    /// Makes what [#connect] needs.
    abstract void prepareEmpty(StoreLocation location);

    @Test
    void killedAtAnyMomentItKeepsWhatItAcknowledged() throws Exception {
        store.close();
        new KilledWriter(location, folder).check();
        store = Store.open(location, OWNER, CLOCK, SHORT);
    }

    private static List<Long> sequences(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::sequence).toList();
    }

    /// The message for the operator, which is one line.
    static String line(StoreException refusal) {
        String message = String.valueOf(refusal.getMessage());
        assertFalse(message.contains("\n"), message);
        return message;
    }

    static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static <T> List<Future<T>> inParallel(List<Callable<T>> tasks) throws InterruptedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(tasks.size())) {
            return executor.invokeAll(tasks);
        }
    }
}
