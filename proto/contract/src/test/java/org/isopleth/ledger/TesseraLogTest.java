package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

/// A log written by another program (transparency-dev/tessera, 15 leaves): our signatures, hashes,
/// paths and tiles must be its own, byte for byte.
class TesseraLogTest {
    private static final VerifierKey KEY =
            VerifierKey.parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
    private static final int LEAVES = 15;

    @Test
    void all_17_checkpoints_verify_and_match_the_leaves() {
        Path log = TrustData.folder("tessera/testdata/log");
        List<byte[]> leaves = leaves(log);
        int seen = 0;
        for (Path file : TrustData.files(log)) {
            if (!file.getFileName().toString().startsWith("checkpoint")) {
                continue;
            }
            byte[] bytes = TrustData.bytes(file);
            SignedNote note = SignedNote.parse(bytes);
            assertTrue(note.signedBy(KEY), file.toString());
            Checkpoint head = Checkpoint.parse(note);
            assertEquals("example.com/log/testdata", head.origin());
            assertEquals(MerkleTreeTest.naive(leaves.subList(0, (int) head.size())), head.root());
            assertEquals(note.text(), head.text());
            assertArrayEquals(bytes, note.bytes());
            seen++;
        }
        assertEquals(17, seen);
    }

    @Test
    void our_partial_tiles_are_its_partial_tiles_at_every_size() {
        Path log = TrustData.folder("tessera/testdata/log");
        List<byte[]> leaves = leaves(log);
        TileTree tree = new TileTree((path, content) -> {
            throw new AssertionError("15 leaves fill no tile: " + path);
        });
        Map<String, byte[]> ours = new HashMap<>();
        for (byte[] leaf : leaves) {
            tree.append(leaf);
            tree.partialTiles((path, content) -> ours.put(path.path(), content));
        }
        assertEquals(2 * LEAVES, ours.size());
        ours.forEach((path, content) -> assertArrayEquals(TrustData.bytes(log.resolve(path)), content, path));
    }

    @Test
    void proofs_are_given_from_its_tiles() {
        Path log = TrustData.folder("tessera/testdata/log");
        List<byte[]> leaves = leaves(log);
        MerkleProver prover = new MerkleProver(new TileNodes(new Files(log), LEAVES), LEAVES);
        Digest root = MerkleTreeTest.naive(leaves);
        assertEquals(root, prover.root());
        for (int index = 0; index < LEAVES; index++) {
            assertTrue(prover.inclusion(index).proves(MerkleHash.leaf(leaves.get(index)), root));
            Digest earlier = MerkleTreeTest.naive(leaves.subList(0, index + 1));
            assertTrue(prover.consistency(index + 1).proves(earlier, root));
            assertFalse(prover.consistency(index + 1).proves(Digest.of("another"), root));
        }
    }

    private static List<byte[]> leaves(Path log) {
        List<byte[]> leaves = EntryBundle.decode(TrustData.bytes(log.resolve("tile/entries/000.p/15")));
        assertEquals(LEAVES, leaves.size());
        return leaves;
    }

    private record Files(Path log) implements LedgerSource {
        @Override
        public SortedSet<String> paths() {
            return Collections.emptySortedSet();
        }

        @Override
        public Optional<byte[]> read(String path) {
            Path file = log.resolve(path);
            return java.nio.file.Files.exists(file) ? Optional.of(TrustData.bytes(file)) : Optional.empty();
        }
    }
}
