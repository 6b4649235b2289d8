package org.isopleth.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// Entries as JSON and back. Members without a value are absent; unknown members are refused.
/// Stateless, thread-safe.
public final class LedgerEntryJson {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Set<String> MEMBERS = Set.of(
            "v",
            "seq",
            "t",
            "owner",
            "actor",
            "event",
            "outcome",
            "study",
            "round",
            "recipients",
            "artefact",
            "policy",
            "bands",
            "digests",
            "dp");

    private LedgerEntryJson() {}

    /// The entry as JSON.
    public static Json.Obj toJson(LedgerEntry entry) {
        Occurrence what = entry.occurrence();
        Occurrence.Details details = what.details();
        Json.Builder out = Json.object()
                .with("v", LedgerEntry.VERSION)
                .with("seq", entry.sequence())
                .with("t", TIME.format(LocalDateTime.ofInstant(entry.time(), ZoneOffset.UTC)))
                .with("owner", entry.owner())
                .with("actor", actor(what.actor()))
                .with("event", what.event().word())
                .with("outcome", what.outcome().word())
                .withOptional("study", what.context().study().map(LedgerEntryJson::hex))
                .withOptional("round", what.context().round().map(Json::of))
                .withOptional("artefact", details.artefact().map(LedgerEntryJson::artefact))
                .withOptional("policy", details.policy().map(LedgerEntryJson::policy))
                .withOptional("dp", details.spend().map(PrivacySpend::json));
        List<String> recipients = what.context().recipients();
        out.withOptional("recipients", present(recipients.isEmpty(), Json.ofTexts(recipients)));
        out.withOptional("bands", map(details.bands(), band -> Json.of(band.text())));
        out.withOptional("digests", map(details.digests(), LedgerEntryJson::hex));
        return out.build();
    }

    /// The entry a JSON object holds.
    ///
    /// @throws LedgerFormatException when it holds none, or more than one
    public static LedgerEntry fromJson(Json json) {
        try {
            return entry(json);
        } catch (DateTimeException e) {
            throw new LedgerFormatException("the entry's time is not UTC as 2026-11-01T12:00:00.000Z");
        } catch (JsonException | IllegalArgumentException e) {
            throw new LedgerFormatException("the entry is malformed: " + e.getMessage());
        }
    }

    /// As [#fromJson], from bytes that must be the canonical form of the entry they hold.
    static LedgerEntry fromCanonical(byte[] leaf) {
        Json json;
        try {
            json = CanonicalJson.parseCanonical(leaf);
        } catch (JsonException e) {
            throw new LedgerFormatException("the entry is not canonical JSON: " + e.getMessage());
        }
        LedgerEntry entry = fromJson(json);
        // Catches what single checks may let through: two documents must never mean one entry.
        if (!toJson(entry).equals(json)) {
            throw new LedgerFormatException("the entry has members or spellings that are not permitted");
        }
        return entry;
    }

    private static LedgerEntry entry(Json json) {
        Json.Obj in = only(json, MEMBERS);
        if (in.integer("v") != LedgerEntry.VERSION) {
            throw new LedgerFormatException("the entry has an unknown version");
        }
        Occurrence.Details details = new Occurrence.Details(
                in.find("artefact").map(LedgerEntryJson::artefact),
                in.find("policy").map(LedgerEntryJson::policy),
                map(in, "bands", band -> SizeBand.parse(band.asText())),
                map(in, "digests", LedgerEntryJson::digest),
                in.find("dp").map(spend -> PrivacySpend.read(only(spend, PrivacySpend.MEMBERS))));
        Occurrence what = new Occurrence(
                actor(in.get("actor")),
                LedgerEvent.parse(in.text("event")),
                LedgerOutcome.parse(in.text("outcome")),
                context(in),
                details);
        Instant time = LocalDateTime.parse(in.text("t"), TIME).toInstant(ZoneOffset.UTC);
        return new LedgerEntry(in.integer("seq"), time, in.text("owner"), what);
    }

    private static LedgerContext context(Json.Obj in) {
        return new LedgerContext(
                in.find("study").map(LedgerEntryJson::digest),
                in.find("round").map(Json::asText),
                in.find("recipients").map(Json::asTexts).orElse(List.of()));
    }

    private static Json actor(Actor actor) {
        return Json.object()
                .with("type", actor.type())
                .with("id", actor.id())
                .withOptional("certSha256", actor.certificate().map(LedgerEntryJson::hex))
                .build();
    }

    private static Actor actor(Json json) {
        Json.Obj in = only(json, Set.of("type", "id", "certSha256"));
        return new Actor(in.text("type"), in.text("id"), in.find("certSha256").map(LedgerEntryJson::digest));
    }

    private static Json artefact(Artefact artefact) {
        return Json.object()
                .with("sha256", artefact.sha256().hex())
                .with("bytes", artefact.bytes())
                .with("type", artefact.type())
                .build();
    }

    private static Artefact artefact(Json json) {
        Json.Obj in = only(json, Set.of("sha256", "bytes", "type"));
        return new Artefact(digest(in.get("sha256")), in.integer("bytes"), in.text("type"));
    }

    private static Json policy(PolicyDecision policy) {
        List<Json.Obj> rules = policy.rules().stream()
                .map(rule -> Json.object()
                        .with("id", rule.id())
                        .with("threshold", rule.threshold())
                        .with("result", rule.result().word())
                        .build())
                .toList();
        return Json.object()
                .with("id", policy.id())
                .withOptional("sha256", policy.sha256().map(LedgerEntryJson::hex))
                .with("rules", rules)
                .build();
    }

    private static PolicyDecision policy(Json json) {
        Json.Obj in = only(json, Set.of("id", "sha256", "rules"));
        List<PolicyRule> rules =
                in.list("rules").stream().map(LedgerEntryJson::rule).toList();
        return new PolicyDecision(in.text("id"), in.find("sha256").map(LedgerEntryJson::digest), rules);
    }

    private static PolicyRule rule(Json json) {
        Json.Obj in = only(json, Set.of("id", "threshold", "result"));
        return new PolicyRule(in.text("id"), in.number("threshold"), PolicyRule.Result.parse(in.text("result")));
    }

    private static Json.Obj only(Json json, Set<String> names) {
        Json.Obj in = json.asObject();
        if (!names.containsAll(in.members().keySet())) {
            throw new LedgerFormatException("the entry has an unknown member");
        }
        return in;
    }

    private static Json hex(Digest digest) {
        return Json.of(digest.hex());
    }

    private static Digest digest(Json json) {
        return new Digest(json.asText());
    }

    private static Optional<Json> present(boolean absent, Json value) {
        return absent ? Optional.empty() : Optional.of(value);
    }

    private static <V> Optional<Json> map(SortedMap<String, V> values, Function<V, Json> one) {
        Json.Builder out = Json.object();
        values.forEach((name, value) -> out.with(name, one.apply(value)));
        return present(values.isEmpty(), out.build());
    }

    private static <V> SortedMap<String, V> map(Json.Obj in, String name, Function<Json, V> one) {
        SortedMap<String, V> out = new TreeMap<>();
        Map<String, Json> members =
                in.find(name).map(Json::asObject).map(Json.Obj::members).orElse(Map.of());
        members.forEach((key, value) -> out.put(key, one.apply(value)));
        return out;
    }
}
