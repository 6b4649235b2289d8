package org.isopleth.store.ledger;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.isopleth.ledger.AddCheckpoint;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.MerkleProver;
import org.isopleth.ledger.NoteSignature;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.TileNodes;
import org.isopleth.ledger.TilePath;
import org.isopleth.ledger.TileTree;

/// A ledger as a directory of static files (C2SP tlog-tiles), derived from its leaves: it can be served,
/// copied to a disc for an auditor, and made again from the leaves whenever it is lost or damaged.
///
/// The caller makes leaves durable first, then calls [#publish]. It goes forward by at most one bundle
/// of entries at a time, each with a checkpoint of its own. The head of such a step is signed and
/// announced in `pending-checkpoint` before its first file, and its entries come before its other tiles, so
/// that at every instant a signed head accounts for every file. A publication that is cut short at any
/// point is completed by the next [#open] and [#publish]. Thread-safe; one instance per directory.
public final class LedgerDirectory {
    private static final String LATEST = "checkpoint";
    private static final String NEXT = "pending-checkpoint";
    /// While a publication is not complete, its other tiles are only right beside its entries.
    private static final Comparator<String> ENTRIES_LAST = Comparator.comparing(
                    (String path) -> path.startsWith("tile/entries/"))
            .thenComparing(Comparator.naturalOrder());

    private static final Pattern ARCHIVED = Pattern.compile("checkpoints/(0|[1-9][0-9]{0,17})");

    private final LedgerFiles files;
    private final LedgerIdentity identity;
    private final Leaves leaves;
    /// Full tiles on their way to the disk; they stay here when it fails, for the next attempt.
    private final Map<String, byte[]> filled = new LinkedHashMap<>();

    private final TileTree tree = new TileTree((path, content) -> filled.put(path.path(), content));
    /// Every partial tile that may lie in the directory.
    private final Set<String> partialTiles = new HashSet<>();

    private final CosignedHeads heads;

    private Optional<Checkpoint> latest = Optional.empty();

    LedgerDirectory(LedgerFiles files, LedgerIdentity identity, Leaves leaves) {
        this.files = files;
        this.identity = identity;
        this.leaves = leaves;
        this.heads = new CosignedHeads(files, identity);
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
        while (latest.isEmpty() || latest.get().size() != size) {
            // A step that a full disk broke off is completed before the next one begins.
            if (latest.map(Checkpoint::size).orElse(0L) == tree.size()) {
                append(Math.min(size, endOfBundle(tree.size())));
            }
            files.settle(NEXT, head().sign(identity.signer()).bytes());
            settle();
        }
        return latest.orElseThrow();
    }

    private static long endOfBundle(long size) {
        return size - size % TilePath.FULL + TilePath.FULL;
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

    /// The request that asks a witness, which has cosigned `old` entries, to cosign the head of `size`, one of
    /// those that are kept.
    ///
    /// @param old at most `size`
    public synchronized AddCheckpoint ask(long old, long size) {
        SignedNote note = heads.find(size).orElseThrow(() -> new LedgerException("no head of that size is kept"));
        return AddCheckpoint.of(old, at(size), note);
    }

    /// The tree as it was at one of its sizes, of which all is in the tiles of the latest checkpoint.
    public synchronized MerkleProver at(long size) {
        long published = latest.map(Checkpoint::size).orElse(0L);
        if (size > published) {
            throw new LedgerException("the ledger has " + published + " published entries, not " + size);
        }
        return new MerkleProver(new TileNodes(files, published), size);
    }

    /// Keeps a cosignature under the head of its size, in the place of an earlier one by the same witness.
    ///
    /// @param witness the certification of the witness's key; kept too, so that whoever has the directory can
    ///     check its cosignatures
    /// @return the head with all cosignatures that it has now
    /// @throws LedgerException when the head is not kept, or `line` is no cosignature of it by that key
    public synchronized SignedNote cosign(long size, KeyCertification witness, NoteSignature line) {
        SignedNote cosigned = heads.cosign(size, witness, line);
        if (latest.filter(head -> head.size() == size).isPresent()) {
            files.settle(LATEST, cosigned.bytes());
        }
        return cosigned;
    }

    /// The head of `size` with the cosignatures that it has got, if it is kept.
    public synchronized Optional<SignedNote> head(long size) {
        return heads.find(size);
    }

    synchronized void derive(SortedSet<Long> further) {
        settleKey();
        partialTiles.addAll(partialTilesFound());
        SortedSet<Long> sizes = steps(further);
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

    /// These sizes, and those at which a ledger that grew to them had to stop in between.
    private static SortedSet<Long> steps(SortedSet<Long> sizes) {
        SortedSet<Long> steps = new TreeSet<>(sizes);
        if (!sizes.isEmpty()) {
            for (long end = TilePath.FULL; end < sizes.last(); end += TilePath.FULL) {
                steps.add(end);
            }
        }
        return steps;
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
            append(Math.min(size, endOfBundle(tree.size())));
            settleFilledTiles();
        }
    }

    /// Appends leaves up to `size`, which is in the bundle of the next one.
    private void append(long size) {
        long from = tree.size();
        List<byte[]> range = leaves.range(from, size);
        if (range.size() != size - from) {
            throw new LedgerException("the store gave " + range.size() + " leaves instead of " + (size - from));
        }
        range.forEach(tree::append);
    }

    /// Completes the publication of the present size: tiles, entries first, checkpoint, then the removal
    /// of what only earlier sizes needed, so that a reader finds everything its checkpoint speaks of.
    private void settle() {
        settleFilledTiles();
        Set<String> wanted = new HashSet<>();
        tree.partialTiles((path, content) -> {
            wanted.add(path.path());
            partialTiles.add(path.path());
            files.settle(path.path(), content);
        });
        Checkpoint head = archive();
        files.settle(LATEST, heads.find(head.size()).orElseThrow().bytes());
        latest = Optional.of(head);
        partialTiles.stream()
                .filter(path -> !wanted.contains(path))
                .sorted(ENTRIES_LAST)
                .forEach(files::remove);
        partialTiles.retainAll(wanted);
        if (files.read(NEXT).isPresent()
                && next().filter(announced -> announced.size() > head.size()).isEmpty()) {
            files.remove(NEXT);
        }
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
        Checkpoint head = head();
        if (!heads.keep(head)) {
            throw new LedgerContradictionException(head.size(), leaves.size());
        }
        return head;
    }

    private Checkpoint head() {
        return new Checkpoint(identity.signer().verifier().name(), tree.size(), tree.root());
    }

    /// The checkpoint kept for `size`, if this ledger's key signed it.
    private Optional<Checkpoint> signed(long size) {
        return heads.find(size).map(Checkpoint::parse);
    }

    /// The head of a publication that is not complete.
    private Optional<Checkpoint> next() {
        return heads.read(NEXT).map(Checkpoint::parse);
    }
}
