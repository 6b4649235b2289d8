package org.isopleth.ledger;

import java.security.MessageDigest;
import org.isopleth.canonical.Digest;

/// The hashes of RFC 6962, section 2.1: leaves and inner nodes are hashed under different prefixes,
/// so that an inner node can never be passed off as an entry. Stateless, thread-safe.
public final class MerkleHash {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final Digest EMPTY = Digest.of(new byte[0]);

    private MerkleHash() {}

    /// The root of a tree without leaves: the digest of no bytes.
    public static Digest empty() {
        return EMPTY;
    }

    /// The hash of one entry: `SHA-256(00 ‖ entry)`.
    public static Digest leaf(byte[] entry) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update(LEAF);
        return Digest.ofHash(sha256.digest(entry));
    }

    /// The hash of two subtrees: `SHA-256(01 ‖ left ‖ right)`.
    public static Digest node(Digest left, Digest right) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update(NODE);
        sha256.update(left.bytes());
        return Digest.ofHash(sha256.digest(right.bytes()));
    }
}
