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
import org.isopleth.connector.study.ClosedStudies;
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
    void write(Map<Digest, SiteStudy> open, ClosedStudies closed, Doing doing, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(doing.connection());
        doing.images().ifPresent(lines::add);
        lines.add(open.isEmpty() && closed.count() == 0 ? "no studies" : "studies:");
        open.forEach((study, state) -> lines.add(line(study, state.words(), title(state.offered()))));
        closed.latest()
                .reversed()
                .forEach(last -> lines.add(line(last.study(), "ended: " + last.outcome(), last.title())));
        long more = closed.count() - closed.latest().size();
        if (more > 0) {
            lines.add("  and " + more + " that ended before");
        }
        if (!lines.equals(written)) {
            String text = "as of " + now + "\n" + String.join("\n", lines) + "\n";
            OwnerOnlyFiles.write(file, text.getBytes(StandardCharsets.UTF_8), random);
            written = List.copyOf(lines);
        }
    }

    private static String line(Digest study, String words, String title) {
        String known = title.isEmpty() ? "" : "  (" + title.replaceAll("\\p{Cntrl}", " ") + ")";
        return "  " + study.hex().substring(0, 12) + "  " + words + known;
    }

    private static String title(Optional<StudyOffer> offer) {
        return offer.map(known -> known.study().title()).orElse("");
    }
}
