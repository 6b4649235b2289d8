package org.isopleth.ledger;

import org.isopleth.canonical.Digest;

/// Where the hashes of complete subtrees are found: in memory, or in the tiles of a directory.
public interface MerkleNodes {

    /// The hash over the leaves `index · 2^level` up to, but not including, `(index + 1) · 2^level`.
    ///
    /// @param level 0 for leaves, at most 62
    /// @param index counted from 0 within the level
    /// @throws LedgerException when the subtree is not complete or its hash cannot be found
    Digest node(int level, long index);
}
