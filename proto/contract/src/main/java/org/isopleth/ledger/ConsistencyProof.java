package org.isopleth.ledger;

import java.util.List;
import org.isopleth.canonical.Digest;

/// Evidence that a tree only grew (RFC 9162, section 2.1.4). Immutable, thread-safe; a proof may be
/// nonsense until [#proves] says otherwise.
///
/// @param earlier number of leaves of the earlier tree
/// @param later number of leaves of the later tree
/// @param path hashes in the order of RFC 6962, section 2.1.2
public record ConsistencyProof(long earlier, long later, List<Digest> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /// Whether this proof shows that the tree under `earlierRoot` is a prefix of the tree under
    /// `laterRoot`. An empty earlier tree is a prefix of everything, so it proves nothing: refused.
    public boolean proves(Digest earlierRoot, Digest laterRoot) {
        if (earlier < 1 || earlier > later) {
            return false;
        }
        if (earlier == later) {
            return path.isEmpty() && earlierRoot.equals(laterRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        // When the earlier tree is one complete subtree its root is where the walk starts, and the
        // proof leaves it out.
        boolean whole = Long.bitCount(earlier) == 1;
        Digest start = whole ? earlierRoot : path.getFirst();
        int shift = Long.numberOfTrailingZeros(earlier);
        return climb(start, path.subList(whole ? 0 : 1, path.size()), shift, earlierRoot, laterRoot);
    }

    private boolean climb(Digest start, List<Digest> siblings, int shift, Digest earlierRoot, Digest laterRoot) {
        long node = (earlier - 1) >>> shift;
        long last = (later - 1) >>> shift;
        Digest before = start;
        Digest after = start;
        for (Digest sibling : siblings) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                before = MerkleHash.node(sibling, before);
                after = MerkleHash.node(sibling, after);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                after = MerkleHash.node(after, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && before.equals(earlierRoot) && after.equals(laterRoot);
    }
}
