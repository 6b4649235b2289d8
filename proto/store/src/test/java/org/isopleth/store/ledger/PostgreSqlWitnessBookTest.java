package org.isopleth.store.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.store.PostgresServer;
import org.isopleth.store.StoreLocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real PostgreSQL server.
final class PostgreSqlWitnessBookTest extends WitnessBookContract {
    private final List<StoreLocation.PostgreSql> databases = new ArrayList<>();

    @TempDir
    Path folder;

    @Override
    StoreLocation newLocation() {
        StoreLocation.PostgreSql location = PostgresServer.newDatabase(folder);
        databases.add(location);
        return location;
    }

    @AfterEach
    void dropDatabases() {
        databases.forEach(PostgresServer::drop);
    }
}
