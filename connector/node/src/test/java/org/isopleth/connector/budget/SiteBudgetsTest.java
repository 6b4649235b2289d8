package org.isopleth.connector.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.budget.BudgetAccount;
import org.isopleth.disclosure.budget.BudgetBook;
import org.isopleth.disclosure.budget.BudgetException;
import org.isopleth.disclosure.budget.BudgetTerms;
import org.isopleth.disclosure.budget.Reservation;
import org.isopleth.disclosure.loss.Calibration;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.isopleth.store.Body;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Budgets on a real store: races for the last unit, crashes between reserving and committing, clocks set back.
class SiteBudgetsTest {
    private static final BudgetAccount LUNG = new BudgetAccount("lung-registry", "all");
    private static final Digest STUDY = Digest.of("study");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /// Half of what a year's ε of 1.3 allows: a release costs less than its own limit of 1.
    private static final NoiseClaim HALF = half();

    @TempDir
    private Path folder;

    private Instant time = NOON;
    private Store store;
    private Leadership leadership;
    private SiteBudgets budgets;

    private static void nothing(Transaction transaction, BudgetBook after) {}

    private static NoiseClaim half() {
        PrivacyCost cost = new PrivacyCost(Calibration.cost(1.3, 1e-6).steps() / 2);
        return new NoiseClaim(cost, cost);
    }

    @BeforeEach
    void open() {
        InstantSource clock = () -> time;
        store = Store.open(new StoreLocation.Folder(folder.resolve("state")), owner(), clock);
        leadership = store.lead("test");
        budgets = new SiteBudgets(store, leadership, clock);
        if (budgets.book(LUNG).terms().isEmpty()) {
            budgets.setTerms(LUNG, new BudgetTerms(1.3, 1, 1e-6), Optional.empty());
        }
    }

    private static StoreOwner owner() {
        return new StoreOwner("connector", "aachen");
    }

    @AfterEach
    void close() {
        store.close();
    }

    /// What a kill leaves: the store closed at this point, and a new program on the same files.
    private void restart() {
        store.close();
        open();
    }

    private boolean committed(Digest release) {
        return Objects.requireNonNull(budgets.book(LUNG).spends().get(release)).committed();
    }

    private Reservation reserve(String release) {
        return budgets.reserve(LUNG, Digest.of(release), STUDY, HALF, SiteBudgetsTest::nothing);
    }

    @Test
    void ofSixtyFourThreadsThatWantTheLastUnitExactlyOneGetsIt() throws Exception {
        assertInstanceOf(Reservation.Paid.class, reserve("first half"));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Reservation>> answers = new ArrayList<>();
        // Two books on one store, as two parts of a program would hold them: they agree by what is stored.
        SiteBudgets other = new SiteBudgets(store, leadership, () -> time);
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            for (int i = 0; i < 64; i++) {
                Digest release = Digest.of("thread " + i);
                SiteBudgets mine = i % 2 == 0 ? budgets : other;
                answers.add(threads.submit(() -> {
                    start.await();
                    return mine.reserve(LUNG, release, STUDY, HALF, SiteBudgetsTest::nothing);
                }));
            }
            start.countDown();
        }
        int paid = 0;
        for (Future<Reservation> answer : answers) {
            paid += answer.get() instanceof Reservation.Paid ? 1 : 0;
        }
        assertEquals(1, paid);
        assertEquals(2, budgets.book(LUNG).spends().size());
        assertEquals(budgets.book(LUNG), other.book(LUNG));
        restart();
        assertEquals(2, budgets.book(LUNG).spends().size());
    }

    @Test
    void aCrashBetweenReservingAndCommittingGivesNothingBack() {
        reserve("one");
        reserve("two");
        restart();
        assertEquals(new Reservation.Refused(Reservation.Reason.YEAR_SPENT), reserve("three"));
        assertInstanceOf(Reservation.AlreadyPaid.class, reserve("two"));
    }

    @Test
    void aReleaseIsCommittedWithWhatLetsItOutOrNotAtAll() {
        reserve("one");
        Digest one = Digest.of("one");
        assertThrows(
                IllegalStateException.class,
                () -> store.write(leadership, transaction -> {
                    budgets.commit(transaction, LUNG, one);
                    transaction.appendLeaf("site", Body.of(new byte[] {1}));
                    throw new IllegalStateException("the gate changes its mind");
                }));
        assertEquals(0, store.leafCount("site"));
        assertTrue(!committed(one));
        store.write(leadership, transaction -> {
            budgets.commit(transaction, LUNG, one);
            return transaction.appendLeaf("site", Body.of(new byte[] {1}));
        });
        restart();
        assertTrue(committed(one));
        long events = store.lastSequence("budget/lung-registry/all");
        store.write(leadership, transaction -> {
            budgets.commit(transaction, LUNG, one);
            return true;
        });
        assertEquals(events, store.lastSequence("budget/lung-registry/all"), "committing twice is one event");
    }

    /// A gate commits inside its transaction while others wait to write what they reserve: nobody waits for ever.
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aGateThatCommitsAndThreadsThatReserveDoNotWaitForEachOther() throws Exception {
        reserve("one");
        CountDownLatch inside = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> gate = threads.submit(() -> store.write(leadership, transaction -> {
                inside.countDown();
                pause();
                budgets.commit(transaction, LUNG, Digest.of("one"));
                return true;
            }));
            inside.await();
            Future<Reservation> reservation = threads.submit(() -> reserve("two"));
            assertTrue(gate.get());
            assertInstanceOf(Reservation.Paid.class, reservation.get());
        }
        assertTrue(committed(Digest.of("one")));
        assertEquals(2, budgets.book(LUNG).spends().size());
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWasNeverReservedCannotBeLetOut() {
        assertThrows(
                BudgetException.class,
                () -> store.write(leadership, transaction -> {
                    budgets.commit(transaction, LUNG, Digest.of("unpaid"));
                    return true;
                }));
    }

    @Test
    void aClockSetBackDoesNotRenewTheYear() {
        reserve("one");
        reserve("two");
        time = NOON.minus(Duration.ofDays(3000));
        assertEquals(new Reservation.Refused(Reservation.Reason.YEAR_SPENT), reserve("three"));
        restart();
        assertEquals(new Reservation.Refused(Reservation.Reason.YEAR_SPENT), reserve("three"));
        time = NOON.plus(BudgetTerms.YEAR).plusSeconds(1);
        assertInstanceOf(Reservation.Paid.class, reserve("next year"));
        time = NOON;
        assertInstanceOf(Reservation.Paid.class, reserve("the second of next year"));
        assertEquals(new Reservation.Refused(Reservation.Reason.YEAR_SPENT), reserve("a third"));
    }

    @Test
    void accountsDoNotPayForEachOther() {
        reserve("one");
        reserve("two");
        BudgetAccount breast = new BudgetAccount("breast-registry", "all");
        assertEquals(
                new Reservation.Refused(Reservation.Reason.NO_BUDGET),
                budgets.reserve(breast, Digest.of("one"), STUDY, HALF, SiteBudgetsTest::nothing));
        budgets.setTerms(breast, BudgetTerms.usual(5000), Optional.empty());
        assertInstanceOf(
                Reservation.Paid.class,
                budgets.reserve(breast, Digest.of("one"), STUDY, HALF, SiteBudgetsTest::nothing));
    }
}
