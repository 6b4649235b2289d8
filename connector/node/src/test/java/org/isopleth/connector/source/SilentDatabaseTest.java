package org.isopleth.connector.source;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.isopleth.ontology.mapping.TableSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A database behind a firewall: it takes the connection and never says a word.
class SilentDatabaseTest {
    private final List<Socket> taken = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    taken.add(server.accept());
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket socket : taken) {
            socket.close();
        }
    }

    @Test
    void a_postgresql_that_never_answers_is_left_after_its_time_and_may_be_back_later() {
        SourceTable table = SourceTable.of(
                new TableSource.Jdbc(
                        "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/hospital",
                        Optional.of("reader"),
                        Optional.empty(),
                        "select 1"),
                new SourcePatience(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        SourceUnavailableException away = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThrows(SourceUnavailableException.class, table::open));
        assertTrue(away.problem().startsWith("the database cannot be reached"), away.problem());
        assertTrue(!taken.isEmpty(), "it did take the connection");
    }

    @Test
    void an_h2_server_that_never_answers_is_left_after_its_time_and_may_be_back_later() {
        SourceTable table = SourceTable.of(
                new TableSource.Jdbc(
                        "jdbc:h2:tcp://127.0.0.1:" + server.getLocalPort() + "/hospital",
                        Optional.of("reader"),
                        Optional.empty(),
                        "select 1"),
                new SourcePatience(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> assertThrows(SourceUnavailableException.class, table::open));
    }
}
