package org.isopleth.masking;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.masking.mask.WordSize;
import org.isopleth.site.SiteId;

/// The terms of one attempt at a masked round, as the coordinator proposes them (R0). Immutable,
/// thread-safe. A site takes nothing from here that it has not from elsewhere: it compares.
///
/// @param plan digest of the signed plan; the number profile is a field of it
/// @param model digest of the state the round goes out with
/// @param roster every invited site with its signing key, in the order of the round
/// @param threshold how many shares give a secret back
/// @param minimumSurvivors below this many masked vectors the coordinator gives the attempt up
/// @param words how wide the integers are
/// @param length how many integers a vector has
public record Proposal(
        MaskedRound round,
        Digest plan,
        Digest model,
        List<Member> roster,
        SigningKey coordinator,
        int threshold,
        int minimumSurvivors,
        WordSize words,
        int length)
        implements CoordinatorMessage {

    /// No message may name more sites than this, whatever a site's policy says.
    public static final int MAX_SITES = 1024;

    /// One invited site.
    ///
    /// @param renewal the site's own word for its key, where that is not the one permits pin
    public record Member(SiteId site, SigningKey key, Optional<KeyRenewal> renewal) {
        /// A site with the key that permits pin.
        public Member(SiteId site, SigningKey key) {
            this(site, key, Optional.empty());
        }

        private Json.Obj json() {
            return Json.object()
                    .with("site", site.name())
                    .with("key", key.info().base64())
                    .withOptional("renewal", renewal.map(KeyRenewal::json))
                    .build();
        }

        private static Member read(Json.Obj in) {
            return new Member(
                    new SiteId(in.text("site")),
                    signingKey(in, "key"),
                    in.find("renewal").map(renewal -> KeyRenewal.read(renewal.asObject())));
        }
    }

    public Proposal {
        roster = List.copyOf(roster);
        long names = roster.stream().map(Member::site).distinct().count();
        if (roster.isEmpty() || roster.size() > MAX_SITES || names != roster.size()) {
            throw new MaskingException("a roster has 1 to " + MAX_SITES + " different sites");
        }
        if (threshold < 1 || threshold > roster.size() || minimumSurvivors < 1 || length < 1) {
            throw new MaskingException("the numbers of a proposal are out of range");
        }
        if ((long) length * words.bytes() > Integer.MAX_VALUE - 64) {
            throw new MaskingException("a masked vector has at most 2 GiB");
        }
    }

    /// `ctx0`.
    public Digest opening() {
        return round.opening(plan, model);
    }

    /// The signing key of an invited site.
    public Optional<SigningKey> key(SiteId site) {
        return roster.stream()
                .filter(member -> member.site.equals(site))
                .map(Member::key)
                .findFirst();
    }

    /// Bytes of a masked vector.
    public int vectorBytes() {
        return length * words.bytes();
    }

    @Override
    public Step step() {
        return Step.PROPOSE;
    }

    @Override
    public Json.Obj json() {
        return Json.object()
                .with("kind", "proposal")
                .with("round", round.json())
                .with("plan", plan.hex())
                .with("model", model.hex())
                .with("roster", roster.stream().map(Member::json).toList())
                .with("coordinator", coordinator.info().base64())
                .with("threshold", threshold)
                .with("minimumSurvivors", minimumSurvivors)
                .with("words", words.word())
                .with("length", length)
                .build();
    }

    static Proposal read(Json.Obj in) {
        return new Proposal(
                MaskedRound.read(in.object("round")),
                new Digest(in.text("plan")),
                new Digest(in.text("model")),
                in.list("roster").stream().map(Json::asObject).map(Member::read).toList(),
                signingKey(in, "coordinator"),
                in.count("threshold"),
                in.count("minimumSurvivors"),
                WordSize.parse(in.text("words")),
                in.count("length"));
    }

    private static SigningKey signingKey(Json.Obj in, String name) {
        return new SigningKey(Bytes.fromBase64(in.text(name)));
    }
}
