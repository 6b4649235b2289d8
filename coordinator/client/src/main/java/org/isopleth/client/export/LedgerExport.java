package org.isopleth.client.export;

import org.isopleth.ledger.LedgerEntry;

/// Entries, one after the other, as the text of another system. Made for one run; not thread-safe.
public interface LedgerExport {

    /// What comes before the first entry.
    default String begin() {
        return "";
    }

    /// What an entry becomes; it may become nothing.
    String entry(LedgerEntry entry);

    /// What comes after the last.
    default String end() {
        return "";
    }
}
