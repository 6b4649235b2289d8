package org.isopleth.wire.identity;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.site.Role;
import org.isopleth.study.Passport;

/// A passport that a site signed, with the certificates that say whose signature it is, so that whoever knows the
/// consortium's root can check it offline. Immutable, thread-safe.
///
/// ```
/// {"certificates": [BASE64 DER, leaf first], "document": {…the passport…}, "signature": BASE64}
/// ```
///
/// @param passport what is signed, in canonical form under [#LABEL]
/// @param chain leaf first; trusted by nobody until [#signer] has checked it
/// @param signature ECDSA in DER
public record SignedPassport(Passport passport, List<X509Certificate> chain, Bytes signature) {
    /// So that no other signature can pass for one of a passport.
    public static final SignatureLabel LABEL = new SignatureLabel("isopleth/passport/v1");

    public SignedPassport {
        chain = List.copyOf(chain);
    }

    /// Signs a passport.
    public static SignedPassport of(Passport passport, Signer signer) {
        byte[] signature = signer.sign(LABEL, CanonicalJson.bytes(passport.json()));
        return new SignedPassport(passport, signer.chain(), new Bytes(signature));
    }

    /// The site that signed it.
    ///
    /// @param at the instant at which the certificates must hold
    /// @throws IdentityException when a certificate, its role or the signature is wrong
    public Identity signer(TrustRoot root, Instant at) {
        SignatureCheck.Signed signed =
                new SignatureCheck.Signed(LABEL, CanonicalJson.bytes(passport.json()), signature.array());
        return new SignatureCheck(root).signer(signed, chain, Role.SITE, at);
    }

    /// The JSON form.
    public Json.Obj json() {
        List<String> certificates = new ArrayList<>();
        CertificateChain.encode(chain)
                .forEach(der -> certificates.add(Base64.getEncoder().encodeToString(der)));
        return Json.object()
                .with("certificates", Json.ofTexts(certificates))
                .with("document", passport.json())
                .with("signature", signature.base64())
                .build();
    }

    /// Reads the JSON form; trusts nothing of it.
    ///
    /// @throws JsonException when it is none
    /// @throws IdentityException when a certificate cannot be read
    public static SignedPassport read(Json.Obj in) {
        try {
            List<byte[]> certificates = in.get("certificates").asTexts().stream()
                    .map(text -> Bytes.fromBase64(text).array())
                    .toList();
            return new SignedPassport(
                    Passport.read(in.object("document")),
                    CertificateChain.decode(certificates),
                    Bytes.fromBase64(in.text("signature")));
        } catch (IllegalArgumentException e) {
            throw new JsonException("a signed passport has a member of the wrong form");
        }
    }
}
