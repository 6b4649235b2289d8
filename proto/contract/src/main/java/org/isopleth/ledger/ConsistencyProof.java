package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        List<Digest> walk = new ArrayList<>(path);
        if (Long.bitCount(earlier) == 1) {
            walk.addFirst(earlierRoot);
        }
        return prefixRoot(earlier, later, walk, laterRoot)
                .filter(earlierRoot::equals)
                .isPresent();
    }

    /// What the root over the first `earlier` leaves of the tree under `laterRoot` is, if `walk` shows it.
    /// Who can show it for another root than was signed has shown that the two trees contradict each other.
    ///
    /// @param earlier at least 1 and smaller than `later`
    /// @param walk the hashes of a proof, always with the one it starts from: a proof leaves that out when
    ///     `earlier` is a power of two, and it is the earlier root then
    static Optional<Digest> prefixRoot(long earlier, long later, List<Digest> walk, Digest laterRoot) {
        if (earlier < 1 || earlier >= later || walk.isEmpty()) {
            return Optional.empty();
        }
        int shift = Long.numberOfTrailingZeros(earlier);
        long node = (earlier - 1) >>> shift;
        long last = (later - 1) >>> shift;
        Digest before = walk.getFirst();
        Digest after = before;
        for (Digest sibling : walk.subList(1, walk.size())) {
            if (last == 0) {
                return Optional.empty();
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
        return last == 0 && after.equals(laterRoot) ? Optional.of(before) : Optional.empty();
    }
}
