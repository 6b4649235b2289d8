package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Digest;

/// The right edge of a growing Merkle tree: one hash per set bit of its size, enough to append and to
/// know the root, in memory logarithmic in the size. Not thread-safe.
public final class CompactRange {

    /// Is told of each subtree the moment it is complete, from the leaf upwards.
    public interface Listener {

        /// @param level 0 for the leaf itself
        /// @param index counted from 0 within the level
        void completed(int level, long index, Digest hash);
    }

    /// Complete subtrees from the largest, leftmost, to the smallest.
    private final List<Digest> subtrees = new ArrayList<>();

    private final Listener listener;
    private long size;

    /// A tree without leaves.
    public CompactRange(Listener listener) {
        this.listener = listener;
    }

    /// Appends the hash of the next leaf.
    public void append(Digest leaf) {
        Digest hash = leaf;
        int level = 0;
        listener.completed(level, size, hash);
        // Adding one to the size carries through its trailing ones; so do the hashes.
        for (long carry = size; (carry & 1) == 1; carry >>>= 1) {
            hash = MerkleHash.node(subtrees.removeLast(), hash);
            level++;
            listener.completed(level, size >>> level, hash);
        }
        subtrees.add(hash);
        size++;
    }

    /// How many leaves were appended.
    public long size() {
        return size;
    }

    /// The root over all leaves so far.
    public Digest root() {
        if (subtrees.isEmpty()) {
            return MerkleHash.empty();
        }
        Digest root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = MerkleHash.node(subtrees.get(i), root);
        }
        return root;
    }
}
