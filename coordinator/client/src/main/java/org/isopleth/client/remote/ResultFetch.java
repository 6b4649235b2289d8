package org.isopleth.client.remote;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ResultFolder;
import org.isopleth.client.report.StudyReport;
import org.isopleth.term.TermId;

/// Waits for the end of a study and writes its documents: `results.json`, `provenance.json` and
/// `report.html`. For one thread.
public final class ResultFetch {
    /// How long the heads of the sites' ledgers are waited for after the end; a site that is away then
    /// is missing from the provenance, and can be asked for again later.
    private static final long LEDGER_SECONDS = 10;

    private static final long LOOK_MILLISECONDS = 200;

    private final CoordinatorClient client;
    private final InstantSource clock;
    private final Function<TermId, Optional<String>> labels;
    private final Consumer<String> say;

    /// @param labels the label of a term, for the report
    /// @param say shows a line of progress
    public ResultFetch(
            CoordinatorClient client,
            InstantSource clock,
            Function<TermId, Optional<String>> labels,
            Consumer<String> say) {
        this.client = client;
        this.clock = clock;
        this.labels = labels;
        this.say = say;
    }

    /// Watches a study to its end, then writes its documents into `folder`.
    ///
    /// @return the result document
    public byte[] watchAndFetch(Digest study, Path folder) {
        client.watch(study, event -> say.accept(ProgressText.line(event)));
        byte[] results = client.document(study, "results");
        Json.Obj document = CanonicalJson.parse(results).asObject();
        byte[] provenance = provenance(study, document);
        ResultFolder documents = new ResultFolder(folder);
        documents.write("results.json", results);
        documents.write("provenance.json", provenance);
        String page = new StudyReport(labels).html(document, Optional.of(CanonicalJson.parse(provenance)));
        documents.write("report.html", page.getBytes(StandardCharsets.UTF_8));
        say.accept("results, provenance and report in " + folder);
        return results;
    }

    /// The provenance, once every site that took part has reported its ledger.
    private byte[] provenance(Digest study, Json.Obj results) {
        long expected = results.list("sites").stream()
                .filter(site -> site.asObject().text("permit").equals("granted"))
                .count();
        Instant end = clock.instant().plusSeconds(LEDGER_SECONDS);
        byte[] provenance = client.document(study, "provenance");
        while (clock.instant().isBefore(end) && heads(provenance) < expected) {
            pause();
            provenance = client.document(study, "provenance");
        }
        return provenance;
    }

    private static long heads(byte[] provenance) {
        return CanonicalJson.parse(provenance).asObject().list("ledgers").size();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("study", "interrupted");
        }
    }
}
