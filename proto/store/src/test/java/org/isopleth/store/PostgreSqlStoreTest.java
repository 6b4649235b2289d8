package org.isopleth.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The contract on a real PostgreSQL server, and what only a server can do to us.
final class PostgreSqlStoreTest extends StoreContract {
    private final List<Store> rivals = new ArrayList<>();
    private final List<StoreLocation.PostgreSql> databases = new ArrayList<>();

    @Override
    StoreLocation newLocation() {
        StoreLocation.PostgreSql location = PostgresServer.newDatabase(folder);
        databases.add(location);
        return location;
    }

    @Override
    Connection connect(StoreLocation location) throws SQLException {
        return PostgresServer.connect(database(location));
    }

    @Override
    void prepareEmpty(StoreLocation location) {}

    @Override
    Store rival() {
        Store rival = Store.open(location, OWNER, CLOCK, SHORT);
        rivals.add(rival);
        return rival;
    }

    @AfterEach
    void dropDatabases() {
        rivals.forEach(Store::close);
        databases.forEach(PostgresServer::drop);
    }

    @Test
    void aSecondProgramThatLeadsFencesTheFirst() {
        Store other = rival();
        Leadership second = other.lead("second");
        assertThrows(
                EpochFencedException.class,
                () -> store.write(leader, transaction -> transaction.append("study/1", 1, event("late"))));
        other.write(second, transaction -> transaction.append("study/1", 1, event("second")));
        assertEquals("second", onlyEvent());
    }

    /// The server ends a transaction that does nothing for too long; then its successor may go on and
    /// it can never commit.
    @Test
    void aWriterThatPausesInItsTransactionNeverCommitsAfterItsSuccessor() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        Store successor = rival();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<StoredEvent> outcome = executor.submit(() -> store.write(leader, transaction -> {
                StoredEvent event = transaction.append("study/1", 1, event("paused"));
                paused.countDown();
                await(resumed);
                return event;
            }));
            await(paused);
            Leadership second = successor.lead("second");
            successor.write(second, transaction -> transaction.append("study/1", 1, event("second")));
            resumed.countDown();
            ExecutionException refusal = assertThrows(ExecutionException.class, outcome::get);
            assertInstanceOf(EpochFencedException.class, refusal.getCause());
            assertEquals("second", onlyEvent());
        }
    }

    private static String database(StoreLocation location) {
        return location.place().substring(location.place().lastIndexOf('/') + 1);
    }

    private static StoreLocation.PostgreSql with(StoreLocation location, int port, String database) {
        StoreLocation.PostgreSql server = (StoreLocation.PostgreSql) location;
        return new StoreLocation.PostgreSql(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?prepareThreshold=0",
                server.user(),
                server.passwordFile());
    }

    /// The connection breaks while the writer waits for the answer to its commit: with the commit on its
    /// way to the server, or done there.
    @ParameterizedTest
    @EnumSource
    void aWriteHappensOnceEvenIfTheConnectionBreaksDuringItsCommit(CutConnection.Moment moment) throws Exception {
        try (CutConnection proxy = new CutConnection(PostgresServer.port());
                Store cut =
                        Store.open(with(location, proxy.port(), database(location)), OWNER, InstantSource.system())) {
            Leadership leader = cut.lead("cut");
            for (int number = 1; number <= 3; number++) {
                long sequence = number;
                AtomicInteger runs = new AtomicInteger();
                proxy.cutNext(moment);
                StoredEvent event = cut.write(leader, transaction -> {
                    runs.incrementAndGet();
                    return transaction.append("study/1", sequence, event("once"));
                });
                assertEquals(sequence, event.sequence());
                assertEquals(moment == CutConnection.Moment.BEFORE_COMMIT ? 2 : 1, runs.get());
                assertEquals(number, proxy.cuts());
            }
            assertEquals(3, cut.lastSequence("study/1"));
        }
    }

    @Test
    void aSessionThatTheServerEndsIsReplacedAndTheWriteRepeated() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        store.write(leader, transaction -> {
            if (runs.incrementAndGet() == 1) {
                endSessions();
            }
            return transaction.append("study/1", 1, event("repeated"));
        });
        assertEquals(2, runs.get());
        assertEquals(1, store.events("study/1", 1, 10).size());
    }

    private void endSessions() {
        try (Connection connection = connect(location);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void anAddressWhereNobodyAnswersIsNamedInOneLine() throws IOException {
        int port = closedPort();
        StoreUnavailableException refusal = assertThrows(
                StoreUnavailableException.class,
                () -> Store.open(with(location, port, "lung"), OWNER, InstantSource.system()));
        assertTrue(line(refusal).contains("127.0.0.1:" + port + "/lung"), line(refusal));
        line(refusal);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void anUnknownDatabaseIsNamedInOneLine() {
        StoreUnavailableException refusal = assertThrows(
                StoreUnavailableException.class,
                () -> Store.open(with(location, PostgresServer.port(), "nowhere"), OWNER, InstantSource.system()));
        assertTrue(line(refusal).contains("refused the connection"), line(refusal));
    }

    @Test
    void aPasswordFileIsClosedToOthersAndNotEmpty() throws IOException {
        Path open = Files.writeString(folder.resolve("open"), "secret");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Path empty = folder.resolve("empty");
        PrivateFiles.createFile(empty);
        for (Path file : new Path[] {open, empty, folder.resolve("absent")}) {
            StoreFolderException refusal = assertThrows(
                    StoreFolderException.class,
                    () -> Store.open(
                            new StoreLocation.PostgreSql("jdbc:postgresql://127.0.0.1/x", "u", file),
                            OWNER,
                            InstantSource.system()));
            assertEquals(file, refusal.path());
            assertFalse(line(refusal).contains("secret"));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new StoreLocation.PostgreSql("jdbc:postgresql://h/d?password=x", "u", open));
        assertThrows(IllegalArgumentException.class, () -> new StoreLocation.PostgreSql("jdbc:h2:mem:", "u", open));
    }

    @Test
    void commitsWaitForTheDiskWhateverTheServersDefault() throws SQLException {
        store.close();
        try (Connection connection = connect(location);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + database(location) + " SET synchronous_commit = off");
        }
        try (Database database = Database.open(location, Patience.USUAL)) {
            assertEquals(
                    "on",
                    database.read(handle -> handle.createQuery("SHOW synchronous_commit")
                            .mapTo(String.class)
                            .one()));
        }
        store = Store.open(location, OWNER, InstantSource.system());
    }
}
