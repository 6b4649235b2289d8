package org.isopleth.connector.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Which series may lack a slice because a file is damaged: a volume without its last slice looks sound. A damaged
/// file that names its series spoils that one alone; one that cannot say, every series with a file in its folder.
/// Not thread-safe.
final class DamagedSlices {
    private final Map<String, String> bySeries = new HashMap<>();
    private final Map<String, String> byFolder = new HashMap<>();

    /// @param series its hash, as far as it is known
    void add(String path, String reason, Optional<String> series) {
        if (series.isPresent()) {
            bySeries.putIfAbsent(series.get(), reason);
        } else {
            byFolder.putIfAbsent(folder(path), reason);
        }
    }

    /// Why a series cannot be trusted to be whole.
    Optional<String> reason(String series, List<ImageFile> files) {
        return Stream.concat(
                        Stream.of(series).map(bySeries::get),
                        files.stream().map(file -> byFolder.get(folder(file.path()))))
                .filter(Objects::nonNull)
                .findFirst()
                .map(reason -> "a file beside the slices is damaged: " + reason);
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
