package org.isopleth.connector.permit;

import java.time.Instant;
import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Permit.RefusalReason;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.Signer;

/// Decides on offers: by the site's rules, and by a person where the rules leave it open. Thread-safe.
public final class PermitDesk {
    private final OfferReview review;
    private final PermitPolicy policy;
    private final DecisionFolder folder;
    private final Signer signer;
    private final SiteId site;

    /// @param signer with this site's signing key
    public PermitDesk(OfferReview review, PermitPolicy policy, DecisionFolder folder, Signer signer, SiteId site) {
        this.review = review;
        this.policy = policy;
        this.folder = folder;
        this.signer = signer;
        this.site = site;
    }

    /// A permit with this site's signature.
    public record Signed(Permit permit, Bytes signature) {}

    /// The decision on an offer; nothing, as long as a person has to make it.
    public Optional<Signed> decide(StudyOffer offer, Instant deadline, Instant now) {
        return switch (review.review(offer, now)) {
            case OfferReview.Outcome.Refuse(RefusalReason reason) ->
                Optional.of(sign(offer, new Permit.Decision.Refused(reason), now));
            case OfferReview.Outcome.Grant(var release) ->
                Optional.of(sign(offer, new Permit.Decision.Granted(release, policy.masking()), now));
            case OfferReview.Outcome.Ask ask ->
                asked(offer, ask, deadline).map(choice -> sign(offer, chosen(choice, ask), now));
        };
    }

    /// Removes what was put before the person about a study.
    public void settle(Digest study) {
        folder.settle(study);
    }

    private Optional<DecisionFolder.Choice> asked(StudyOffer offer, OfferReview.Outcome.Ask ask, Instant deadline) {
        folder.ask(
                offer.digest(),
                () -> PermitPage.lines(offer, ask.scientist().name(), deadline, policy.limits(), Vocabulary.bundled()));
        return folder.decision(offer.digest());
    }

    private Permit.Decision chosen(DecisionFolder.Choice choice, OfferReview.Outcome.Ask ask) {
        return switch (choice) {
            case APPROVE -> new Permit.Decision.Granted(ask.release(), policy.masking());
            case REFUSE -> new Permit.Decision.Refused(RefusalReason.PERSON);
        };
    }

    private Signed sign(StudyOffer offer, Permit.Decision decision, Instant now) {
        RosterKeys keys = RosterKeys.of(offer);
        Permit permit =
                new Permit(offer.digest(), site, decision, keys.coordinator(), keys.partners(), policy.digest(), now);
        byte[] signature = signer.sign(new SignatureLabel(Permit.SIGNATURE_LABEL), CanonicalJson.bytes(permit.json()));
        return new Signed(permit, new Bytes(signature));
    }
}
