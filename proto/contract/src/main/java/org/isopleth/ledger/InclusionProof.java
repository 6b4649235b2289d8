package org.isopleth.ledger;

import java.util.List;
import org.isopleth.canonical.Digest;

/// Evidence that one leaf is in a tree (RFC 9162, section 2.1.3). Immutable, thread-safe; a proof may
/// be nonsense until [#proves] says otherwise.
///
/// @param index the leaf's place, from 0
/// @param size number of leaves of the tree
/// @param path sibling hashes from the leaf upwards
public record InclusionProof(long index, long size, List<Digest> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /// Whether this proof shows that `leaf` is at `index` under `root`.
    public boolean proves(Digest leaf, Digest root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Digest hash = leaf;
        for (Digest sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = MerkleHash.node(sibling, hash);
                // Levels where the right edge has no sibling are skipped.
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = MerkleHash.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
