package org.isopleth.store.ledger;

import java.nio.file.Path;
import org.isopleth.store.StoreLocation;
import org.junit.jupiter.api.io.TempDir;

/// The contract on an H2 file.
final class H2WitnessBookTest extends WitnessBookContract {
    @TempDir
    Path folder;

    @Override
    StoreLocation newLocation() {
        return new StoreLocation.Folder(folder.resolve("store"));
    }
}
