package org.isopleth.ledger;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;

/// Recomputes a whole ledger from its files, trusting nobody: the owner's certification of the key,
/// the signature of every checkpoint kept, every tile and root from the entries, and what the entries
/// say. A byte changed, missing or added anywhere is a finding.
///
/// What it cannot see alone is a ledger whose end was cut off together with the checkpoints over it,
/// or rewritten by the holder of its key: that takes a checkpoint kept elsewhere, see
/// [LedgerExpectations]. One instance per run; not thread-safe.
public final class LedgerVerification {
    private record ExpectedRoot(String where, Digest root) {}

    private final LedgerSource source;
    private final LedgerExpectations expectations;
    private final Findings findings = new Findings();
    private final SortedMap<Long, List<ExpectedRoot>> expectedRoots = new TreeMap<>();

    private LedgerVerification(LedgerSource source, LedgerExpectations expectations) {
        this.source = source;
        this.expectations = expectations;
    }

    /// Verifies the ledger that `source` holds.
    public static LedgerVerdict verify(LedgerSource source, LedgerExpectations expectations) {
        try {
            return new LedgerVerification(source, expectations).run();
        } catch (UncheckedIOException e) {
            return new LedgerVerdict.Unreadable("the ledger's files cannot be read");
        }
    }

    private LedgerVerdict run() {
        SortedSet<String> paths = source.paths();
        if (!paths.contains(KeyCertification.PATH) && !paths.contains(CheckpointArchive.LATEST)) {
            return new LedgerVerdict.Unreadable(
                    "this is no ledger: it has neither " + KeyCertification.PATH + " nor " + CheckpointArchive.LATEST);
        }
        reportStrangers(paths);
        Optional<KeyCertification> certification = certification();
        return certification.isEmpty() ? verdict(Optional.empty()) : verifyBy(certification.get());
    }

    private LedgerVerdict verifyBy(KeyCertification certification) {
        CertificationCheck check = CertificationCheck.of(certification, expectations.rootFingerprint());
        check.problems().forEach(problem -> findings.cryptographic(KeyCertification.PATH, problem));

        CheckpointArchive archive = new CheckpointArchive(source, certification.key(), findings);
        SortedMap<Long, Checkpoint> heads = archive.archived();
        heads.forEach((size, head) -> expect(CheckpointArchive.FOLDER + size, head));
        Optional<Checkpoint> latest = archive.latest(heads);
        for (SignedNote note : expectations.knownCheckpoints()) {
            String where = "the checkpoint known from elsewhere";
            archive.check(where, note).ifPresent(head -> expect(where, head));
        }
        if (latest.isEmpty()) {
            return verdict(Optional.empty());
        }
        Checkpoint head = latest.get();
        expect(CheckpointArchive.LATEST, head);
        replay(head.size(), certification.owner());
        return verdict(Optional.of(new LedgerSummary(
                certification.owner(),
                head.origin(),
                head.size(),
                head.root(),
                heads.size(),
                check.rootFingerprint())));
    }

    private LedgerVerdict verdict(Optional<LedgerSummary> summary) {
        return findings.none()
                ? new LedgerVerdict.Sound(summary.orElseThrow())
                : new LedgerVerdict.Broken(summary, findings.kept(), findings.count());
    }

    private void reportStrangers(SortedSet<String> paths) {
        for (String path : paths) {
            boolean ours = path.equals(KeyCertification.PATH)
                    || path.equals(CheckpointArchive.LATEST)
                    || path.startsWith(CheckpointArchive.FOLDER)
                    || path.startsWith("tile/");
            if (!ours) {
                findings.cryptographic(path, "this file is no part of a ledger");
            }
        }
    }

    private Optional<KeyCertification> certification() {
        Optional<byte[]> bytes = source.read(KeyCertification.PATH);
        if (bytes.isEmpty()) {
            findings.cryptographic(KeyCertification.PATH, "the file is missing");
            return Optional.empty();
        }
        try {
            return Optional.of(KeyCertification.parse(bytes.get()));
        } catch (LedgerFormatException e) {
            findings.cryptographic(KeyCertification.PATH, e.problem());
            return Optional.empty();
        }
    }

    private void expect(String where, Checkpoint head) {
        expectedRoots.computeIfAbsent(head.size(), size -> new ArrayList<>()).add(new ExpectedRoot(where, head.root()));
    }

    /// Rebuilds the tree entry by entry, so that every root ever signed is met on the way.
    private void replay(long size, String owner) {
        TileCheck tiles = new TileCheck(source, findings);
        EntryCheck entries = new EntryCheck(owner, findings);
        TileTree tree = new TileTree(tiles);
        compareRoots(tree);
        for (long bundle = 0; bundle * TilePath.FULL < size; bundle++) {
            Optional<List<byte[]>> leaves = tiles.entries(TilePath.entries(bundle, size));
            if (leaves.isEmpty()) {
                return;
            }
            for (byte[] leaf : leaves.get()) {
                entries.accept(tree.size(), leaf);
                tree.append(leaf);
                compareRoots(tree);
            }
        }
        tree.partialTiles(tiles);
        tiles.reportUnseen();
        expectedRoots
                .tailMap(size + 1)
                .forEach((beyond, expected) -> expected.forEach(
                        one -> findings.cryptographic(one.where(), "it covers entries that the ledger no longer has")));
    }

    private void compareRoots(TileTree tree) {
        List<ExpectedRoot> expected = expectedRoots.getOrDefault(tree.size(), List.of());
        if (expected.isEmpty()) {
            return;
        }
        Digest root = tree.root();
        for (ExpectedRoot one : expected) {
            if (!one.root().equals(root)) {
                findings.cryptographic(one.where(), "the entries do not have the root it signs");
            }
        }
    }
}
