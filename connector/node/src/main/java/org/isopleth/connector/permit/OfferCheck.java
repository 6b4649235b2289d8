package org.isopleth.connector.permit;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.SignatureCheck;
import org.isopleth.wire.identity.SignatureLabel;

/// Whether an offer is what it claims to be: signed by a scientist of the consortium, for sites that are
/// who they are called, this one among them with its own key. Immutable, thread-safe.
public final class OfferCheck {
    private final IdentityFolder identity;
    private final SiteId site;

    /// @param identity this site's
    public OfferCheck(IdentityFolder identity) {
        this.identity = identity;
        this.site = new SiteId(identity.membership().name());
    }

    /// The scientist who signed the study.
    ///
    /// @param now the instant at which the certificates must hold
    /// @throws IdentityException when anything does not check; the message is for the local log
    public Identity scientist(StudyOffer offer, Instant now) {
        Identity coordinator = verify(offer.coordinator(), Role.COORDINATOR, now);
        Set<KeyFingerprint> keys = new HashSet<>(Set.of(coordinator.key()));
        for (Map.Entry<SiteId, StudyOffer.Chain> partner : offer.partners().entrySet()) {
            Identity found = verify(partner.getValue(), Role.SITE, now);
            if (!found.siteId().equals(partner.getKey())) {
                throw untrusted("the roster calls the " + found + " by another name: " + partner.getKey());
            }
            if (!keys.add(found.key())) {
                throw untrusted("the roster names one key twice, at the site " + partner.getKey());
            }
        }
        requireOwnKey(offer);
        requireSignedSites(offer);
        return scientistOf(offer, now);
    }

    private void requireOwnKey(StudyOffer offer) {
        StudyOffer.Chain chain = offer.partners().get(site);
        if (chain == null) {
            throw untrusted("the roster does not name this site");
        }
        X509Certificate leaf = CertificateChain.decode(chain.der()).getFirst();
        if (!leaf.getPublicKey().equals(identity.signing().certificate().getPublicKey())) {
            throw untrusted("the roster names another key for this site than its own");
        }
    }

    /// A study that names its sites was signed for exactly these.
    private static void requireSignedSites(StudyOffer offer) {
        List<SiteId> signed = offer.study().sites();
        if (!signed.isEmpty() && !Set.copyOf(signed).equals(offer.partners().keySet())) {
            throw untrusted("the roster has other sites than the study the scientist signed");
        }
    }

    private Identity scientistOf(StudyOffer offer, Instant now) {
        SignatureCheck.Signed signed = new SignatureCheck.Signed(
                new SignatureLabel(StudyOffer.SIGNATURE_LABEL),
                offer.signedBytes(),
                offer.signature().array());
        return identity.signatures()
                .signer(signed, CertificateChain.decode(offer.scientist().der()), Role.SCIENTIST, now);
    }

    private Identity verify(StudyOffer.Chain chain, Role role, Instant now) {
        Identity found = identity.root().verify(CertificateChain.decode(chain.der()), CertificatePurpose.SIGNING, now);
        if (found.role() != role) {
            throw untrusted("the roster gives the " + found + " the place of a " + role.word());
        }
        return found;
    }

    private static IdentityException untrusted(String line) {
        return new IdentityException(Problem.UNTRUSTED, line);
    }
}
