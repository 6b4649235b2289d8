package org.isopleth.client.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;

/// Something that left a hospital, or was kept in. Immutable, thread-safe.
///
/// @param entry the ledger's entry that says so
/// @param time when
/// @param left whether it left; otherwise the gate refused
/// @param study for which study, when the entry says it
/// @param round in which round of it
/// @param recipients to whom
/// @param kind what it is, as the ledger has it
/// @param bytes how many, when something left
/// @param bands sizes, each as `name band`
/// @param permit the entry of the permit in force, when there is one
/// @param rules each rule that was applied: `id, limit N, passed` or `failed`
/// @param sha256 the bytes' digest, when something left
record Departure(
        long entry,
        Instant time,
        boolean left,
        Optional<Digest> study,
        Optional<String> round,
        List<String> recipients,
        String kind,
        Optional<Long> bytes,
        List<String> bands,
        Optional<Long> permit,
        List<String> rules,
        Optional<Digest> sha256) {

    /// One line for people.
    String line() {
        StringBuilder line = new StringBuilder();
        line.append(time).append("  entry ").append(entry).append("  ");
        if (left) {
            line.append("LEFT to ").append(recipients.isEmpty() ? "nobody named" : String.join(", ", recipients));
            line.append(": ").append(words(kind));
            bytes.ifPresent(count -> line.append(" (").append(size(count)).append(')'));
        } else {
            line.append("KEPT IN: ").append(words(kind));
        }
        round.ifPresent(name -> line.append(", round ").append(name));
        bands.forEach(band -> line.append(", ").append(band));
        line.append(permit.map(number -> ", permit of entry " + number).orElse(", without a permit"));
        if (!rules.isEmpty()) {
            line.append("; rules: ").append(String.join("; ", rules));
        }
        return line.toString();
    }

    /// The same for machines.
    Json json() {
        return Json.object()
                .with("entry", entry)
                .with("time", time.toString())
                .with("left", left)
                .withOptional("study", study.map(digest -> Json.of(digest.hex())))
                .withOptional("round", round.map(Json::of))
                .with("recipients", Json.ofTexts(recipients))
                .with("kind", kind)
                .withOptional("bytes", bytes.map(count -> Json.of(count.longValue())))
                .with("bands", Json.ofTexts(bands))
                .withOptional("permit", permit.map(number -> Json.of(number.longValue())))
                .with("rules", Json.ofTexts(rules))
                .withOptional("sha256", sha256.map(digest -> Json.of(digest.hex())))
                .build();
    }

    /// What a kind of bytes is, in words. A kind this list does not know is named as it is.
    private static String words(String kind) {
        return switch (kind) {
            case "contribution" -> "this hospital's part of the numbers of a round";
            case "masking-step" -> "a signed step of masking: keys, sealed shares, no numbers of patients";
            case "decided/1" -> "the decision on a permit";
            case "ready/1" -> "whether the data can serve the study: a band of sizes and obstacles";
            case "ledger-head/1" -> "the head of this ledger";
            default -> kind;
        };
    }

    private static String size(long bytes) {
        return bytes < 1_024 ? bytes + " bytes" : (bytes + 512) / 1_024 + " KiB";
    }
}
