package org.isopleth.connector.permit;

import java.time.Instant;
import org.isopleth.analysis.Analyses;
import org.isopleth.analysis.PlanException;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Json;
import org.isopleth.disclosure.noise.NoisePlan;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.study.AnalysisPlan;
import org.isopleth.study.Permit.RefusalReason;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.TensorException;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this site's rules say to an offer, before any person is asked. Thread-safe.
public final class OfferReview {
    private static final Logger LOG = LoggerFactory.getLogger(OfferReview.class);

    private final OfferCheck check;
    private final PermitPolicy policy;

    public OfferReview(OfferCheck check, PermitPolicy policy) {
        this.check = check;
        this.policy = policy;
    }

    /// What is to be done with an offer.
    public sealed interface Outcome {
        /// It is refused.
        record Refuse(RefusalReason reason) implements Outcome {}

        /// The policy grants it.
        record Grant(ReleaseLevel release) implements Outcome {}

        /// Nothing speaks against it; a person decides.
        ///
        /// @param scientist who asks
        /// @param release what would be granted
        record Ask(Identity scientist, ReleaseLevel release) implements Outcome {}
    }

    /// Reviews an offer.
    public Outcome review(StudyOffer offer, Instant now) {
        Identity scientist;
        try {
            scientist = check.scientist(offer, now);
        } catch (IdentityException e) {
            LOG.warn("study {} is not authentic: {}", offer.digest(), e.getMessage());
            return new Outcome.Refuse(RefusalReason.NOT_AUTHENTIC);
        }
        Study study = offer.study();
        ReleaseLevel level = study.privacy().release();
        PermitPolicy.Conditions conditions = policy.conditions();
        if (!conditions.release().contains(level)) {
            return new Outcome.Refuse(RefusalReason.RELEASE_LEVEL);
        }
        if (!known(study)) {
            return new Outcome.Refuse(RefusalReason.UNKNOWN_ANALYSIS);
        }
        if (!study.analyses().stream().map(AnalysisPlan::id).allMatch(conditions::allow)) {
            return new Outcome.Refuse(RefusalReason.ANALYSIS);
        }
        if (conditions.scientists().isPresent()
                && !conditions.scientists().get().contains(scientist.name())) {
            return new Outcome.Refuse(RefusalReason.SCIENTIST);
        }
        return switch (policy.mode()) {
            case AUTOMATIC -> new Outcome.Grant(level);
            case ASK -> new Outcome.Ask(scientist, level);
        };
    }

    private boolean known(Study study) {
        try {
            study.analyses().forEach(plan -> requireNoise(Analyses.prepare(study, plan)));
            return true;
        } catch (PlanException | TensorException e) {
            LOG.warn("study {} asks for an analysis this release cannot do: {}", study.digest(), e.getMessage());
            return false;
        }
    }

    /// The noise a plan asks for must be possible, or the analysis could only fail later.
    private void requireNoise(PreparedAnalysis prepared) {
        prepared.plan().privacy().ifPresent(terms -> {
            Json.Obj start = prepared.atCoordinator().start();
            NoisePlan.of(terms, prepared.sensitivities(start))
                    .requireRoom(prepared.declare(start), policy.masking().maximumSites());
        });
    }
}
