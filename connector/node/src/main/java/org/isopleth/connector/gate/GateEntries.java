package org.isopleth.connector.gate;

import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.connector.study.FrozenCohort;
import org.isopleth.connector.study.Release;
import org.isopleth.connector.study.Rounds;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ledger.Actor;
import org.isopleth.ledger.Artefact;
import org.isopleth.ledger.LedgerContext;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.PolicyDecision;
import org.isopleth.ledger.PolicyRule;
import org.isopleth.ledger.PrivacySpend;
import org.isopleth.masking.Refusal;
import org.isopleth.masking.SiteMessage;
import org.isopleth.masking.SiteOutput;
import org.isopleth.round.RoundId;

/// What the gate writes into the ledger. Pure, thread-safe.
final class GateEntries {
    private static final String RECIPIENT = "coordinator";
    private static final String POLICY = "site-policy";
    private static final String MASKING = "masking";

    private final SitePrivacy privacy;

    GateEntries(SitePrivacy privacy) {
        this.privacy = privacy;
    }

    /// A message that leaves, with the digest of what it says.
    Occurrence message(LedgerEvent event, LedgerOutcome outcome, Message.ToCoordinator message) {
        byte[] body = CanonicalJson.bytes(MessageJson.write(message));
        String kind = MessageJson.kind(message);
        return site(event, outcome)
                .in(LedgerContext.of(message.study()).to(RECIPIENT))
                .about(new Artefact(Digest.of(body), body.length, kind));
    }

    /// Patient rows were read for a study.
    Occurrence read(Digest study) {
        return site(LedgerEvent.DATA_READ, LedgerOutcome.DONE).in(LedgerContext.of(study));
    }

    /// The cohort of a study is fixed.
    Occurrence frozen(Digest study, FrozenCohort cohort) {
        return site(LedgerEvent.COHORT_FROZEN, LedgerOutcome.DONE)
                .in(LedgerContext.of(study))
                .with("cohort", cohort.table());
    }

    /// The gate let a contribution out.
    ///
    /// @param spend what was paid for its noise, if it has any
    Occurrence allowed(
            StudyOffer offer,
            Proposal proposal,
            Release release,
            List<RuleResult> results,
            Optional<PrivacySpend> spend) {
        Occurrence allowed = site(LedgerEvent.RELEASE_DECIDED, LedgerOutcome.ALLOWED)
                .in(context(offer, proposal.round()))
                .about(artefact(release))
                .because(decision(results))
                .with("state", proposal.state());
        return spend.map(allowed::paying).orElse(allowed);
    }

    /// A release with noise was paid for.
    Occurrence reserved(StudyOffer offer, RoundId round, PrivacySpend spend) {
        return site(LedgerEvent.BUDGET_RESERVED, LedgerOutcome.DONE)
                .in(LedgerContext.of(round.study(), Rounds.name(offer, round)))
                .paying(spend);
    }

    /// The gate kept a contribution in. Its digest is not written: whoever reads the ledger could find
    /// small counts by trying them all.
    Occurrence refused(Optional<StudyOffer> offer, RoundId round, Digest state, List<RuleResult> results) {
        LedgerContext context = offer.map(known -> context(known, round))
                .orElseGet(() -> LedgerContext.of(round.study()).to(RECIPIENT));
        Occurrence refusal =
                site(LedgerEvent.RELEASE_DECIDED, LedgerOutcome.REFUSED).in(context);
        return (results.isEmpty() ? refusal : refusal.because(decision(results))).with("state", state);
    }

    /// A contribution has left.
    Occurrence released(StudyOffer offer, RoundId round, Release release) {
        return site(LedgerEvent.RELEASED, LedgerOutcome.DONE)
                .in(context(offer, round))
                .about(artefact(release));
    }

    /// A message of a masked round leaves; a refusal with its reason.
    Occurrence maskingStep(StudyOffer offer, RoundId round, SiteMessage message, Json.Obj signed) {
        byte[] body = CanonicalJson.bytes(signed);
        Artefact artefact = new Artefact(Digest.of(body), body.length, "masking-step");
        return switch (message) {
            case SiteMessage.Refused(Refusal refusal) ->
                site(LedgerEvent.MASKING_REFUSED, LedgerOutcome.REFUSED)
                        .in(context(offer, round))
                        .about(artefact)
                        .because(new PolicyDecision(
                                MASKING,
                                Optional.empty(),
                                List.of(new PolicyRule(refusal.reason().word(), 0, PolicyRule.Result.FAILED))));
            case SiteMessage.Unmasking _ ->
                site(LedgerEvent.SUM_OPENED, LedgerOutcome.DONE)
                        .in(context(offer, round))
                        .about(artefact);
            case SiteMessage.Advert _, SiteMessage.Shares _, SiteMessage.Masked _, SiteMessage.Agreement _ ->
                site(LedgerEvent.MASKING_STEP, LedgerOutcome.DONE)
                        .in(context(offer, round))
                        .about(artefact);
        };
    }

    /// The coordinator signed two different things at one step.
    Occurrence evidence(StudyOffer offer, RoundId round, SiteOutput.Evidence evidence) {
        return Occurrence.of(new Actor(RECIPIENT, RECIPIENT), LedgerEvent.MASKING_REFUSED, LedgerOutcome.FAILED)
                .in(context(offer, round))
                .with("first", evidence.first().payload())
                .with("second", evidence.second().payload());
    }

    private Occurrence site(LedgerEvent event, LedgerOutcome outcome) {
        return Occurrence.of(new Actor("site", privacy.site().name()), event, outcome);
    }

    private static Artefact artefact(Release release) {
        return new Artefact(release.contribution(), release.size(), "contribution");
    }

    private static LedgerContext context(StudyOffer offer, RoundId round) {
        return LedgerContext.of(round.study(), Rounds.name(offer, round)).to(RECIPIENT);
    }

    /// Rules without a limit are written with limit 0.
    private PolicyDecision decision(List<RuleResult> results) {
        return new PolicyDecision(
                POLICY,
                Optional.of(privacy.policy()),
                results.stream()
                        .map(result -> new PolicyRule(
                                result.rule().word(),
                                result.threshold().orElse(0),
                                result.passed() ? PolicyRule.Result.PASSED : PolicyRule.Result.FAILED))
                        .toList());
    }
}
