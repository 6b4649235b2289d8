package org.isopleth.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The contract on an H2 file, and what only a file can do to us.
final class H2StoreTest extends StoreContract {
    private final AtomicInteger folders = new AtomicInteger();

    @Override
    StoreLocation newLocation() {
        return new StoreLocation.Folder(folder.resolve("store-" + folders.incrementAndGet()));
    }

    @Override
    Connection connect(StoreLocation location) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + location.place() + "/store", "sa", "");
    }

    @Override
    void prepareEmpty(StoreLocation location) {
        PrivateFiles.createFolder(Path.of(location.place()));
    }

    @Override
    Store rival() {
        return store;
    }

    /// Only threads of this process can be waiting for the file, and they wait for the paused one.
    @Test
    void aSuccessorWaitsForAWriterThatPausesInItsTransaction() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        Leadership pausing = leader;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<StoredEvent> outcome = executor.submit(() -> store.write(pausing, transaction -> {
                paused.countDown();
                await(resumed);
                return transaction.append("study/1", 1, event("paused"));
            }));
            await(paused);
            Future<Leadership> succession = executor.submit(() -> store.lead("second"));
            assertThrows(TimeoutException.class, () -> succession.get(100, TimeUnit.MILLISECONDS));
            resumed.countDown();
            assertEquals(pausing.epoch(), outcome.get().epoch());
            assertTrue(succession.get().epoch() > pausing.epoch());
            assertEquals("paused", onlyEvent());
        }
    }

    @Test
    void aFolderThatAnotherStoreHasOpenIsRefused() {
        assertThrows(StoreInUseException.class, () -> Store.open(location, OWNER, CLOCK));
        store.write(leader, transaction -> transaction.append("study/1", 1, event("x")));
    }

    @Test
    void aFolderThatAnotherProcessHasOpenIsRefused() throws IOException, InterruptedException {
        StoreLocation taken = newLocation();
        Process process = new KilledWriter(taken, folder).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("ready", output.readLine());
            StoreInUseException refusal =
                    assertThrows(StoreInUseException.class, () -> Store.open(taken, OWNER, InstantSource.system()));
            assertEquals(taken.place(), refusal.place());
            line(refusal);
        } finally {
            process.destroyForcibly().waitFor();
        }
        Store.open(taken, OWNER, InstantSource.system()).close();
    }

    /// H2 writes over the space of replaced pages, but only once they are older than its retention time:
    /// 45 s, which no other test lives to see. With 2.5.252 most kills after that lost commits that were
    /// on the disk, because the file's header then named a page too old to lead to them.
    @Test
    void whatTheFileHoldsAfterACommitOpensWithThatCommit() throws Exception {
        store.close();
        try (Connection connection = connect(location);
                Statement statement = connection.createStatement()) {
            statement.execute("SET RETENTION_TIME 50");
        }
        store = Store.open(location, OWNER, InstantSource.system());
        leader = store.lead("writer");
        Random random = new Random(17);
        Path killed = Files.createDirectory(folder.resolve("killed"));
        for (int write = 1; write <= Scale.of(300, 3000, 30_000); write++) {
            long sequence = write;
            Event event = new Event("drawn", 1, Body.of(bytes(random, random.nextInt(1 << random.nextInt(14)))));
            store.write(leader, transaction -> transaction.append("study/1", sequence, event));
            Files.copy(
                    Path.of(location.place(), H2Database.FILE),
                    killed.resolve(H2Database.FILE),
                    StandardCopyOption.REPLACE_EXISTING);
            assertEquals(write, lastSequence(killed), "opened as a kill after write " + write + " would leave it");
        }
    }

    private static long lastSequence(Path killed) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + killed + "/store", "sa", "");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT MAX(sequence) FROM events")) {
            found.next();
            return found.getLong(1);
        }
    }

    @Test
    void filesAreClosedToOtherUsers() throws IOException {
        Leadership leader = store.lead("first");
        store.write(leader, transaction -> transaction.append("study/1", 1, event("x")));
        assertPrivate();
        store.close();
        assertPrivate();
        store = Store.open(location, OWNER, InstantSource.system());
        assertPrivate();
    }

    private void assertPrivate() throws IOException {
        Path place = Path.of(location.place());
        assertEquals("rwx------", permissions(place));
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                assertTrue(Set.of(H2Database.FILE, FolderLock.FILE).contains(String.valueOf(file.getFileName())));
                assertEquals("rw-------", permissions(file));
            }
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFolderThatIsOpenToOthersIsClosedIfEmptyAndRefusedIfNot() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        PrivateFiles.createFolder(open);
        assertEquals("rwx------", permissions(open));

        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(open.resolve("letter.txt"));
        StoreFolderException refusal = assertThrows(
                StoreFolderException.class,
                () -> Store.open(new StoreLocation.Folder(open), OWNER, InstantSource.system()));
        assertEquals(open, refusal.path());
        assertEquals("rwxr-xr-x", permissions(open));

        StoreLocation file = new StoreLocation.Folder(open.resolve("letter.txt"));
        assertThrows(StoreFolderException.class, () -> Store.open(file, OWNER, InstantSource.system()));
    }

    @Test
    void aDamagedFileIsNamedInOneLine() throws IOException {
        store.close();
        byte[] noise = bytes(new Random(3), 20_000);
        Files.write(Path.of(location.place(), H2Database.FILE), noise);
        StoreUnavailableException refusal = assertThrows(
                StoreUnavailableException.class, () -> Store.open(location, OWNER, InstantSource.system()));
        assertTrue(line(refusal).contains("damaged"), line(refusal));
        line(refusal);
    }

    @Test
    void aPathThatCouldChangeSettingsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StoreLocation.Folder(Path.of("/tmp/x;WRITE_DELAY=500")));
    }
}
