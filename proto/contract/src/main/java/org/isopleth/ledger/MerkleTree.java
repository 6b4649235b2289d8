package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Digest;

/// A Merkle tree that grows leaf by leaf and keeps every hash in memory, about 250 bytes per leaf, so
/// that it can prove things about any of its sizes. Not thread-safe.
public final class MerkleTree implements MerkleNodes {
    private final List<List<Digest>> levels = new ArrayList<>();
    private final CompactRange range = new CompactRange(this::keep);

    /// Appends one entry.
    public void append(byte[] entry) {
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

    /// The tree as it was when it had `size` entries.
    public MerkleProver at(long size) {
        if (size < 0 || size > size()) {
            throw new LedgerException("the tree has " + size() + " entries, not " + size);
        }
        return new MerkleProver(this, size);
    }

    @Override
    public Digest node(int level, long index) {
        if (level >= levels.size() || index >= levels.get(level).size()) {
            throw new LedgerException("the tree has no complete subtree " + index + " at level " + level);
        }
        return levels.get(level).get(Math.toIntExact(index));
    }

    private void keep(int level, long index, Digest hash) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        levels.get(level).add(hash);
    }
}
