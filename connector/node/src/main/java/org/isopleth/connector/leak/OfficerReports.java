package org.isopleth.connector.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.isopleth.disclosure.leak.LeakReport;
import org.isopleth.round.RoundId;
import org.isopleth.store.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows the data protection officer what the leak meter said last of every study: a text file for each, in a folder
/// for the connector's account alone. The files hold exact small counts and never leave the hospital. Thread-safe.
///
/// They are a convenience: what cannot be written is logged and stops nothing, for the gate decides without them.
public final class OfficerReports implements BiConsumer<RoundId, List<LeakReport>> {
    private static final Logger LOG = LoggerFactory.getLogger(OfficerReports.class);

    private final Path folder;

    /// @param folder made if absent, mode 0700
    public OfficerReports(Path folder) {
        PrivateFiles.createFolder(folder);
        this.folder = folder;
    }

    @Override
    public synchronized void accept(RoundId round, List<LeakReport> reports) {
        List<String> lines = new ArrayList<>(List.of("study " + round.study().hex(), "round " + round));
        reports.forEach(report -> {
            lines.add("");
            lines.addAll(report.words());
        });
        Path file = folder.resolve(round.study().hex() + ".txt");
        Path next = folder.resolve(round.study().hex() + ".next");
        try {
            Files.deleteIfExists(next);
            PrivateFiles.createFile(next);
            Files.writeString(next, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the leak meter's report of round {} cannot be written", round, e);
        }
    }
}
