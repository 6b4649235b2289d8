package org.isopleth.store.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isopleth.ledger.LedgerException;

/// What a program leaves in its work folder when a witness has shown that its ledger was put back to an older state,
/// or tells two stories. As long as the folder is there the program does not start: people decide what happened,
/// and begin a new ledger or put the latest state back. Stateless, thread-safe.
///
/// | file of `fork-incident/` | content |
/// |---|---|
/// | `what-happened.txt` | one line |
/// | `witnessed-checkpoint` | the head that the witness holds, with this ledger's own signature |
/// | `fork-evidence.json` | the two heads that contradict each other, if this ledger signed such; see
/// [org.isopleth.ledger.ForkEvidence] |
public final class ForkIncident {
    private static final String FOLDER = "fork-incident";
    private static final String LINE = "what-happened.txt";

    private ForkIncident() {}

    /// Leaves the files, on disk when this returns. A second incident changes nothing about the first.
    ///
    /// @throws LedgerFileException when they cannot be written
    public static void write(Path workFolder, Cosigning.Outcome.Incident incident) {
        LedgerFiles files = new LedgerFiles(workFolder.resolve(FOLDER));
        if (files.read(LINE).isPresent()) {
            return;
        }
        files.replace("witnessed-checkpoint", incident.held().bytes());
        incident.evidence().ifPresent(evidence -> files.replace("fork-evidence.json", evidence.bytes()));
        files.replace(LINE, (incident.line() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// @throws LedgerException when there was one; its message says what and where, and what to do
    public static void requireNone(Path workFolder) {
        Path line = workFolder.resolve(FOLDER).resolve(LINE);
        if (Files.exists(line)) {
            throw new LedgerException(message(workFolder, text(line)));
        }
    }

    /// The line for the people of the ledger's owner.
    public static String message(Path workFolder, String line) {
        return line.strip() + "; nothing leaves: read " + workFolder.resolve(FOLDER)
                + ", put the latest state back, and delete that folder";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LedgerFileException(file, e);
        }
    }
}
