package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.store.StoreLocation;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A connector whose database goes away for a while, as when PostgreSQL is restarted.
class StoreOutageTest {
    private static final Study STUDY = TestStudies.study("outage", ReleaseLevel.SITE_LEVEL);

    @TempDir
    Path folder;

    @Test
    void a_database_that_comes_back_finds_the_connector_at_work() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        // Read while others write.
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("org.isopleth.connector");
        logger.addAppender(log);
        EmbeddedPostgres database = database(0);
        int port = database.getPort();
        Path password = folder.resolve("password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "any");
        try (Hospital hospital = new Hospital(folder.resolve("site"), TestStudies.table(60, 5))) {
            hospital.store = Optional.of(new StoreLocation.PostgreSql(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password));
            Connector connector = hospital.start();
            CompletableFuture<Optional<Throwable>> end = CompletableFuture.supplyAsync(() -> awaitEnd(connector));
            Conversation conversation = new Conversation(hospital.coordinator, hospital.offer(STUDY));
            conversation.offer();
            assertTrue(conversation.permit().granted());

            database.close();
            // The stream needs the database when it begins, the ledger every two seconds; each waits for a
            // connection and gives up only after several attempts.
            hospital.coordinator.drop();
            awaitWords(log, "connecting again when it answers", "the ledger cannot be published yet");
            assertFalse(end.isDone(), "the connector goes on");
            database = database(port);

            conversation.getReady();
            conversation.analyse(0);
            conversation.end();
            assertFalse(end.isDone());
            // Said by the thread of the ledger when its own next attempt succeeds.
            awaitWords(log, "the store answers again");
            hospital.stop();
            assertEquals(Optional.empty(), end.get(30, TimeUnit.SECONDS));
            assertInstanceOf(LedgerVerdict.Sound.class, hospital.verifyLedger());
        } finally {
            database.close();
            logger.detachAppender(log);
        }
    }

    private static String words(ListAppender<ILoggingEvent> log) {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
    }

    private static void awaitWords(ListAppender<ILoggingEvent> log, String... wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (!Stream.of(wanted).allMatch(words(log)::contains)) {
            assertTrue(System.nanoTime() < until, words(log));
            Thread.sleep(100);
        }
    }

    private EmbeddedPostgres database(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("database"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static Optional<Throwable> awaitEnd(Connector connector) {
        try {
            return connector.awaitEnd();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
