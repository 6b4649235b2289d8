package org.isopleth.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Digest;

/// Turns entries, one after the other, into the tiles of a C2SP tlog-tiles directory: full tiles the
/// moment they are full, the partial ones of the right edge on request. Holds at most 255 entries and
/// 255 hashes per level, whatever the size. Not thread-safe.
public final class TileTree {

    /// Receives tiles.
    public interface Sink {

        /// @param content 32 bytes per hash, or an [EntryBundle]; the receiver's own
        void tile(TilePath path, byte[] content);
    }

    private static final int BITS_PER_LEVEL = 8;

    private final Sink fullTiles;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<List<Digest>> hashes = new ArrayList<>();
    private final CompactRange range = new CompactRange(this::keep);

    /// A tree without entries.
    ///
    /// @param fullTiles told of each tile when it is full
    public TileTree(Sink fullTiles) {
        this.fullTiles = fullTiles;
    }

    /// Appends one entry.
    ///
    /// @param entry at most [EntryBundle#MAX_ENTRY_BYTES] bytes; must not change afterwards
    public void append(byte[] entry) {
        entries.add(entry);
        if (entries.size() == TilePath.FULL) {
            fullTiles.tile(TilePath.entries(size() / TilePath.FULL, size() + 1), EntryBundle.encode(entries));
            entries.clear();
        }
        range.append(MerkleHash.leaf(entry));
    }

    /// How many entries were appended.
    public long size() {
        return range.size();
    }

    /// The root over all entries.
    public Digest root() {
        return range.root();
    }

    /// Hands the partial tiles of the present size to `sink`.
    public void partialTiles(Sink sink) {
        if (!entries.isEmpty()) {
            sink.tile(TilePath.entries(size() / TilePath.FULL, size()), EntryBundle.encode(entries));
        }
        for (int level = 0; level < hashes.size(); level++) {
            List<Digest> right = hashes.get(level);
            if (!right.isEmpty()) {
                long index = (size() >>> (BITS_PER_LEVEL * level)) / TilePath.FULL;
                sink.tile(new TilePath(level, index, right.size()), bytes(right));
            }
        }
    }

    private void keep(int subtreeLevel, long index, Digest hash) {
        if (subtreeLevel % BITS_PER_LEVEL != 0) {
            return;
        }
        int level = subtreeLevel / BITS_PER_LEVEL;
        if (level == hashes.size()) {
            hashes.add(new ArrayList<>());
        }
        List<Digest> right = hashes.get(level);
        right.add(hash);
        if (right.size() == TilePath.FULL) {
            fullTiles.tile(new TilePath(level, index / TilePath.FULL, TilePath.FULL), bytes(right));
            right.clear();
        }
    }

    private static byte[] bytes(List<Digest> hashes) {
        ByteBuffer out = ByteBuffer.allocate(Digest.BYTES * hashes.size());
        hashes.forEach(hash -> out.put(hash.bytes()));
        return out.array();
    }
}
