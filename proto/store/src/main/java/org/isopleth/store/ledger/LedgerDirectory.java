package org.isopleth.store.ledger;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.TilePath;
import org.isopleth.ledger.TileTree;

/// A ledger as a directory of static files (C2SP tlog-tiles), derived from its leaves: it can be served,
/// copied to a disc for an auditor, and made again from the leaves whenever it is lost or damaged.
///
/// The caller makes leaves durable first, then calls [#publish]. A publication that is cut short at
/// any point is completed by the next [#open] and [#publish]; until then verification may find files
/// that no checkpoint accounts for. Thread-safe; one instance per directory.
public final class LedgerDirectory {
    private static final String LATEST = "checkpoint";
    private static final String ARCHIVE = "checkpoints/";
    private static final Pattern ARCHIVED = Pattern.compile("checkpoints/(0|[1-9][0-9]{0,17})");

    private final LedgerFiles files;
    private final LedgerIdentity identity;
    private final Leaves leaves;
    /// Full tiles on their way to the disk; they stay here when it fails, for the next attempt.
    private final Map<String, byte[]> filled = new LinkedHashMap<>();

    private final TileTree tree = new TileTree((path, content) -> filled.put(path.path(), content));
    /// Every partial tile that may lie in the directory.
    private final Set<String> partialTiles = new HashSet<>();

    private Optional<Checkpoint> latest = Optional.empty();

    LedgerDirectory(LedgerFiles files, LedgerIdentity identity, Leaves leaves) {
        this.files = files;
        this.identity = identity;
        this.leaves = leaves;
    }

    /// Opens the directory, or begins it: recomputes every tile and checkpoint kept in it from the
    /// leaves and puts right what is missing or damaged. Call [#publish] next.
    ///
    /// @param directory made if absent, mode 0700
    /// @throws LedgerContradictionException when a checkpoint signed other leaves than these
    public static LedgerDirectory open(Path directory, LedgerIdentity identity, Leaves leaves) {
        return rebuild(directory, identity, leaves, Collections.emptySortedSet());
    }

    /// As [#open], with checkpoints at these sizes too: the same leaves, key and sizes give the same
    /// bytes as when the ledger grew.
    ///
    /// @param sizes none larger than the number of leaves
    public static LedgerDirectory rebuild(
            Path directory, LedgerIdentity identity, Leaves leaves, SortedSet<Long> sizes) {
        LedgerDirectory ledger = new LedgerDirectory(new LedgerFiles(directory), identity, leaves);
        ledger.derive(sizes);
        return ledger;
    }

    /// Signs and publishes a checkpoint over all leaves there are now; does nothing when the latest one
    /// already covers them.
    ///
    /// @return the latest checkpoint
    /// @throws LedgerContradictionException when there are fewer leaves than were signed before
    public synchronized Checkpoint publish() {
        long size = leaves.size();
        if (size < tree.size()) {
            throw new LedgerContradictionException(tree.size(), size);
        }
        if (latest.isEmpty() || latest.get().size() != size) {
            advance(size);
            settle();
        }
        return latest.orElseThrow();
    }

    /// The latest checkpoint published, if any.
    public synchronized Optional<Checkpoint> latest() {
        return latest;
    }

    /// Every size at which a checkpoint is kept, for [#rebuild].
    public synchronized SortedSet<Long> checkpointSizes() {
        SortedSet<Long> sizes = new TreeSet<>();
        files.paths().stream()
                .map(ARCHIVED::matcher)
                .filter(path -> path.matches())
                .forEach(path -> sizes.add(Long.parseLong(path.group(1))));
        return sizes;
    }

    synchronized void derive(SortedSet<Long> further) {
        settleKey();
        partialTiles.addAll(partialTilesFound());
        SortedSet<Long> sizes = new TreeSet<>(further);
        for (long size : checkpointSizes()) {
            // A file that this key did not sign proves nothing against the leaves; verification names it.
            if (size <= leaves.size()) {
                sizes.add(size);
            } else if (signed(size).isPresent()) {
                throw new LedgerContradictionException(size, leaves.size());
            }
        }
        for (long size : sizes) {
            advance(size);
            latest = Optional.of(archive());
        }
        if (!sizes.isEmpty()) {
            settle();
        }
    }

    private void settleKey() {
        byte[] key = identity.certification().bytes();
        files.read(KeyCertification.PATH)
                .filter(found -> !Arrays.equals(found, key))
                .ifPresent(this::requireSameKey);
        files.settle(KeyCertification.PATH, key);
    }

    /// A certification may be renewed, but a directory keeps its key and owner.
    private void requireSameKey(byte[] found) {
        KeyCertification earlier;
        try {
            earlier = KeyCertification.parse(found);
        } catch (LedgerFormatException e) {
            // Damaged: it is derived again like everything else.
            return;
        }
        KeyCertification now = identity.certification();
        if (!earlier.key().equals(now.key()) || !earlier.owner().equals(now.owner())) {
            throw new LedgerException("the directory holds the ledger of another key: choose another directory");
        }
    }

    /// Appends leaves up to `size`, writing tiles as they fill.
    private void advance(long size) {
        while (tree.size() < size) {
            long from = tree.size();
            long to = Math.min(size, from - from % TilePath.FULL + TilePath.FULL);
            List<byte[]> range = leaves.range(from, to);
            if (range.size() != to - from) {
                throw new LedgerException("the store gave " + range.size() + " leaves instead of " + (to - from));
            }
            range.forEach(tree::append);
            settleFilledTiles();
        }
    }

    /// Completes the publication of the present size: tiles, checkpoint, then the removal of what only
    /// earlier sizes needed, so that a reader finds everything its checkpoint speaks of.
    private void settle() {
        settleFilledTiles();
        Set<String> wanted = new HashSet<>();
        tree.partialTiles((path, content) -> {
            wanted.add(path.path());
            partialTiles.add(path.path());
            files.settle(path.path(), content);
        });
        Checkpoint head = archive();
        files.settle(LATEST, head.sign(identity.signer()).bytes());
        latest = Optional.of(head);
        partialTiles.stream().filter(path -> !wanted.contains(path)).forEach(files::remove);
        partialTiles.retainAll(wanted);
    }

    private void settleFilledTiles() {
        filled.forEach(files::settle);
        filled.clear();
    }

    private Set<String> partialTilesFound() {
        Set<String> found = new HashSet<>();
        for (String path : files.paths()) {
            TilePath.parse(path).filter(tile -> !tile.full()).ifPresent(tile -> found.add(path));
        }
        return found;
    }

    /// Keeps the signed checkpoint of the present size.
    private Checkpoint archive() {
        Checkpoint head = new Checkpoint(identity.signer().verifier().name(), tree.size(), tree.root());
        byte[] note = head.sign(identity.signer()).bytes();
        Optional<byte[]> kept = files.read(ARCHIVE + head.size());
        if (kept.filter(bytes -> Arrays.equals(bytes, note)).isEmpty()) {
            if (signed(head.size()).isPresent()) {
                throw new LedgerContradictionException(head.size(), leaves.size());
            }
            files.replace(ARCHIVE + head.size(), note);
        }
        return head;
    }

    /// The checkpoint kept for `size`, if this ledger's key signed it.
    private Optional<Checkpoint> signed(long size) {
        try {
            return files.read(ARCHIVE + size)
                    .map(SignedNote::parse)
                    .filter(note -> note.signedBy(identity.signer().verifier()))
                    .map(Checkpoint::parse)
                    .filter(head -> head.size() == size);
        } catch (LedgerFormatException e) {
            // Damaged: it is derived again like everything else.
            return Optional.empty();
        }
    }
}
