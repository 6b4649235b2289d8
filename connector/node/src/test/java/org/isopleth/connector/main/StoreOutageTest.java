package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.store.StoreLocation;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connector whose database goes away for a while, as when PostgreSQL is restarted.
class StoreOutageTest {
    private static final Study STUDY = TestStudies.study("outage", ReleaseLevel.SITE_LEVEL);

    @TempDir
    Path folder;

    @Test
    void a_database_that_comes_back_finds_the_connector_at_work() throws Exception {
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
            // The stream needs the database when it begins, the ledger every two seconds.
            hospital.coordinator.drop();
            Thread.sleep(6_000);
            assertFalse(end.isDone(), "the connector goes on");
            database = database(port);

            conversation.getReady();
            conversation.analyse(0);
            conversation.end();
            assertFalse(end.isDone());
            hospital.stop();
            assertEquals(Optional.empty(), end.get(30, TimeUnit.SECONDS));
            assertInstanceOf(LedgerVerdict.Sound.class, hospital.verifyLedger());
        } finally {
            database.close();
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
