package org.isopleth.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// A ledger as one reading of it sees it: the names are listed once, and a small file answers the same
/// however often it is asked for, also when its owner publishes meanwhile. Tiles are read through, since
/// they may be large and each is asked for once. Not thread-safe.
final class OneReading implements LedgerSource {
    private final LedgerSource source;
    private final SortedSet<String> paths;
    private final Map<String, Optional<byte[]>> heads = new HashMap<>();

    OneReading(LedgerSource source) {
        this.source = source;
        this.paths = source.paths();
    }

    @Override
    public SortedSet<String> paths() {
        return paths;
    }

    @Override
    public Optional<byte[]> read(String path) {
        return path.startsWith(TilePath.FOLDER) ? source.read(path) : heads.computeIfAbsent(path, source::read);
    }
}
