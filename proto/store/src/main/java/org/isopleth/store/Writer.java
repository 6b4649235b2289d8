package org.isopleth.store;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Runs write transactions: fenced, repeated when the database undid them, and with a definite outcome
/// even if the connection breaks during the commit. Thread-safe.
final class Writer {
    private final Database database;
    private final InstantSource clock;
    /// Fair, so that no thread waits for ever.
    private final ReentrantLock turn = new ReentrantLock(true);

    Writer(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Databases keep microseconds; what a writer gets back equals what a reader will see.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Leadership lead(String holder) {
        return inTurn(() -> {
            Handle handle = database.open();
            try {
                handle.begin();
                handle.createUpdate("UPDATE leader SET epoch = epoch + 1, holder = :holder, since = :now,"
                                + " last_write = 0 WHERE id = 1")
                        .bind("holder", holder)
                        .bind("now", now().atOffset(ZoneOffset.UTC))
                        .execute();
                long epoch = epoch(handle);
                // An unknown outcome needs no care: the next attempt starts one more epoch.
                database.commit(handle);
                return new Leadership(holder, epoch);
            } catch (RuntimeException | Error failure) {
                rollback(handle, failure);
                throw failure;
            } finally {
                close(handle);
            }
        });
    }

    <T extends @Nullable Object> T write(Leadership leadership, TransactionWork<T> work) {
        return inTurn(() -> once(leadership, leadership.nextWrite(), work));
    }

    private <T extends @Nullable Object> T inTurn(Supplier<T> transaction) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a write inside a write: use the transaction at hand");
        }
        turn.lock();
        try {
            return Attempts.of(database.place(), transaction);
        } finally {
            turn.unlock();
        }
    }

    private <T extends @Nullable Object> T once(Leadership leadership, long number, TransactionWork<T> work) {
        Handle handle = database.open();
        try {
            handle.begin();
            fence(handle, leadership, number);
            Transaction transaction = new Transaction(handle, leadership.epoch(), now());
            T result = work.apply(transaction);
            transaction.finish();
            commit(handle, leadership, number);
            return result;
        } catch (RuntimeException | Error failure) {
            rollback(handle, failure);
            throw failure;
        } finally {
            close(handle);
        }
    }

    /// Locks the leader's row until the end of the transaction, if the epoch is still the newest.
    /// Whoever wants to lead must wait for that row, so a leader that began later than this
    /// transaction sees its outcome, and one that began earlier makes this statement find no row.
    private void fence(Handle handle, Leadership leadership, long number) {
        int rows = handle.createUpdate("UPDATE leader SET last_write = :number WHERE id = 1 AND epoch = :epoch")
                .bind("number", number)
                .bind("epoch", leadership.epoch())
                .execute();
        if (rows == 0) {
            throw new EpochFencedException(leadership.epoch(), epoch(handle));
        }
    }

    private static long epoch(Handle handle) {
        return handle.createQuery("SELECT epoch FROM leader WHERE id = 1")
                .mapTo(Long.class)
                .one();
    }

    /// Commits. A connection that breaks meanwhile leaves open whether the server did: then the number
    /// of the epoch's last write tells.
    private void commit(Handle handle, Leadership leadership, long number) {
        try {
            database.commit(handle);
        } catch (JdbiException failure) {
            rollback(handle, failure);
            if (!Attempts.of(database.place(), () -> isCommitted(leadership, number))) {
                throw failure;
            }
        }
    }

    /// Waits for the row: as long as a lost session of ours still holds it, the outcome is open.
    private boolean isCommitted(Leadership leadership, long number) {
        Handle handle = database.open();
        try {
            handle.begin();
            int rows = handle.createUpdate("UPDATE leader SET last_write = last_write WHERE id = 1 AND epoch = :epoch")
                    .bind("epoch", leadership.epoch())
                    .execute();
            if (rows == 0) {
                throw new EpochFencedException(leadership.epoch(), epoch(handle));
            }
            return handle.createQuery("SELECT last_write FROM leader WHERE id = 1")
                            .mapTo(Long.class)
                            .one()
                    == number;
        } finally {
            rollback(handle, null);
            close(handle);
        }
    }

    private static void rollback(Handle handle, @Nullable Throwable reason) {
        try {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
        } catch (JdbiException failure) {
            // A connection too broken to roll back was rolled back by the server.
            if (reason != null) {
                reason.addSuppressed(failure);
            }
        }
    }

    /// A connection that cannot be closed is replaced by the pool, and must not turn a write that was
    /// committed into one that is repeated.
    private static void close(Handle handle) {
        try {
            handle.close();
        } catch (JdbiException ignored) {
            return;
        }
    }
}
