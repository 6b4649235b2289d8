package org.isopleth.connector.permit;

import java.util.Map;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.IdentityException;

/// The signing keys an offer names: what a permit pins. Immutable, thread-safe.
///
/// @param coordinator the coordinator's
/// @param partners every invited site's
public record RosterKeys(KeyFingerprint coordinator, Map<SiteId, KeyFingerprint> partners) {
    public RosterKeys {
        partners = Map.copyOf(partners);
    }

    /// The keys of an offer. A certificate that cannot be read stands for itself, so that even an offer
    /// that is refused for it can be answered.
    public static RosterKeys of(StudyOffer offer) {
        Map<SiteId, KeyFingerprint> partners = new TreeMap<>();
        offer.partners().forEach((site, chain) -> partners.put(site, key(chain)));
        return new RosterKeys(key(offer.coordinator()), partners);
    }

    private static KeyFingerprint key(StudyOffer.Chain chain) {
        Bytes leaf = chain.certificates().getFirst();
        try {
            return KeyFingerprint.of(CertificateChain.decode(chain.der())
                    .getFirst()
                    .getPublicKey()
                    .getEncoded());
        } catch (IdentityException e) {
            return KeyFingerprint.of(leaf.array());
        }
    }
}
