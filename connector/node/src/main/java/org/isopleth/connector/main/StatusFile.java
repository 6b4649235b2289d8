package org.isopleth.connector.main;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.connector.study.SiteStudy;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// What a running connector says of itself, in `status.txt` in its folder, for `connector status`.
/// For one thread.
final class StatusFile {
    static final String NAME = "status.txt";

    /// How the line begins that says what is done with images.
    static final String IMAGES = "measuring images ";

    private final Path file;
    private final SecureRandom random;
    private List<String> written = List.of();

    StatusFile(Path folder, SecureRandom random) {
        this.file = folder.resolve(NAME);
        this.random = random;
    }

    /// What the program does beside its studies, in words.
    ///
    /// @param images what is done with images, if anything; it begins with [#IMAGES]
    record Doing(String connection, Optional<String> images) {}

    /// Writes the file, if what it says has changed.
    void write(Map<Digest, SiteStudy> studies, Doing doing, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(doing.connection());
        doing.images().ifPresent(lines::add);
        lines.add(studies.isEmpty() ? "no studies" : "studies:");
        studies.forEach((id, state) ->
                lines.add("  " + id.hex().substring(0, 12) + "  " + state.words() + title(state.offered())));
        if (!lines.equals(written)) {
            String text = "as of " + now + "\n" + String.join("\n", lines) + "\n";
            OwnerOnlyFiles.write(file, text.getBytes(StandardCharsets.UTF_8), random);
            written = List.copyOf(lines);
        }
    }

    private static String title(Optional<StudyOffer> offer) {
        return offer.map(known -> "  (" + known.study().title().replaceAll("\\p{Cntrl}", " ") + ")")
                .orElse("");
    }
}
