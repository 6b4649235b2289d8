package org.isopleth.store.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.ledger.MerkleTree;
import org.isopleth.ledger.NoteSigner;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.TestCertificates;
import org.isopleth.ledger.TestLedger;
import org.isopleth.store.ledger.FaultyDisk.Fault;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An error, a full disk, a death or a power cut at every write, sync, rename and removal of a publication: what
/// lies there verifies at once and after the next start, and every checkpoint that was handed out is still
/// contained.
class LedgerFaultsTest {
    /// Of each fault; four faults make more than 200.
    private static final int POINTS = 60;
    private static final List<byte[]> ENTRIES = TestLedger.leaves(258);
    /// From nothing, over the border of a tile, and beyond it.
    private static final List<List<Integer>> GROWTH = List.of(List.of(0, 1), List.of(254, 258), List.of(256, 257));

    private static final LedgerIdentity IDENTITY = identity();

    /// Leaves of a store, which has them all.
    private record Leading(long size) implements Leaves {
        @Override
        public List<byte[]> range(long from, long to) {
            return List.copyOf(ENTRIES.subList((int) from, (int) to));
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void no_acknowledged_entry_is_lost_and_what_lies_there_verifies(Fault fault) throws IOException {
        int points = 0;
        for (List<Integer> growth : GROWTH) {
            boolean done = false;
            for (int at = 0; !done; at++) {
                done = survives(fault, at, growth.getFirst(), growth.getLast());
                points++;
            }
        }
        assertTrue(points >= POINTS, "points of " + fault + ": " + points);
    }

    /// @return whether the fault came too late to matter
    private boolean survives(Fault fault, int at, int before, int after) throws IOException {
        String point = fault + " at change " + at + " from " + before + " to " + after;
        Path directory = folder.resolve(fault + "-" + at + "-" + before).resolve("ledger");
        open(directory, FaultyDisk.sound(), before).publish();
        List<Checkpoint> acknowledged = new ArrayList<>(List.of(head(before)));

        FaultyDisk disk = new FaultyDisk(fault, at);
        LedgerDirectory ledger = new LedgerDirectory(new LedgerFiles(directory, disk), IDENTITY, new Leading(after));
        try {
            ledger.derive(Collections.emptySortedSet());
            acknowledged.add(ledger.publish());
        } catch (LedgerFileException e) {
            assertSound(directory, before, acknowledged, point);
            if (fault == Fault.IO_ERROR || fault == Fault.FULL) {
                // The program lives on and tries again.
                disk.mend();
                acknowledged.add(ledger.publish());
                assertSound(directory, after, acknowledged, point + ", tried again");
            }
        }
        open(directory, FaultyDisk.sound(), after).publish();
        assertSound(directory, after, acknowledged, point + ", started again");
        clear(directory);
        return !disk.failed();
    }

    private static LedgerDirectory open(Path directory, Disk disk, int size) {
        LedgerDirectory ledger = new LedgerDirectory(new LedgerFiles(directory, disk), IDENTITY, new Leading(size));
        ledger.derive(Collections.emptySortedSet());
        return ledger;
    }

    private static void assertSound(Path directory, long size, List<Checkpoint> acknowledged, String point) {
        List<SignedNote> known =
                acknowledged.stream().map(head -> head.sign(IDENTITY.signer())).toList();
        LedgerVerdict verdict = LedgerVerification.verify(
                new FolderSource(new LedgerFiles(directory)), new LedgerExpectations(Optional.empty(), known));
        LedgerVerdict.Sound sound = assertInstanceOf(LedgerVerdict.Sound.class, verdict, () -> point + ": " + verdict);
        assertTrue(sound.summary().size() >= size, point);
        assertEquals(root((int) sound.summary().size()), sound.summary().root(), point);
    }

    private static Checkpoint head(int size) {
        return new Checkpoint(IDENTITY.signer().verifier().name(), size, root(size));
    }

    private static Digest root(int size) {
        MerkleTree tree = new MerkleTree();
        ENTRIES.subList(0, size).forEach(tree::append);
        return tree.root();
    }

    private static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(Disk.parent(directory))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertFalse(Files.exists(directory));
    }

    private static LedgerIdentity identity() {
        TestCertificates certificates = new TestCertificates("urn:isopleth:site:aurora:signing");
        NoteSigner signer = TestLedger.newSigner("consortium.example/ledger/aurora");
        return new LedgerIdentity(signer, certificates.certify(TestLedger.OWNER, signer.verifier()));
    }
}
