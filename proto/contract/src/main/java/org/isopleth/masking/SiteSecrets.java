package org.isopleth.masking;

import java.security.SecureRandom;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.AgreementKey;
import org.isopleth.masking.key.CurvePoint;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.share.FieldElement;
import org.isopleth.masking.share.SeedStream;
import org.isopleth.site.SiteId;

/// All that is secret and random at a site in one attempt, drawn once before it begins and stored with its
/// first event, encrypted and 0600; never used for a second attempt. Immutable, thread-safe.
///
/// @param sharing `cSK`, partners seal shares for it
/// @param masking `sSK`, the pair masks come from it
/// @param nonce 32 bytes, public
/// @param seed 32 bytes, from which `b`, the polynomials and the nonces of boxes are drawn in this order
public record SiteSecrets(AgreementKey sharing, AgreementKey masking, Bytes nonce, Bytes seed) {
    private static final int SEED_BYTES = 32;

    public SiteSecrets {
        if (seed.array().length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes");
        }
    }

    /// New secrets.
    public static SiteSecrets draw(SecureRandom random) {
        return new SiteSecrets(
                AgreementKey.generate(random),
                AgreementKey.generate(random),
                new Bytes(bytes(random, PublicKeys.NONCE_BYTES)),
                new Bytes(bytes(random, SEED_BYTES)));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] drawn = new byte[count];
        random.nextBytes(drawn);
        return drawn;
    }

    PublicKeys keys(SiteId site) {
        return new PublicKeys(site, sharing.point(), masking.point(), nonce);
    }

    /// A stream that gives `b` first.
    SeedStream stream() {
        return new SeedStream(seed);
    }

    FieldElement self() {
        return stream().nonZero();
    }

    /// The JSON form; secret.
    Json.Obj json() {
        return Json.object()
                .with("sharing", sharing.secret().base64())
                .with("sharingPoint", sharing.point().encoded().base64())
                .with("masking", masking.secret().base64())
                .with("maskingPoint", masking.point().encoded().base64())
                .with("nonce", nonce.base64())
                .with("seed", seed.base64())
                .build();
    }

    static SiteSecrets read(Json.Obj in) {
        return new SiteSecrets(
                key(in, "sharing"),
                key(in, "masking"),
                Bytes.fromBase64(in.text("nonce")),
                Bytes.fromBase64(in.text("seed")));
    }

    private static AgreementKey key(Json.Obj in, String name) {
        return new AgreementKey(
                Bytes.fromBase64(in.text(name)), new CurvePoint(Bytes.fromBase64(in.text(name + "Point"))));
    }

    /// Never a secret.
    @Override
    public String toString() {
        return "SiteSecrets";
    }
}
