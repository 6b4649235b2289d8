package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isopleth.canonical.Digest;

/// Reads subtree hashes from the tiles of a ledger, so that proofs can be given without reading its
/// entries. Trusts the tiles: whoever receives the proof checks it. As thread-safe as its source.
///
/// @param source the ledger's files
/// @param size the number of entries of the checkpoint the proofs are for
public record TileNodes(LedgerSource source, long size) implements MerkleNodes {
    private static final int BITS_PER_LEVEL = 8;

    @Override
    public Digest node(int level, long index) {
        int within = level % BITS_PER_LEVEL;
        long first = index << within;
        TilePath path = TilePath.hashes(level / BITS_PER_LEVEL, first / TilePath.FULL, size);
        // A reader of an old checkpoint may find the partial tile replaced by the full one.
        byte[] tile = source.read(path.path())
                .or(() -> source.read(path.whole().path()))
                .orElseThrow(() -> new LedgerException(path + " is missing"));
        int from = (int) (first % TilePath.FULL) * Digest.BYTES;
        int to = from + (Digest.BYTES << within);
        if (to > tile.length) {
            throw new LedgerException(path + " is too short");
        }
        List<Digest> hashes = new ArrayList<>();
        for (int at = from; at < to; at += Digest.BYTES) {
            hashes.add(Digest.ofHash(Arrays.copyOfRange(tile, at, at + Digest.BYTES)));
        }
        CompactRange range = new CompactRange((subtree, place, hash) -> {});
        hashes.forEach(range::append);
        return range.root();
    }
}
