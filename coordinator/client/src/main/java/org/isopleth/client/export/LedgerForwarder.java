package org.isopleth.client.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.LedgerReader;
import org.isopleth.ledger.LedgerSource;
import org.isopleth.ledger.SignedNote;

/// Sends what a ledger has gained to a syslog receiver, each entry at least once and in order. The ledger itself is
/// the store from which is forwarded: nothing is ever dropped, and a receiver that is away costs the hospital's
/// programs nothing. For one thread.
public final class LedgerForwarder {
    /// Entries in one delivery.
    private static final int BATCH = 512;

    private final LedgerSource ledger;
    private final Path positionFile;
    private final Function<LedgerEntry, String> form;
    private final SyslogReceiver receiver;

    /// @param form makes a message of an entry
    public LedgerForwarder(
            LedgerSource ledger, Path positionFile, Function<LedgerEntry, String> form, SyslogReceiver receiver) {
        this.ledger = ledger;
        this.positionFile = positionFile;
        this.form = form;
        this.receiver = receiver;
    }

    /// The ledger is not the one that was forwarded so far, or was cut short.
    public static final class OtherLedgerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OtherLedgerException() {
            super("the position is of another ledger");
        }
    }

    /// Forwards everything up to the latest checkpoint.
    ///
    /// @return how many entries were delivered
    /// @throws IOException when the receiver or the position's file fails; what was delivered counts
    /// @throws OtherLedgerException when the position is of another ledger
    /// @throws LedgerFormatException when the ledger cannot be read
    public long forward() throws IOException {
        Checkpoint head = Checkpoint.parse(SignedNote.parse(
                ledger.read("checkpoint").orElseThrow(() -> new LedgerFormatException("there is no checkpoint"))));
        ForwardPosition position =
                ForwardPosition.read(positionFile).orElseGet(() -> new ForwardPosition(head.origin(), 0, ""));
        requireSame(position, head);
        long delivered = 0;
        while (position.next() < head.size()) {
            List<LedgerEntry> batch = read(position.next(), head.size(), BATCH);
            receiver.deliver(batch.stream().map(form).toList());
            position =
                    new ForwardPosition(head.origin(), position.next() + batch.size(), EntryText.leaf(batch.getLast()));
            position.write(positionFile);
            delivered += batch.size();
        }
        return delivered;
    }

    private void requireSame(ForwardPosition position, Checkpoint head) {
        if (!position.origin().equals(head.origin()) || position.next() > head.size()) {
            throw new OtherLedgerException();
        }
        if (position.next() > 0
                && !EntryText.leaf(read(position.next() - 1, head.size(), 1).getFirst())
                        .equals(position.lastLeaf())) {
            throw new OtherLedgerException();
        }
    }

    private List<LedgerEntry> read(long from, long size, int most) {
        List<LedgerEntry> entries = new ArrayList<>();
        LedgerReader.read(ledger, from, size, most, entries::add);
        return entries;
    }
}
