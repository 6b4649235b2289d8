package org.isopleth.connector.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.isopleth.connector.permit.PermitPolicy;
import org.isopleth.connector.source.SourcePatience;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.store.StoreLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void every_default_is_pinned() {
        Path state = folder.resolve("state");
        ConnectorConfiguration defaults = new ConnectorConfiguration(
                new ConnectorConfiguration.Sources(
                        List.of(folder.resolve("mapping.yaml")),
                        new SourcePatience(Duration.ofSeconds(10), Duration.ofMinutes(5)),
                        Optional.empty()),
                PermitPolicy.STANDARD,
                new ConnectorConfiguration.Storage(
                        state, new StoreLocation.Folder(state.resolve("store")), 64 * 1024 * 1024),
                Duration.ofSeconds(20),
                folder.resolve("connector.log"),
                Optional.empty());
        assertEquals(defaults, ConnectorConfiguration.read(folder));
        assertEquals(defaults, read("connector: 1\n"));
    }

    @Test
    void every_key_is_read() throws Exception {
        Files.writeString(folder.resolve("strict.yaml"), "policy: 1\nminimum-rows: 30\n");
        ConnectorConfiguration read = read("""
            connector: 1
            mappings: [a.yaml, b/c.yaml]
            source-login-seconds: 3
            source-answer-seconds: 900
            policy: strict.yaml
            state: kept
            store:
              postgresql: {url: "jdbc:postgresql://db/isopleth", user: isopleth, password-file: db.password}
            heartbeat-seconds: 5
            largest-blob-mib: 2
            log: log/connector.log
            """);
        assertEquals(
                List.of(folder.resolve("a.yaml"), folder.resolve("b/c.yaml")),
                read.sources().mappings());
        assertEquals(
                new SourcePatience(Duration.ofSeconds(3), Duration.ofMinutes(15)),
                read.sources().patience());
        assertEquals(30, read.policy().limits().minimumRows());
        assertEquals(folder.resolve("kept"), read.storage().state());
        assertEquals(
                new StoreLocation.PostgreSql(
                        "jdbc:postgresql://db/isopleth", "isopleth", folder.resolve("db.password")),
                read.storage().store());
        assertEquals(2 * 1024 * 1024, read.storage().largestBlobBytes());
        assertEquals(Duration.ofSeconds(5), read.heartbeat());
        assertEquals(folder.resolve("log/connector.log"), read.log());
    }

    @Test
    void unknown_keys_and_wrong_values_are_told_with_their_place() {
        DocumentException refused =
                assertThrows(DocumentException.class, () -> read("connector: 1\nheartbeat: 5\nstate: [a]\n"));
        assertEquals(2, refused.problems().size());
        assertEquals(2, refused.problems().getFirst().line());
        assertThrows(DocumentException.class, () -> read("state: x\n"));
        assertThrows(DocumentException.class, () -> read("connector: 2\n"));
        assertThrows(DocumentException.class, () -> read("connector: 1\nheartbeat-seconds: 0\n"));
        assertThrows(DocumentException.class, () -> read("connector: 1\nsource-answer-seconds: 0\n"));
        assertThrows(DocumentException.class, () -> read("connector: 1\npolicy: absent.yaml\n"));
        assertThrows(
                DocumentException.class,
                () -> read("connector: 1\nstore: {postgresql: {url: mysql, user: u, password-file: f}}\n"));
    }

    private ConnectorConfiguration read(String text) {
        try {
            Files.writeString(folder.resolve(ConnectorConfiguration.FILE), text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return ConnectorConfiguration.read(folder);
    }
}
