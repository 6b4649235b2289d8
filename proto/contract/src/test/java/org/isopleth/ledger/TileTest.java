package org.isopleth.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.junit.jupiter.api.Test;

class TileTest {

    @Test
    void paths_are_spelt_as_tlog_tiles_spells_them() {
        assertEquals("tile/0/x001/x234/067", new TilePath(0, 1_234_067, 256).path());
        assertEquals("tile/3/000.p/17", new TilePath(3, 0, 17).path());
        assertEquals("tile/entries/x001/000.p/255", new TilePath(TilePath.ENTRIES, 1_000, 255).path());
        assertEquals("tile/entries/999", new TilePath(TilePath.ENTRIES, 999, 256).path());
    }

    @Test
    void every_path_reads_back_and_no_other_spelling_does() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long index = random.nextLong(1L << random.nextInt(1, 56));
            TilePath tile = new TilePath(random.nextInt(-1, 8), index, 1 + random.nextInt(256));
            assertEquals(Optional.of(tile), TilePath.parse(tile.path()));
        }
        for (String path : List.of(
                "tile/0/000.p/256",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/x000/001",
                "tile/0/1",
                "tile/00/000",
                "tile/8/000",
                "tile/0/000/",
                "tile/0/001/002",
                "tile/0/x001/x002",
                "tile/entries/000.p/300",
                "tile/../000")) {
            assertEquals(Optional.empty(), TilePath.parse(path), path);
        }
    }

    @Test
    void a_bundle_holds_lengths_and_entries() {
        List<byte[]> entries = List.of("one".getBytes(StandardCharsets.US_ASCII), new byte[0], new byte[258]);
        byte[] bundle = EntryBundle.encode(entries);
        assertEquals(2 + 3 + 2 + 2 + 258, bundle.length);
        assertEquals(258, ByteBuffer.wrap(bundle).getShort(7));
        List<byte[]> back = EntryBundle.decode(bundle);
        assertEquals(3, back.size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(entries.get(i), back.get(i));
        }
        assertThrows(LedgerException.class, () -> EntryBundle.encode(List.of(new byte[65_536])));
        assertThrows(LedgerFormatException.class, () -> EntryBundle.decode(new byte[] {0}));
        assertThrows(LedgerFormatException.class, () -> EntryBundle.decode(new byte[] {0, 2, 1}));
        assertThrows(LedgerFormatException.class, () -> EntryBundle.decode(new byte[2 * 257]));
    }

    @Test
    void the_tiles_of_a_large_tree_are_those_the_specification_lists() {
        int size = 256 * 256 + 256 + 3;
        SortedMap<String, byte[]> files = new TreeMap<>();
        TileTree tree = new TileTree((path, content) -> files.put(path.path(), content));
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] leaf = ByteBuffer.allocate(4).putInt(i).array();
            leaves.add(leaf);
            tree.append(leaf);
        }
        assertEquals(256 + 1 + 256 + 1 + 1, files.size(), "full: entries 257, level 0 257, level 1 one");
        tree.partialTiles((path, content) -> files.put(path.path(), content));
        assertTrue(files.keySet()
                .containsAll(Set.of(
                        "tile/entries/257.p/3", "tile/0/257.p/3", "tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1")));
        assertEquals(515 + 4, files.size());
        assertEquals(8_192, new Files(files).file("tile/0/256").length);
        assertEquals(
                MerkleTreeTest.naive(leaves.subList(0, 65_536)),
                Digest.ofHash(new Files(files).file("tile/2/000.p/1")));

        Digest root = MerkleTreeTest.naive(leaves);
        assertEquals(root, tree.root());
        MerkleProver prover = new MerkleProver(new TileNodes(new Files(files), size), size);
        assertEquals(root, prover.root());
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int index = random.nextInt(size);
            assertTrue(prover.inclusion(index).proves(MerkleHash.leaf(leaves.get(index)), root));
            int earlier = 1 + random.nextInt(size);
            Digest earlierRoot = new MerkleProver(new TileNodes(new Files(files), earlier), earlier).root();
            assertTrue(prover.consistency(earlier).proves(earlierRoot, root));
        }
    }

    private record Files(SortedMap<String, byte[]> files) implements LedgerSource {
        @Override
        public SortedSet<String> paths() {
            return Collections.emptySortedSet();
        }

        @Override
        public Optional<byte[]> read(String path) {
            return Optional.ofNullable(files.get(path));
        }

        byte[] file(String path) {
            return read(path).orElseThrow();
        }
    }
}
