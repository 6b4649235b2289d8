package org.isopleth.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.ledger.AddCheckpoint;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.NoteSignature;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.WitnessAnswer;

/// What programs say to each other about the heads of their ledgers, on the stream that the connector opened. These
/// messages have no number and are not kept: whoever asked asks again after a while, and an answer that comes twice
/// changes nothing. Immutable, thread-safe; what one claims is checked by who takes it.
///
/// Sites speak to each other through the coordinator, which passes on and can change nothing that is signed.
public sealed interface WitnessMessage {
    /// The kind under which they travel.
    String KIND = "witness/1";
    /// The longest form.
    int MAX_BYTES = 256 * 1024;

    /// Please cosign.
    ///
    /// @param ledger whose ledger it is and which key signs its heads
    /// @param witness the name of the program that is asked
    /// @param request the head and how it grew
    record Asked(KeyCertification ledger, String witness, AddCheckpoint request) implements WitnessMessage {}

    /// The witness's answer.
    ///
    /// @param ledger the name of the program that asked
    /// @param witness who answers and which key it cosigns with
    /// @param answer what it says
    /// @param held the last head that it has cosigned of that ledger, which the ledger's own key signed: who lost a
    ///     part of a ledger, or tells two stories, is shown so by its own signature
    record Answered(String ledger, KeyCertification witness, WitnessAnswer answer, Optional<SignedNote> held)
            implements WitnessMessage {}

    /// The canonical bytes.
    default byte[] bytes() {
        Json.Builder out = Json.object();
        switch (this) {
            case Asked(KeyCertification ledger, String witness, AddCheckpoint request) ->
                out.with("ledger", CanonicalJson.parse(ledger.bytes()))
                        .with("witness", witness)
                        .with("request", text(request.bytes()));
            case Answered(String ledger, KeyCertification witness, WitnessAnswer answer, var held) -> {
                out.with("ledger", ledger)
                        .with("witness", CanonicalJson.parse(witness.bytes()))
                        .with("status", answer.status())
                        .withOptional("held", held.map(note -> Json.of(text(note.bytes()))));
                if (answer instanceof WitnessAnswer.Cosigned(NoteSignature line)) {
                    out.with("cosignature", line.line());
                }
                if (answer instanceof WitnessAnswer.Conflict(long size)) {
                    out.with("size", size);
                }
            }
        }
        return CanonicalJson.bytes(out.build());
    }

    /// Reads a message.
    ///
    /// @throws JsonException when it is none
    static WitnessMessage read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new JsonException("a message about a ledger's head is too long");
        }
        try {
            Json.Obj in = CanonicalJson.parse(bytes).asObject();
            return in.find("request").isPresent() ? asked(in) : answered(in);
        } catch (LedgerFormatException | IllegalArgumentException e) {
            throw new JsonException("a message about a ledger's head has a member of the wrong form");
        }
    }

    private static Asked asked(Json.Obj in) {
        return new Asked(
                certification(in.object("ledger")),
                in.text("witness"),
                AddCheckpoint.parse(in.text("request").getBytes(StandardCharsets.UTF_8)));
    }

    private static Answered answered(Json.Obj in) {
        return new Answered(
                in.text("ledger"),
                certification(in.object("witness")),
                answer(in),
                in.find("held").map(note -> SignedNote.parse(note.asText().getBytes(StandardCharsets.UTF_8))));
    }

    private static WitnessAnswer answer(Json.Obj in) {
        return switch (in.count("status")) {
            case 200 -> new WitnessAnswer.Cosigned(NoteSignature.parse(in.text("cosignature")));
            case 400 -> new WitnessAnswer.Malformed();
            case 403 -> new WitnessAnswer.NotSigned();
            case 404 -> new WitnessAnswer.UnknownLog();
            case 409 -> new WitnessAnswer.Conflict(in.integer("size"));
            case 422 -> new WitnessAnswer.Inconsistent();
            default -> throw new JsonException("a witness's answer has an unknown status");
        };
    }

    private static KeyCertification certification(Json.Obj in) {
        return KeyCertification.parse(CanonicalJson.bytes(in));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
