package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Digest;

/// Roots and proofs for a tree of a known size (RFC 6962, sections 2.1 to 2.1.2), from the hashes of
/// its complete subtrees. As thread-safe as `nodes`.
///
/// @param nodes where subtree hashes are found
/// @param size number of leaves, at least 0
public record MerkleProver(MerkleNodes nodes, long size) {

    public MerkleProver {
        if (size < 0) {
            throw new LedgerException("a tree has no negative size");
        }
    }

    /// The root over all `size` leaves.
    public Digest root() {
        return size == 0 ? MerkleHash.empty() : hash(0, size);
    }

    /// Proof that leaf `index` is in this tree.
    ///
    /// @param index from 0 to size - 1
    public InclusionProof inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new LedgerException("a tree of " + size + " leaves has no leaf " + index);
        }
        List<Digest> path = new ArrayList<>();
        include(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    /// Proof that the tree of the first `earlier` leaves is a prefix of this one.
    ///
    /// @param earlier from 1 to size
    public ConsistencyProof consistency(long earlier) {
        if (earlier < 1 || earlier > size) {
            throw new LedgerException("a tree of " + size + " leaves has no earlier tree of " + earlier);
        }
        List<Digest> path = new ArrayList<>();
        extend(earlier, 0, size, path);
        return new ConsistencyProof(earlier, size, path);
    }

    /// `PATH(m, D[from:to])`, from the leaf upwards.
    private void include(long index, long from, long to, List<Digest> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            include(index, from, middle, path);
            path.add(hash(middle, to));
        } else {
            include(index, middle, to, path);
            path.add(hash(from, middle));
        }
    }

    /// `SUBPROOF(m, D[from:to], b)`, where b, "this is the earlier tree itself", holds while from is 0.
    private void extend(long earlier, long from, long to, List<Digest> path) {
        if (earlier == to) {
            if (from > 0) {
                path.add(hash(from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (earlier <= middle) {
            extend(earlier, from, middle, path);
            path.add(hash(middle, to));
        } else {
            extend(earlier, middle, to, path);
            path.add(hash(from, middle));
        }
    }

    private Digest hash(long from, long to) {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            int level = Long.numberOfTrailingZeros(width);
            return nodes.node(level, from >>> level);
        }
        long middle = from + split(width);
        return MerkleHash.node(hash(from, middle), hash(middle, to));
    }

    /// The largest power of two smaller than `width`, which is at least 2.
    private static long split(long width) {
        return Long.highestOneBit(width - 1);
    }
}
