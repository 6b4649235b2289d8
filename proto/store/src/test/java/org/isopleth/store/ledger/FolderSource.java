package org.isopleth.store.ledger;

import java.util.Optional;
import java.util.SortedSet;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerSource;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;

/// What an auditor sees of a directory.
record FolderSource(LedgerFiles files) implements LedgerSource {

    LedgerVerdict verify() {
        return LedgerVerification.verify(this, LedgerExpectations.NONE);
    }

    @Override
    public SortedSet<String> paths() {
        return files.paths();
    }

    @Override
    public Optional<byte[]> read(String path) {
        return files.read(path);
    }
}
