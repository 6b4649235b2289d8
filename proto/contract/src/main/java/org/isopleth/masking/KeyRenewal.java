package org.isopleth.masking;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.masking.key.LengthPrefixed;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;

/// A site's word, under its old signing key, that another key is its own from now on: what a partner whose permit pins
/// the old key needs to take the new one. Immutable, thread-safe; nothing is checked until [#problem].
///
/// The statement begins with a byte 0, which no signature label of the project does, and with a label that no message
/// of a masked round has, so that a signature made here is one of nothing else. Only the key a permit pins can certify
/// another: a key that was certified itself certifies none, because whoever stole it could otherwise keep it for ever.
///
/// @param federation the consortium's name
/// @param site whose keys they are
/// @param former the key that signs this
/// @param renewed the key that takes its place
/// @param from the first instant at which it holds
/// @param until the instant from which it no longer does; at most [#LONGEST] later
/// @param signature by `former`, over [#statement]
public record KeyRenewal(
        String federation,
        SiteId site,
        SigningKey former,
        SigningKey renewed,
        Instant from,
        Instant until,
        Bytes signature) {

    /// Studies that outlive it are permitted anew.
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final String LABEL = "isopleth/key-renewal/1";

    /// Why a renewal does not hold.
    public enum Problem {
        /// It is of another consortium.
        OTHER_CONSORTIUM,
        /// It is of another site than the one it comes for, or of one that the permit does not pin.
        OTHER_SITE,
        /// The key that signed it is not the one the permit pins: a second link of a chain, or a stranger.
        NOT_BY_PINNED_KEY,
        /// The new key is one that is pinned or certified already.
        KEY_IN_USE,
        /// It does not hold yet, no longer, or for longer than it may.
        OUT_OF_TIME,
        /// The signature is not that of the former key over this statement.
        WRONG_SIGNATURE
    }

    /// The bytes to sign.
    public static byte[] statement(
            String federation, SiteId site, SigningKey former, SigningKey renewed, Instant from, Instant until) {
        return LengthPrefixed.of(
                LengthPrefixed.text(LABEL),
                LengthPrefixed.text(federation),
                LengthPrefixed.text(site.name()),
                former.info().array(),
                renewed.info().array(),
                LengthPrefixed.text(from.toString()),
                LengthPrefixed.text(until.toString()));
    }

    /// What is wrong with it for a partner; nothing when the new key may be taken.
    ///
    /// @param member the site it comes for
    /// @param pinned the keys of the permit
    /// @param consortium the partner's own
    /// @param now by the partner's clock
    public Optional<Problem> problem(
            SiteId member, Map<SiteId, KeyFingerprint> pinned, String consortium, Instant now) {
        KeyFingerprint old = pinned.get(member);
        if (!federation.equals(consortium)) {
            return Optional.of(Problem.OTHER_CONSORTIUM);
        }
        if (!site.equals(member) || old == null) {
            return Optional.of(Problem.OTHER_SITE);
        }
        if (!former.fingerprint().equals(old)) {
            return Optional.of(Problem.NOT_BY_PINNED_KEY);
        }
        if (pinned.containsValue(renewed.fingerprint())) {
            return Optional.of(Problem.KEY_IN_USE);
        }
        if (now.isBefore(from) || !now.isBefore(until) || until.isAfter(from.plus(LONGEST))) {
            return Optional.of(Problem.OUT_OF_TIME);
        }
        return former.signed(statement(federation, site, former, renewed, from, until), signature)
                ? Optional.empty()
                : Optional.of(Problem.WRONG_SIGNATURE);
    }

    /// The keys a site goes by: the pinned ones, those replaced for which a renewal of the roster holds. A renewal that
    /// does not hold changes nothing, so that its key is refused as unpinned.
    ///
    /// @param roster as the coordinator proposes it
    public static Map<SiteId, KeyFingerprint> applied(
            Collection<Proposal.Member> roster, Map<SiteId, KeyFingerprint> pinned, String consortium, Instant now) {
        Map<SiteId, KeyFingerprint> keys = new HashMap<>(pinned);
        Set<KeyFingerprint> taken = new HashSet<>(pinned.values());
        for (Proposal.Member member : roster) {
            member.renewal()
                    .filter(renewal -> renewal.renewed().equals(member.key()))
                    .filter(renewal -> renewal.problem(member.site(), pinned, consortium, now)
                            .isEmpty())
                    .filter(_ -> taken.add(member.key().fingerprint()))
                    .ifPresent(_ -> keys.put(member.site(), member.key().fingerprint()));
        }
        return Map.copyOf(keys);
    }

    /// The JSON form.
    public Json.Obj json() {
        return Json.object()
                .with("federation", federation)
                .with("site", site.name())
                .with("former", former.info().base64())
                .with("renewed", renewed.info().base64())
                .with("from", from.toString())
                .with("until", until.toString())
                .with("signature", signature.base64())
                .build();
    }

    /// Reads [#json] back.
    ///
    /// @throws JsonException when it is no renewal
    public static KeyRenewal read(Json.Obj in) {
        try {
            return new KeyRenewal(
                    in.text("federation"),
                    new SiteId(in.text("site")),
                    new SigningKey(Bytes.fromBase64(in.text("former"))),
                    new SigningKey(Bytes.fromBase64(in.text("renewed"))),
                    Instant.parse(in.text("from")),
                    Instant.parse(in.text("until")),
                    Bytes.fromBase64(in.text("signature")));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new JsonException("this is not a key renewal");
        }
    }
}
