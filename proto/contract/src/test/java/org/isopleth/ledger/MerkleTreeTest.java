package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final boolean FULL =
            !System.getProperty("isopleth.tests", "sampled").equals("sampled");
    /// The eight leaves that transparency-dev/merkle and the certificate transparency tests share.
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    @Test
    void an_empty_tree_has_the_digest_of_no_bytes() {
        String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertEquals(empty, new MerkleTree().root().hex());
        assertEquals(empty, new MerkleTree().at(0).root().hex());
    }

    @Test
    void published_roots_come_out() {
        MerkleTree tree = new MerkleTree();
        LEAVES.forEach(leaf -> tree.append(HexFormat.of().parseHex(leaf)));
        assertRoot("6e340b9c", "afa01d", tree.at(1).root());
        assertRoot("fac54203", "e3c125", tree.at(2).root());
        assertRoot("aeb6bcfe", "e06e77", tree.at(3).root());
        assertRoot("d37ee418", "9614b7", tree.at(4).root());
        assertRoot("5dc9da79", "604328", tree.root());
    }

    @Test
    void roots_and_proofs_of_random_trees_agree_with_the_naive_definition() {
        Random random = new Random(42);
        int trees = FULL ? 100_000 : 2_000;
        for (int i = 0; i < trees; i++) {
            List<byte[]> leaves = randomLeaves(random, 1 + random.nextInt(i % 50 == 0 ? 700 : 40));
            MerkleTree tree = new MerkleTree();
            leaves.forEach(tree::append);
            int size = 1 + random.nextInt(leaves.size());
            int earlier = 1 + random.nextInt(size);
            int index = random.nextInt(size);
            MerkleProver prover = tree.at(size);
            Digest root = naive(leaves.subList(0, size));
            assertEquals(root, prover.root());
            assertEquals(naive(leaves), tree.root());
            Digest leaf = MerkleHash.leaf(leaves.get(index));
            InclusionProof inclusion = prover.inclusion(index);
            assertTrue(inclusion.proves(leaf, root));
            assertFalse(inclusion.proves(Digest.of("another"), root));
            assertTrue(prover.consistency(earlier).proves(naive(leaves.subList(0, earlier)), root));
            assertDamageIsSeen(random, prover.consistency(earlier), naive(leaves.subList(0, earlier)), root);
        }
    }

    @Test
    void proofs_outside_the_tree_are_not_made() {
        MerkleTree tree = new MerkleTree();
        tree.append(new byte[] {1});
        assertThrows(LedgerException.class, () -> tree.at(2));
        assertThrows(LedgerException.class, () -> tree.at(1).inclusion(1));
        assertThrows(LedgerException.class, () -> tree.at(1).consistency(0));
        assertThrows(LedgerException.class, () -> tree.at(1).consistency(2));
    }

    @Test
    void nothing_is_consistent_with_an_empty_tree() {
        Digest root = Digest.of("any");
        assertFalse(new ConsistencyProof(0, 1, List.of()).proves(MerkleHash.empty(), root));
        assertFalse(new ConsistencyProof(0, 0, List.of()).proves(root, root));
        assertFalse(new ConsistencyProof(-1, 1, List.of()).proves(root, root));
    }

    private static void assertDamageIsSeen(Random random, ConsistencyProof proof, Digest earlier, Digest later) {
        List<Digest> path = new ArrayList<>(proof.path());
        assertFalse(proof.proves(Digest.of("another"), later));
        assertFalse(proof.proves(earlier, Digest.of("another")));
        path.add(Digest.of("too much"));
        assertFalse(new ConsistencyProof(proof.earlier(), proof.later(), path).proves(earlier, later));
        path.removeLast();
        if (!path.isEmpty()) {
            path.set(random.nextInt(path.size()), Digest.of("swapped in"));
            assertFalse(new ConsistencyProof(proof.earlier(), proof.later(), path).proves(earlier, later));
            path.removeLast();
            assertFalse(new ConsistencyProof(proof.earlier(), proof.later(), path).proves(earlier, later));
        }
    }

    /// `MTH` of RFC 6962, section 2.1, word for word.
    static Digest naive(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return Digest.of(new byte[0]);
        }
        if (leaves.size() == 1) {
            byte[] prefixed = new byte[1 + leaves.getFirst().length];
            System.arraycopy(leaves.getFirst(), 0, prefixed, 1, prefixed.length - 1);
            return Digest.of(prefixed);
        }
        int split = 1;
        while (2 * split < leaves.size()) {
            split *= 2;
        }
        byte[] both = new byte[65];
        both[0] = 1;
        System.arraycopy(naive(leaves.subList(0, split)).bytes(), 0, both, 1, 32);
        System.arraycopy(naive(leaves.subList(split, leaves.size())).bytes(), 0, both, 33, 32);
        return Digest.of(both);
    }

    static List<byte[]> randomLeaves(Random random, int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] leaf = new byte[random.nextInt(40)];
            random.nextBytes(leaf);
            leaves.add(leaf);
        }
        return leaves;
    }

    private static void assertRoot(String start, String end, Digest root) {
        assertTrue(root.hex().startsWith(start) && root.hex().endsWith(end), root.hex());
    }
}
