package org.isopleth.client.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.SignedNote;
import org.isopleth.study.Passport;

/// `provenance.json`, version 1: when a study ran and the heads of the ledgers that logged it.
/// Immutable, thread-safe.
///
/// ```
/// {"provenance": 1, "study": DIGEST, "registeredAt": …, "endedAt": …,
///  "passports": [{"site", "digest", "passport": {…}}], "ledgers": [{"owner", "checkpoint"}]}
/// ```
///
/// `passports` is absent where the study asks for no features.
///
/// @param study the study's identity
/// @param registeredAt when the coordinator registered it, as written
/// @param endedAt when it ended, as written
/// @param passports how each site measured images
/// @param ledgers one head for each program that keeps a ledger
record ProvenanceDocument(
        Digest study, String registeredAt, String endedAt, List<SitePassport> passports, List<Head> ledgers) {

    /// The version of the document format.
    static final int VERSION = 1;

    ProvenanceDocument {
        passports = List.copyOf(passports);
        ledgers = List.copyOf(ledgers);
    }

    /// How one site measured images.
    record SitePassport(String site, Passport passport) {}

    /// The head of one ledger when the study had ended.
    ///
    /// @param owner whose ledger
    /// @param note the signed checkpoint, as it was received
    /// @param checkpoint what it says, unless it is not a checkpoint
    record Head(String owner, String note, Optional<Checkpoint> checkpoint) {}

    /// Reads the document.
    ///
    /// @throws JsonException when it is not one of this version
    static ProvenanceDocument read(Json json) {
        Json.Obj in = json.asObject();
        if (in.find("provenance").isEmpty() || in.integer("provenance") != VERSION) {
            throw new JsonException("this is not a provenance document of version " + VERSION);
        }
        return new ProvenanceDocument(
                ResultsDocument.digest(in, "study"),
                in.text("registeredAt"),
                in.text("endedAt"),
                in.find("passports")
                        .map(passports -> in.list("passports").stream()
                                .map(ProvenanceDocument::passport)
                                .toList())
                        .orElse(List.of()),
                in.list("ledgers").stream().map(ProvenanceDocument::head).toList());
    }

    private static SitePassport passport(Json json) {
        Json.Obj in = json.asObject();
        Passport passport = Passport.read(in.object("passport"));
        if (!passport.digest().equals(ResultsDocument.digest(in, "digest"))) {
            throw new JsonException("a passport in the provenance does not have the digest beside it");
        }
        return new SitePassport(in.text("site"), passport);
    }

    private static Head head(Json json) {
        Json.Obj in = json.asObject();
        String note = in.text("checkpoint");
        return new Head(in.text("owner"), note, checkpoint(note));
    }

    private static Optional<Checkpoint> checkpoint(String note) {
        try {
            return Optional.of(Checkpoint.parse(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8))));
        } catch (LedgerFormatException _) {
            return Optional.empty();
        }
    }
}
