package org.isopleth.store.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.Occurrence;
import org.isopleth.store.Body;
import org.isopleth.store.Store;
import org.isopleth.store.StoredLeaf;
import org.isopleth.store.Transaction;

/// One program's ledger as it is kept in its store: entries are added in the transaction of what they
/// record, and [LedgerDirectory] derives the published files from them. Thread-safe.
public final class LedgerBook implements Leaves {
    private final Store store;
    private final String ledger;
    private final String owner;
    private final InstantSource clock;

    /// @param ledger the ledger's name in the store
    /// @param owner whose ledger it is, as every entry says
    public LedgerBook(Store store, String ledger, String owner, InstantSource clock) {
        this.store = store;
        this.ledger = ledger;
        this.owner = owner;
        this.clock = clock;
    }

    /// Adds an entry; it is durable when the transaction is. Entries never go back in time, even if the
    /// clock does.
    public void enter(Transaction transaction, Occurrence occurrence) {
        long index = transaction.leafCount(ledger);
        Instant time = later(clock.instant().truncatedTo(ChronoUnit.MILLIS), transaction.lastLeaf(ledger));
        LedgerEntry entry = new LedgerEntry(index, time, owner, occurrence);
        transaction.appendLeaf(ledger, Body.of(entry.bytes()));
    }

    private static Instant later(Instant now, Optional<StoredLeaf> last) {
        return last.map(leaf -> LedgerEntry.parse(leaf.entry().bytes()).time())
                .filter(time -> time.isAfter(now))
                .orElse(now);
    }

    @Override
    public long size() {
        return store.leafCount(ledger);
    }

    @Override
    public List<byte[]> range(long from, long to) {
        return store.leaves(ledger, from, to).stream()
                .map(leaf -> leaf.entry().bytes())
                .toList();
    }
}
