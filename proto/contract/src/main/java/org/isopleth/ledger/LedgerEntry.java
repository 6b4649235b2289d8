package org.isopleth.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.isopleth.canonical.CanonicalJson;

/// One entry of a ledger: an occurrence with its place, time and ledger. Holds words, digests and
/// bands only, because an entry is permanent and shared. Immutable, thread-safe.
///
/// @param sequence the entry's place, from 0; equal to its leaf index
/// @param time when, in UTC, to the millisecond; never before the previous entry's
/// @param owner whose ledger this is
/// @param occurrence what happened
public record LedgerEntry(long sequence, Instant time, String owner, Occurrence occurrence) {
    /// The longest canonical form.
    public static final int MAX_BYTES = 16 * 1024;
    /// The version of the form written.
    public static final int VERSION = 1;

    public LedgerEntry {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        LedgerWord.require("an owner's name", owner);
        if (sequence < 0) {
            throw new LedgerFormatException("a sequence number is not negative");
        }
    }

    /// The leaf: this entry as canonical JSON (RFC 8785).
    ///
    /// @throws LedgerException when it is longer than [#MAX_BYTES]
    public byte[] bytes() {
        byte[] bytes = CanonicalJson.bytes(LedgerEntryJson.toJson(this));
        if (bytes.length > MAX_BYTES) {
            throw new LedgerException("a ledger entry has at most " + MAX_BYTES + " bytes");
        }
        return bytes;
    }

    /// Reads a leaf.
    ///
    /// @throws LedgerFormatException when it is too long, not canonical, has an unknown member or a
    ///     value out of range
    public static LedgerEntry parse(byte[] leaf) {
        if (leaf.length > MAX_BYTES) {
            throw new LedgerFormatException("the entry has more than " + MAX_BYTES + " bytes");
        }
        return LedgerEntryJson.fromCanonical(leaf);
    }
}
