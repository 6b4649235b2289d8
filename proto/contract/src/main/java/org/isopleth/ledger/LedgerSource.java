package org.isopleth.ledger;

import java.util.Optional;
import java.util.SortedSet;

/// The files of one ledger, wherever they lie. Paths are relative, with `/` between their parts.
/// Implementations may throw [java.io.UncheckedIOException] when the place itself cannot be read.
public interface LedgerSource {

    /// Every file there is, directories not counted.
    SortedSet<String> paths();

    /// The bytes of one file, if it is there.
    Optional<byte[]> read(String path);
}
