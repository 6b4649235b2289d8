package org.isopleth.store.ledger;

import java.nio.file.Path;
import java.security.SecureRandom;

/// Makes a ledger's key in the file its argument names, for tests that keep it from finishing.
final class KeyMakingProgram {
    private KeyMakingProgram() {}

    public static void main(String[] arguments) {
        LedgerKeyFile.create(Path.of(arguments[0]), "test/ledger/aurora", new SecureRandom());
    }
}
