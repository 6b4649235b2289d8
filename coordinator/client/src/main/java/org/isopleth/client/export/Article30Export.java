package org.isopleth.client.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.LedgerEntry;

/// The record of processing activities that GDPR, Article 30(1), asks of a controller, as far as a ledger knows it:
/// for each study who received what, when, and under which measures. What a ledger cannot know (names, purposes,
/// transfers, retention) is given to it or named as missing, never guessed. Not thread-safe.
public final class Article30Export implements LedgerExport {
    private static final String MISSING = "NOT IN THE LEDGER: to be filled in by the controller";
    private static final String SUBJECTS = "patients of this hospital whose rows match a study's cohort; health data";
    private static final String MEASURES = "rows stay in the hospital; one gate checks permit and disclosure rules"
            + " before anything leaves; sums are masked where the permit says so; mutual TLS 1.3; a signed log that"
            + " cannot be rewritten unseen";

    /// What only the controller knows.
    ///
    /// @param controller name and contact, Article 30(1)(a)
    /// @param officer the data protection officer, (a)
    /// @param purpose why, (b)
    /// @param retention until when, (f)
    public record Told(
            Optional<String> controller,
            Optional<String> officer,
            Optional<String> purpose,
            Optional<String> retention) {}

    private final Told told;
    private final boolean json;
    private final SortedMap<Digest, Processing> studies = new TreeMap<>();
    private String owner = "";

    /// @param json as one JSON document instead of a text for people (Markdown)
    public Article30Export(Told told, boolean json) {
        this.told = told;
        this.json = json;
    }

    @Override
    public String entry(LedgerEntry entry) {
        owner = entry.owner();
        entry.occurrence()
                .context()
                .study()
                .ifPresent(study ->
                        studies.computeIfAbsent(study, _ -> new Processing()).add(entry));
        return "";
    }

    @Override
    public String end() {
        return json ? CanonicalJson.text(document()) + "\n" : text();
    }

    private Json document() {
        List<Json> activities = new ArrayList<>();
        studies.forEach((study, processing) -> {
            Json.Builder departures = Json.object();
            processing.departures().forEach((kind, count) -> departures.with(kind, count.longValue()));
            activities.add(Json.object()
                    .with("study", study.hex())
                    .with("from", processing.first().toString())
                    .with("to", processing.last().toString())
                    .withOptional("permitted", time(processing.permitted()))
                    .withOptional("cohortDeleted", time(processing.deleted()))
                    .with("recipients", Json.ofTexts(List.copyOf(processing.recipients())))
                    .with("departures", departures.build())
                    .with("reads", processing.reads())
                    .with("refusals", processing.refusals())
                    .with("rules", Json.ofTexts(List.copyOf(processing.rules())))
                    .build());
        });
        return Json.object()
                .with("article30", 1)
                .with("ledgerOf", owner)
                .with("controller", told.controller().orElse(MISSING))
                .with("dataProtectionOfficer", told.officer().orElse(MISSING))
                .with("purpose", told.purpose().orElse(MISSING))
                .with("retention", told.retention().orElse(MISSING))
                .with("transfers", MISSING)
                .with("dataSubjectsAndData", SUBJECTS)
                .with("measures", MEASURES)
                .with("activities", activities)
                .build();
    }

    private String text() {
        StringBuilder out = new StringBuilder("# Record of processing activities (GDPR, Article 30)\n\n");
        out.append("Made from the ledger of ").append(owner).append(".\n\n");
        line(out, "Controller and contact (a)", told.controller().orElse(MISSING));
        line(out, "Data protection officer (a)", told.officer().orElse(MISSING));
        line(out, "Purposes (b)", told.purpose().orElse(MISSING));
        line(out, "Data subjects and data (c)", SUBJECTS);
        line(out, "Transfers to third countries (e)", MISSING);
        line(out, "Time limits for erasure (f)", told.retention().orElse(MISSING));
        line(out, "Security measures (g)", MEASURES);
        studies.forEach((study, processing) -> {
            out.append("\n## Study ").append(study.hex()).append("\n\n");
            line(out, "Period", processing.first() + " to " + processing.last());
            line(out, "Permitted", processing.permitted().map(Instant::toString).orElse("never"));
            line(
                    out,
                    "Recipients (d)",
                    processing.recipients().isEmpty() ? "none" : String.join(", ", processing.recipients()));
            line(out, "What left", departures(processing));
            line(out, "Rows read for it", processing.reads() + " times");
            line(out, "Refused by rules", processing.refusals() + " times");
            line(out, "Rules applied", processing.rules().isEmpty() ? "none" : String.join(", ", processing.rules()));
            line(
                    out,
                    "Frozen rows deleted",
                    processing.deleted().map(Instant::toString).orElse("not yet"));
        });
        return out.toString();
    }

    private static String departures(Processing processing) {
        return processing.departures().isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        processing.departures().entrySet().stream()
                                .map(kind -> kind.getValue() + " × " + kind.getKey())
                                .toList());
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append("- **").append(name).append("**: ").append(value).append('\n');
    }

    private static Optional<Json> time(Optional<Instant> time) {
        return time.map(instant -> Json.of(instant.toString()));
    }
}
