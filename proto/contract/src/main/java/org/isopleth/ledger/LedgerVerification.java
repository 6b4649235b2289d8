package org.isopleth.ledger;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
/// [LedgerExpectations].
///
/// A ledger may be read while its owner publishes, or after the owner died in the middle of it: files
/// beyond the checkpoint are accepted when a signed head in `pending-checkpoint` accounts for every byte of
/// them. One instance per run; not thread-safe.
public final class LedgerVerification {
    /// How often a ledger that changes while it is read is read again.
    private static final int READINGS = 10;

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
        Optional<LedgerVerdict> suspected = Optional.empty();
        for (int reading = 1; reading <= READINGS; reading++) {
            Optional<Moment> before = Moment.of(source);
            LedgerVerdict verdict = read(source, expectations);
            if (verdict instanceof LedgerVerdict.Sound || before.isEmpty()) {
                return verdict;
            }
            // Only files that changed while they were read can look like damage and be none. Listing folders
            // that change is no snapshot either, so damage has to be found twice.
            if (!before.equals(Moment.of(source))) {
                suspected = Optional.empty();
            } else if (suspected.equals(Optional.of(verdict))) {
                return verdict;
            } else {
                suspected = Optional.of(verdict);
            }
        }
        return new LedgerVerdict.Unreadable("the ledger changed each time it was read: copy it and verify the copy");
    }

    /// Everything that a publication changes.
    private record Moment(SortedSet<String> paths, Optional<Digest> latest, Optional<Digest> next) {
        static Optional<Moment> of(LedgerSource source) {
            try {
                return Optional.of(new Moment(
                        source.paths(),
                        source.read(CheckpointArchive.LATEST).map(Digest::of),
                        source.read(CheckpointArchive.NEXT).map(Digest::of)));
            } catch (UncheckedIOException e) {
                return Optional.empty();
            }
        }
    }

    private static LedgerVerdict read(LedgerSource source, LedgerExpectations expectations) {
        try {
            return new LedgerVerification(new OneReading(source), expectations).run();
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
        if (!paths.contains(CheckpointArchive.LATEST) && isFirstPublication(paths)) {
            return new LedgerVerdict.Unreadable("nothing has been published in this ledger yet");
        }
        reportStrangers(paths);
        Optional<KeyCertification> certification = certification();
        return certification.isEmpty() ? verdict(Optional.empty()) : verifyBy(certification.get());
    }

    /// Whether no publication has ever been complete here, by the names of the files: the first one may
    /// be at work.
    private static boolean isFirstPublication(SortedSet<String> paths) {
        if (paths.equals(Set.of(KeyCertification.PATH))) {
            return true;
        }
        long archived = paths.stream()
                .filter(path -> path.startsWith(CheckpointArchive.FOLDER))
                .count();
        return paths.contains(CheckpointArchive.NEXT) && archived <= 1;
    }

    private LedgerVerdict verifyBy(KeyCertification certification) {
        CertificationCheck check = CertificationCheck.of(certification, expectations.rootFingerprint());
        check.problems().forEach(problem -> findings.cryptographic(KeyCertification.PATH, problem));

        WitnessKeys witnesses = WitnessKeys.read(source, check.rootFingerprint(), findings);
        CheckpointArchive archive = new CheckpointArchive(source, certification.key(), witnesses, findings);
        SortedMap<Long, Checkpoint> heads = archive.archived();
        heads.forEach((size, head) -> expect(CheckpointArchive.FOLDER + size, head));
        Optional<Checkpoint> next = archive.next();
        Optional<Checkpoint> latest = archive.latest(heads, next);
        for (SignedNote note : expectations.knownCheckpoints()) {
            String where = "the checkpoint known from elsewhere";
            archive.check(where, note).ifPresent(head -> expect(where, head));
        }
        if (latest.isEmpty()) {
            return verdict(Optional.empty());
        }
        Checkpoint head = latest.get();
        expect(CheckpointArchive.LATEST, head);
        next.filter(announced -> announced.size() <= head.size())
                .ifPresent(announced -> expect(CheckpointArchive.NEXT, announced));
        replay(head.size(), certification.owner(), next.filter(announced -> announced.size() > head.size()));
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
                    || path.equals(CheckpointArchive.NEXT)
                    || path.startsWith(CheckpointArchive.FOLDER)
                    || path.startsWith(KeyCertification.WITNESSES)
                    || path.startsWith(TilePath.FOLDER);
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
    ///
    /// @param next the head of a publication that is not complete, beyond `size`
    private void replay(long size, String owner, Optional<Checkpoint> next) {
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
        next.ifPresent(head -> extend(tree, tiles, entries, head));
        tiles.reportUnseen();
        expectedRoots
                .tailMap(tree.size() + 1)
                .forEach((beyond, expected) -> expected.forEach(
                        one -> findings.cryptographic(one.where(), "it covers entries that the ledger no longer has")));
    }

    /// Goes on to the head of a publication that is not complete, if the entries it signs are there; then
    /// what else is there must be what they give. Without them nothing may be there.
    private void extend(TileTree tree, TileCheck tiles, EntryCheck entries, Checkpoint next) {
        long size = tree.size();
        long bundle = size / TilePath.FULL;
        if (next.size() > (bundle + 1) * TilePath.FULL) {
            findings.cryptographic(CheckpointArchive.NEXT, "it is more than one step ahead of the checkpoint");
            return;
        }
        TilePath path = TilePath.entries(bundle, next.size());
        if (!tiles.has(path)) {
            return;
        }
        Optional<List<byte[]>> leaves = tiles.entries(path);
        if (leaves.isEmpty()) {
            return;
        }
        tiles.acceptMissing();
        expect(CheckpointArchive.NEXT, next);
        int signed = (int) (size - bundle * TilePath.FULL);
        for (byte[] leaf : leaves.get().subList(signed, leaves.get().size())) {
            entries.accept(tree.size(), leaf);
            tree.append(leaf);
            compareRoots(tree);
        }
        tree.partialTiles(tiles);
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
