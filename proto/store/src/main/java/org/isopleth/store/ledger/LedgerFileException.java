package org.isopleth.store.ledger;

import java.io.IOException;
import java.nio.file.Path;
import org.isopleth.ledger.LedgerException;

/// A file of the ledger cannot be read or written. For the operator's eyes: it names a path.
public final class LedgerFileException extends LedgerException {
    private static final long serialVersionUID = 1L;

    LedgerFileException(Path file, IOException cause) {
        super("the ledger's file " + file + " cannot be read or written: check the disk and its permissions", cause);
    }
}
