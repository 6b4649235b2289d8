package org.isopleth.study;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;

/// A site's decision on one study, to be signed with the site's signing key. Immutable, thread-safe.
///
/// A permit pins the signing keys of the coordinator and of every partner: the coordinator runs the
/// enrolment authority, so nothing else would stop it from inventing hospitals later.
///
/// @param study digest of the study decided on
/// @param site who decides
/// @param decision granted or refused
/// @param coordinator the coordinator's signing key
/// @param partners the signing key of every invited site, the deciding one included
/// @param policy digest of the site policy in force
/// @param decidedAt when
public record Permit(
        Digest study,
        SiteId site,
        Decision decision,
        KeyFingerprint coordinator,
        Map<SiteId, KeyFingerprint> partners,
        Digest policy,
        Instant decidedAt) {

    /// The label under which permits are signed, so that no other signature can pass for one.
    public static final String SIGNATURE_LABEL = "isopleth/permit/1";

    public Permit {
        partners = Map.copyOf(partners);
    }

    /// What was decided.
    public sealed interface Decision {
        /// The site takes part and lets this much be read.
        ///
        /// @param masking what it asks of masked sums; the coordinator can only ask for as much or more
        record Granted(ReleaseLevel release, MaskingFloors masking) implements Decision {
            /// With what every site asks of masked sums.
            public Granted(ReleaseLevel release) {
                this(release, MaskingFloors.DEFAULT);
            }
        }

        /// The site does not take part, for a reason of a closed list.
        record Refused(RefusalReason reason) implements Decision {}
    }

    /// Why a site refuses a study.
    public enum RefusalReason {
        /// A person said no.
        PERSON("person"),
        /// The site's policy excludes the release level.
        RELEASE_LEVEL("release-level"),
        /// The site's policy excludes an analysis.
        ANALYSIS("analysis"),
        /// The site's policy excludes the scientist.
        SCIENTIST("scientist"),
        /// A signature, certificate or pinned key does not check.
        NOT_AUTHENTIC("not-authentic"),
        /// The connector does not know an analysis or its version.
        UNKNOWN_ANALYSIS("unknown-analysis"),
        /// What came as the site's decision is not one: malformed, of another study, or not signed with
        /// the site's key. Only the coordinator says this.
        INVALID("permit-invalid"),
        /// The site granted another release level than the study has, more or less. Only the coordinator says this.
        OTHER_RELEASE("other-release-level");

        private final String word;

        RefusalReason(String word) {
            this.word = word;
        }

        /// The word that travels.
        public String word() {
            return word;
        }

        /// Reads the word.
        public static RefusalReason parse(String word) {
            for (RefusalReason reason : values()) {
                if (reason.word.equals(word)) {
                    return reason;
                }
            }
            throw new JsonException("not a reason to refuse a study");
        }
    }

    /// Whether the site takes part.
    public boolean granted() {
        return decision instanceof Decision.Granted;
    }

    /// The JSON form whose canonical bytes are signed.
    public Json.Obj json() {
        Json.Builder keys = Json.object();
        new TreeMap<>(partners)
                .forEach(
                        (partner, key) -> keys.with(partner.name(), key.digest().hex()));
        Json.Builder out = Json.object()
                .with("permit", 1)
                .with("study", study.hex())
                .with("site", site.name())
                .with("coordinator", coordinator.digest().hex())
                .with("partners", keys.build())
                .with("policy", policy.hex())
                .with("decidedAt", decidedAt.toString());
        switch (decision) {
            case Decision.Granted(ReleaseLevel release, MaskingFloors masking) ->
                out.with("granted", release.word())
                        .withOptional(
                                "masking",
                                Optional.of(masking)
                                        .filter(floors -> !floors.equals(MaskingFloors.DEFAULT))
                                        .map(MaskingFloors::json));
            case Decision.Refused(RefusalReason reason) -> out.with("refused", reason.word());
        }
        return out.build();
    }

    /// Reads the JSON form.
    ///
    /// @throws JsonException when it is not a permit of version 1
    public static Permit read(Json json) {
        Json.Obj in = json.asObject();
        if (in.integer("permit") != 1) {
            throw new JsonException("this is not a permit of version 1");
        }
        Map<SiteId, KeyFingerprint> partners = new TreeMap<>();
        in.object("partners")
                .members()
                .forEach((name, key) -> partners.put(new SiteId(name), new KeyFingerprint(new Digest(key.asText()))));
        Decision decision = in.find("granted").isPresent()
                ? new Decision.Granted(
                        ReleaseLevel.parse(in.text("granted")),
                        in.find("masking")
                                .map(floors -> MaskingFloors.read(floors.asObject()))
                                .orElse(MaskingFloors.DEFAULT))
                : new Decision.Refused(RefusalReason.parse(in.text("refused")));
        return new Permit(
                new Digest(in.text("study")),
                new SiteId(in.text("site")),
                decision,
                new KeyFingerprint(new Digest(in.text("coordinator"))),
                partners,
                new Digest(in.text("policy")),
                Instant.parse(in.text("decidedAt")));
    }
}
