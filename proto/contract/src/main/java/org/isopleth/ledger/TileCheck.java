package org.isopleth.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;

/// Compares the tiles that lie in a ledger with those recomputed from its entries. Not thread-safe.
///
/// Partial tiles of earlier sizes may still lie there (C2SP tlog-tiles lets a log keep or remove
/// them); they must be the beginning of the tile that replaced them.
final class TileCheck implements TileTree.Sink {
    private final LedgerSource source;
    private final Findings findings;
    private final Map<TilePath, List<TilePath>> partials = new HashMap<>();
    private final Set<String> unseen = new HashSet<>();
    private boolean missingAccepted;

    TileCheck(LedgerSource source, Findings findings) {
        this.source = source;
        this.findings = findings;
        for (String path : source.paths()) {
            if (path.startsWith(TilePath.FOLDER)) {
                unseen.add(path);
                TilePath.parse(path)
                        .filter(tile -> !tile.full())
                        .ifPresent(tile -> partials.computeIfAbsent(tile.whole(), whole -> new ArrayList<>())
                                .add(tile));
            }
        }
    }

    /// Whether this tile lies there.
    boolean has(TilePath path) {
        return unseen.contains(path.path());
    }

    /// From now on tiles may be missing; those that are there must still be right.
    void acceptMissing() {
        missingAccepted = true;
    }

    /// The entries of one bundle, which must be there and hold exactly the width of `path`.
    Optional<List<byte[]>> entries(TilePath path) {
        unseen.remove(path.path());
        Optional<byte[]> bundle = source.read(path.path());
        if (bundle.isEmpty()) {
            findings.cryptographic(path.path(), "the file is missing");
            return Optional.empty();
        }
        try {
            List<byte[]> entries = EntryBundle.decode(bundle.get());
            if (entries.size() == path.width()) {
                return Optional.of(entries);
            }
            findings.cryptographic(path.path(), "it does not hold " + path.width() + " entries");
        } catch (LedgerFormatException e) {
            findings.cryptographic(path.path(), e.problem());
        }
        return Optional.empty();
    }

    @Override
    public void tile(TilePath path, byte[] content) {
        // Bundles were read by entries(), and lengths and entries determine every byte of them; but one
        // that goes on where another ends repeats what was read there.
        if (path.level() != TilePath.ENTRIES || missingAccepted) {
            compare(path, content);
        }
        for (TilePath partial : partials.getOrDefault(path.whole(), List.of())) {
            if (partial.width() < path.width()) {
                compare(partial, beginning(partial, content));
            }
        }
    }

    /// Files under `tile/` that the entries do not account for.
    void reportUnseen() {
        unseen.stream()
                .sorted()
                .forEach(path -> findings.cryptographic(path, "the checkpoint does not account for this file"));
    }

    private void compare(TilePath path, byte[] expected) {
        unseen.remove(path.path());
        Optional<byte[]> found = source.read(path.path());
        if (found.isEmpty()) {
            if (!missingAccepted) {
                findings.cryptographic(path.path(), "the file is missing");
            }
        } else if (!Arrays.equals(found.get(), expected)) {
            findings.cryptographic(path.path(), "it is not what the entries give");
        }
    }

    private static byte[] beginning(TilePath partial, byte[] content) {
        if (partial.level() == TilePath.ENTRIES) {
            return EntryBundle.encode(EntryBundle.decode(content).subList(0, partial.width()));
        }
        return Arrays.copyOf(content, partial.width() * Digest.BYTES);
    }
}
