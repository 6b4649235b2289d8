package org.isopleth.coordinator.study;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.SignatureCheck;
import org.isopleth.wire.identity.SignatureLabel;

/// Whether a permit is the one a site was asked for: this study, this site, the very keys of the roster, signed by the
/// site's key in the roster, and, if it grants anything, the very release level of the study: a site that grants less
/// would refuse every round, and one that grants more was asked for something else than the scientist signed.
/// Stateless,
/// thread-safe.
final class PermitCheck {
    private PermitCheck() {}

    /// Why a permit is not taken; nothing when it is.
    static Optional<Permit.RefusalReason> problem(StudyOffer offer, SiteId site, Permit permit, Bytes signature) {
        if (!holds(offer, site, permit, signature)) {
            return Optional.of(Permit.RefusalReason.INVALID);
        }
        return permit.decision() instanceof Permit.Decision.Granted granted
                        && granted.release() != offer.study().privacy().release()
                ? Optional.of(Permit.RefusalReason.OTHER_RELEASE)
                : Optional.empty();
    }

    private static boolean holds(StudyOffer offer, SiteId site, Permit permit, Bytes signature) {
        StudyOffer.Chain chain = offer.partners().get(site);
        if (chain == null
                || !permit.study().equals(offer.digest())
                || !permit.site().equals(site)) {
            return false;
        }
        X509Certificate own = leaf(chain);
        return permit.coordinator().equals(fingerprint(leaf(offer.coordinator())))
                && permit.partners().equals(fingerprints(offer))
                && SignatureCheck.verifies(
                        new SignatureCheck.Signed(
                                new SignatureLabel(Permit.SIGNATURE_LABEL),
                                CanonicalJson.bytes(permit.json()),
                                signature.array()),
                        own.getPublicKey());
    }

    private static Map<SiteId, KeyFingerprint> fingerprints(StudyOffer offer) {
        Map<SiteId, KeyFingerprint> keys = new TreeMap<>();
        offer.partners().forEach((site, chain) -> keys.put(site, fingerprint(leaf(chain))));
        return keys;
    }

    private static KeyFingerprint fingerprint(X509Certificate certificate) {
        return KeyFingerprint.of(certificate.getPublicKey().getEncoded());
    }

    /// The certificate of the key itself.
    static X509Certificate leaf(StudyOffer.Chain chain) {
        return CertificateChain.decode(chain.der()).getFirst();
    }
}
