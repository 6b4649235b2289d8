package org.isopleth.masking;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.MerkleHash;

/// A Merkle tree (RFC 6962, section 2.1) over leaves that are all known, at least one: every hash is computed once, and
/// a path only looks them up. Immutable, thread-safe.
///
/// A level is the hashes of pairs of the level below; the last of an odd number goes up as it is. That is the RFC's
/// tree, which splits off the largest power of two.
///
/// @param levels the leaves first, the root last
record WholeTree(List<List<Digest>> levels) {

    static WholeTree of(List<Digest> leaves) {
        List<List<Digest>> levels = new ArrayList<>();
        levels.add(leaves);
        while (levels.getLast().size() > 1) {
            List<Digest> below = levels.getLast();
            List<Digest> level = new ArrayList<>((below.size() + 1) / 2);
            for (int i = 0; i + 1 < below.size(); i += 2) {
                level.add(MerkleHash.node(below.get(i), below.get(i + 1)));
            }
            if (below.size() % 2 == 1) {
                level.add(below.getLast());
            }
            levels.add(level);
        }
        return new WholeTree(List.copyOf(levels));
    }

    Digest root() {
        return levels.getLast().getFirst();
    }

    /// The inclusion proof of a leaf, from the leaf upwards.
    List<Digest> path(int leaf) {
        List<Digest> path = new ArrayList<>();
        int at = leaf;
        for (List<Digest> level : levels) {
            int beside = at ^ 1;
            if (beside < level.size()) {
                path.add(level.get(beside));
            }
            at >>= 1;
        }
        return path;
    }
}
