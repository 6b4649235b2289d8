package org.isopleth.itest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Who takes part in a [Consortium], and how its programs run.
///
/// @param hospitals their names
/// @param documents puts what a hospital starts with into a new folder
/// @param store the lines of a program's `store:` setting, or nothing for its default
/// @param java what the Java of a program runs with besides the usual
record Members(
        List<String> hospitals,
        BiConsumer<String, Path> documents,
        Function<String, Optional<String>> store,
        Function<String, List<String>> java) {
    Members {
        hospitals = List.copyOf(hospitals);
    }

    /// The demo's four hospitals.
    static Members demo() {
        return new Members(
                List.of("avon", "maas", "neckar", "rhone"), DemoDocuments::copy, _ -> Optional.empty(), _ -> List.of());
    }

    Members withStore(Function<String, Optional<String>> other) {
        return new Members(hospitals, documents, other, java);
    }

    Members withJava(Function<String, List<String>> other) {
        return new Members(hospitals, documents, store, other);
    }

    /// Everyone who has a program.
    List<String> programs() {
        return Stream.concat(hospitals.stream(), Stream.of(Consortium.COORDINATOR))
                .toList();
    }
}
