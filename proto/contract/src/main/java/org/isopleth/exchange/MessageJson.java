package org.isopleth.exchange;

import java.time.Instant;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.round.RoundId;
import org.isopleth.study.Readiness;

/// The kind and JSON form of each [Message]; the kind carries the version. Stateless, thread-safe.
public final class MessageJson {
    private static final String NOT_EXPECTED = "a message of a kind that is not expected here";

    private MessageJson() {}

    /// The word and version under which a message travels.
    public static String kind(Message message) {
        return switch (message) {
            case Message.Offered _ -> "offered/1";
            case Message.GetReady _ -> "get-ready/1";
            case Message.RoundOpened _ -> "round-opened/1";
            case Message.MaskedRoundOpened _ -> "masked-round-opened/1";
            case Message.MaskingAsked _ -> "masking-asked/1";
            case Message.Ended _ -> "ended/1";
            case Message.Decided _ -> "decided/1";
            case Message.Ready _ -> "ready/1";
            case Message.Contributed _ -> "contributed/1";
            case Message.MaskingAnswered _ -> "masking-answered/1";
            case Message.Withheld _ -> "withheld/1";
            case Message.LedgerHead _ -> "ledger-head/1";
        };
    }

    /// The JSON form.
    public static Json.Obj write(Message message) {
        Json.Builder out = Json.object();
        switch (message) {
            case Message.Offered(Digest study, Json.Obj offer, Instant deadline) ->
                out.with("study", study.hex()).with("offer", offer).with("deadline", deadline.toString());
            case Message.GetReady(Digest study, var sites, Instant deadline) ->
                out.with("study", study.hex())
                        .with("sites", Json.ofTexts(sites))
                        .with("deadline", deadline.toString());
            case Message.RoundOpened(RoundId round, Digest state, Instant deadline) ->
                out.with("round", round.json()).with("state", state.hex()).with("deadline", deadline.toString());
            case Message.MaskedRoundOpened(RoundId round, Digest state, Instant deadline, Json.Obj proposal) ->
                out.with("round", round.json())
                        .with("state", state.hex())
                        .with("deadline", deadline.toString())
                        .with("proposal", proposal);
            case Message.MaskingAsked(RoundId round, Json.Obj signed) ->
                out.with("round", round.json()).with("signed", signed);
            case Message.Ended(Digest study, String outcome) ->
                out.with("study", study.hex()).with("outcome", outcome);
            case Message.Decided decided ->
                out.with("study", decided.study().hex())
                        .with("permit", decided.permit())
                        .with("signature", decided.signature().base64());
            case Message.Ready(Digest study, Readiness readiness) ->
                out.with("study", study.hex()).with("readiness", readiness.json());
            case Message.Contributed(RoundId round, Digest contribution, long size) ->
                out.with("round", round.json())
                        .with("contribution", contribution.hex())
                        .with("size", size);
            case Message.MaskingAnswered(RoundId round, Json.Obj signed) ->
                out.with("round", round.json()).with("signed", signed);
            case Message.Withheld(RoundId round, String reason, var rules) ->
                out.with("round", round.json()).with("reason", reason).with("rules", Json.ofTexts(rules));
            case Message.LedgerHead(Digest study, String checkpoint) ->
                out.with("study", study.hex()).with("checkpoint", checkpoint);
        }
        return out.build();
    }

    /// Reads a message to a site.
    ///
    /// @throws JsonException when the kind is not known or the form is wrong
    public static Message.ToSite readToSite(String kind, Json.Obj in) {
        if (read(kind, in) instanceof Message.ToSite message) {
            return message;
        }
        throw new JsonException(NOT_EXPECTED);
    }

    /// Reads a message to the coordinator.
    ///
    /// @throws JsonException when the kind is not known or the form is wrong
    public static Message.ToCoordinator readToCoordinator(String kind, Json.Obj in) {
        if (read(kind, in) instanceof Message.ToCoordinator message) {
            return message;
        }
        throw new JsonException(NOT_EXPECTED);
    }

    private static Message read(String kind, Json.Obj in) {
        try {
            return switch (kind) {
                case "offered/1" ->
                    new Message.Offered(study(in), in.object("offer"), Instant.parse(in.text("deadline")));
                case "get-ready/1" ->
                    new Message.GetReady(study(in), in.get("sites").asTexts(), Instant.parse(in.text("deadline")));
                case "round-opened/1" ->
                    new Message.RoundOpened(
                            round(in), new Digest(in.text("state")), Instant.parse(in.text("deadline")));
                case "masked-round-opened/1" ->
                    new Message.MaskedRoundOpened(
                            round(in),
                            new Digest(in.text("state")),
                            Instant.parse(in.text("deadline")),
                            in.object("proposal"));
                case "masking-asked/1" -> new Message.MaskingAsked(round(in), in.object("signed"));
                case "masking-answered/1" -> new Message.MaskingAnswered(round(in), in.object("signed"));
                case "ended/1" -> new Message.Ended(study(in), in.text("outcome"));
                case "decided/1" ->
                    new Message.Decided(study(in), in.object("permit"), Bytes.fromBase64(in.text("signature")));
                case "ready/1" -> new Message.Ready(study(in), Readiness.read(in.object("readiness")));
                case "contributed/1" ->
                    new Message.Contributed(round(in), new Digest(in.text("contribution")), in.integer("size"));
                case "withheld/1" ->
                    new Message.Withheld(
                            round(in), in.text("reason"), in.get("rules").asTexts());
                case "ledger-head/1" -> new Message.LedgerHead(study(in), in.text("checkpoint"));
                default -> throw new JsonException("a message of a kind that is not known");
            };
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new JsonException("a message has a member of the wrong form");
        }
    }

    private static Digest study(Json.Obj in) {
        return new Digest(in.text("study"));
    }

    private static RoundId round(Json.Obj in) {
        return RoundId.read(in.object("round"));
    }
}
