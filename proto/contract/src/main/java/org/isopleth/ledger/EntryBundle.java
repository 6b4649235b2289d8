package org.isopleth.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The content of `tile/entries/…` (C2SP tlog-tiles): each entry after its length as two bytes, most
/// significant first. Stateless, thread-safe.
public final class EntryBundle {
    /// The longest entry two bytes can announce.
    public static final int MAX_ENTRY_BYTES = 65_535;

    private EntryBundle() {}

    /// The bundle of these entries, in order.
    public static byte[] encode(List<byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY_BYTES) {
                throw new LedgerException("an entry has more than " + MAX_ENTRY_BYTES + " bytes");
            }
            out.write(entry.length >>> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /// The entries of a bundle, at most 256.
    ///
    /// @throws LedgerFormatException when the lengths do not add up
    public static List<byte[]> decode(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            int start = at + 2;
            if (start > bundle.length || entries.size() == TilePath.FULL) {
                throw new LedgerFormatException("bytes after the last entry of a bundle");
            }
            int end = start + (Byte.toUnsignedInt(bundle[at]) << 8 | Byte.toUnsignedInt(bundle[at + 1]));
            if (end > bundle.length) {
                throw new LedgerFormatException("a bundle ends within an entry");
            }
            entries.add(Arrays.copyOfRange(bundle, start, end));
            at = end;
        }
        return entries;
    }
}
