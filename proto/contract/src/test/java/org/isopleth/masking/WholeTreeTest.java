package org.isopleth.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.MerkleHash;
import org.isopleth.ledger.MerkleTree;
import org.junit.jupiter.api.Test;

class WholeTreeTest {

    @Test
    void roots_and_paths_are_those_of_a_ledger_s_tree() {
        MerkleTree ledger = new MerkleTree();
        List<Digest> leaves = new ArrayList<>();
        for (int size = 1; size <= 70; size++) {
            byte[] entry = {(byte) size};
            ledger.append(entry);
            leaves.add(MerkleHash.leaf(entry));
            WholeTree tree = WholeTree.of(List.copyOf(leaves));
            assertEquals(ledger.root(), tree.root());
            for (int leaf = 0; leaf < size; leaf++) {
                assertEquals(ledger.at(size).inclusion(leaf).path(), tree.path(leaf), leaf + " of " + size);
            }
        }
    }
}
