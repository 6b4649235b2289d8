package org.isopleth.masking;

import java.util.Map;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;

/// The stored form of what happens in masked rounds, version 1. Stateless, thread-safe.
///
/// A site's first event holds its secrets: its stored form is secret too, to be encrypted, and deleted when
/// the attempt has ended.
public final class MaskingEventJson {
    private MaskingEventJson() {}

    /// The stored form.
    public static Json.Obj write(SiteEvent event) {
        return switch (event) {
            case SiteEvent.Proposed(var proposal, var position, var secrets, var history) ->
                event("proposed")
                        .with("proposal", proposal.json())
                        .with("position", position(position))
                        .with("secrets", secrets.json())
                        .with("history", history.json())
                        .build();
            case SiteEvent.Arrived(var message, var history) ->
                event("arrived")
                        .with("message", message.json())
                        .with("history", history.json())
                        .build();
            case SiteEvent.VectorMasked(Digest vector) ->
                event("vector-masked").with("vector", vector.hex()).build();
            case SiteEvent.TimedOut() -> event("timed-out").build();
        };
    }

    /// Reads a site's event back.
    ///
    /// @throws JsonException when it is not one of version 1
    public static SiteEvent readOfSite(Json.Obj in) {
        return switch (kind(in)) {
            case "proposed" -> {
                Json.Obj proposal = in.object("proposal");
                yield new SiteEvent.Proposed(
                        MaskingMessageJson.signed(proposal, Proposal.read(proposal.object("message"))),
                        position(in.object("position")),
                        SiteSecrets.read(in.object("secrets")),
                        MaskingHistory.read(in.get("history")));
            }
            case "arrived" -> {
                Json.Obj message = in.object("message");
                yield new SiteEvent.Arrived(
                        MaskingMessageJson.signed(
                                message, MaskingMessageJson.coordinatorMessage(message.object("message"))),
                        MaskingHistory.read(in.get("history")));
            }
            case "vector-masked" -> new SiteEvent.VectorMasked(new Digest(in.text("vector")));
            case "timed-out" -> new SiteEvent.TimedOut();
            default -> throw new JsonException("not an event of a site's masked round");
        };
    }

    /// The stored form.
    public static Json.Obj write(CoordinatorEvent event) {
        return switch (event) {
            case CoordinatorEvent.Began(Proposal proposal) ->
                event("began").with("proposal", proposal.json()).build();
            case CoordinatorEvent.Arrived(var message) ->
                event("arrived").with("message", message.json()).build();
            case CoordinatorEvent.Malformed(SiteId site) ->
                event("malformed").with("site", site.name()).build();
            case CoordinatorEvent.Left(SiteId site) ->
                event("left").with("site", site.name()).build();
            case CoordinatorEvent.DeadlinePassed(Step step) ->
                event("deadline-passed").with("step", step.word()).build();
            case CoordinatorEvent.SumOpened(Digest sum) ->
                event("sum-opened").with("sum", sum.hex()).build();
        };
    }

    /// Reads a coordinator's event back.
    ///
    /// @throws JsonException when it is not one of version 1
    public static CoordinatorEvent readOfCoordinator(Json.Obj in) {
        return switch (kind(in)) {
            case "began" -> new CoordinatorEvent.Began(Proposal.read(in.object("proposal")));
            case "arrived" -> {
                Json.Obj message = in.object("message");
                yield new CoordinatorEvent.Arrived(
                        MaskingMessageJson.signed(message, MaskingMessageJson.siteMessage(message.object("message"))));
            }
            case "malformed" -> new CoordinatorEvent.Malformed(new SiteId(in.text("site")));
            case "left" -> new CoordinatorEvent.Left(new SiteId(in.text("site")));
            case "deadline-passed" -> new CoordinatorEvent.DeadlinePassed(Step.parse(in.text("step")));
            case "sum-opened" -> new CoordinatorEvent.SumOpened(new Digest(in.text("sum")));
            default -> throw new JsonException("not an event of a coordinator's masked round");
        };
    }

    private static Json.Builder event(String kind) {
        return Json.object().with("version", 1).with("event", kind);
    }

    private static String kind(Json.Obj in) {
        if (in.integer("version") != 1) {
            throw new JsonException("this is not an event of version 1");
        }
        return in.text("event");
    }

    private static Json.Obj position(SitePosition position) {
        Json.Builder partners = Json.object();
        new TreeMap<>(position.partners())
                .forEach((site, key) -> partners.with(site.name(), key.digest().hex()));
        return Json.object()
                .with("own", position.own().name())
                .with("coordinator", position.coordinator().digest().hex())
                .with("partners", partners.build())
                .with("round", position.round().json())
                .with("plan", position.plan().hex())
                .with("model", position.model().hex())
                .with("words", position.words().word())
                .with("length", position.length())
                .with("floors", position.floors().json())
                .build();
    }

    private static SitePosition position(Json.Obj in) {
        Map<SiteId, KeyFingerprint> partners = new TreeMap<>();
        in.object("partners")
                .members()
                .forEach((name, key) -> partners.put(new SiteId(name), new KeyFingerprint(new Digest(key.asText()))));
        return new SitePosition(
                new SiteId(in.text("own")),
                new KeyFingerprint(new Digest(in.text("coordinator"))),
                partners,
                MaskedRound.read(in.object("round")),
                new Digest(in.text("plan")),
                new Digest(in.text("model")),
                WordSize.parse(in.text("words")),
                in.count("length"),
                MaskingFloors.read(in.object("floors")));
    }
}
