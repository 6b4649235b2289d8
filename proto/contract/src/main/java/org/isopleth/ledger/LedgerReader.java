package org.isopleth.ledger;

import java.util.List;
import java.util.function.Consumer;

/// Hands on what a ledger's entries say, one after the other, in the memory of one bundle. It believes the files:
/// [LedgerVerification] comes first. Stateless, thread-safe.
public final class LedgerReader {
    private LedgerReader() {}

    /// How many entries the latest checkpoint covers, and no more than it says.
    ///
    /// @throws LedgerFormatException when there is no checkpoint, or it is none
    public static long size(LedgerSource source) {
        byte[] head = source.read(CheckpointArchive.LATEST)
                .orElseThrow(() -> new LedgerFormatException("there is no checkpoint"));
        return Checkpoint.parse(SignedNote.parse(head)).size();
    }

    /// Entries `from` up to, but not including, `size`, as `size` entries are laid out.
    ///
    /// @param size what the latest checkpoint covers
    /// @throws LedgerFormatException when one is missing or none; those before it were handed on
    public static void read(LedgerSource source, long from, long size, Consumer<LedgerEntry> reader) {
        read(source, from, size, Long.MAX_VALUE, reader);
    }

    /// As above, but no more than the first `most`.
    public static void read(LedgerSource source, long from, long size, long most, Consumer<LedgerEntry> reader) {
        long left = Math.min(most, size - from);
        for (long bundle = from / TilePath.FULL; left > 0; bundle++) {
            TilePath path = TilePath.entries(bundle, size);
            List<byte[]> leaves = EntryBundle.decode(
                    source.read(path.path()).orElseThrow(() -> new LedgerFormatException(path.path() + " is missing")));
            int first = (int) Math.max(0, from - bundle * TilePath.FULL);
            if (leaves.size() != path.width()) {
                throw new LedgerFormatException(path.path() + " does not hold " + path.width() + " entries");
            }
            for (int i = first; i < leaves.size() && left > 0; i++, left--) {
                reader.accept(LedgerEntry.parse(leaves.get(i)));
            }
        }
    }
}
