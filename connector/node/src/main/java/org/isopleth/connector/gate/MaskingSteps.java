package org.isopleth.connector.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.connector.study.Agreement;
import org.isopleth.connector.study.Rounds;
import org.isopleth.connector.study.SiteStudyEvent;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ledger.Occurrence;
import org.isopleth.masking.KeyRenewal;
import org.isopleth.masking.MaskedContribution;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.masking.MaskingHistory;
import org.isopleth.masking.Signed;
import org.isopleth.masking.SiteEvent;
import org.isopleth.masking.SiteMasking;
import org.isopleth.masking.SiteMessage;
import org.isopleth.masking.SiteOutput;
import org.isopleth.masking.SitePosition;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.round.RoundId;
import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.SiteId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what happens in a masked round into events of the study, signed messages and entries of the ledger.
/// Pure but for the log; thread-safe.
final class MaskingSteps {
    private static final Logger LOG = LoggerFactory.getLogger(MaskingSteps.class);
    private static final String OPENED = "opened";
    private static final String CANCELLED = "cancelled";

    private final SitePrivacy privacy;
    private final MaskingIdentity identity;
    private final GateEntries entries;

    MaskingSteps(SitePrivacy privacy, MaskingIdentity identity, GateEntries entries) {
        this.privacy = privacy;
        this.identity = identity;
        this.entries = entries;
    }

    /// What this site knows of a masked round by itself. The first round on the totals fixes the sites: from
    /// then on every one of them must be in every sum, and no other, because a sum over fewer beside one over all
    /// would be what the missing ones have.
    ///
    /// @param roster as the coordinator proposes it; of it only renewals that pinned keys signed are taken
    SitePosition position(
            Agreement agreement,
            Proposal proposal,
            Collection<org.isopleth.masking.Proposal.Member> roster,
            Optional<Rounds.Totals> totals) {
        MaskedContribution vector = MaskedContribution.of(proposal.declarations());
        Map<SiteId, KeyFingerprint> partners = new TreeMap<>(KeyRenewal.applied(
                roster,
                agreement.permit().partners(),
                identity.federation(),
                identity.clock().instant()));
        MaskingFloors floors = privacy.masking();
        if (totals.isPresent()) {
            Set<SiteId> frozen = totals.get().sites();
            partners.keySet().retainAll(frozen);
            floors = new MaskingFloors(
                    Math.max(floors.minimumSites(), frozen.size()),
                    Math.max(floors.minimumSurvivors(), frozen.size()),
                    floors.minimumThreshold(),
                    floors.assumedColluders(),
                    floors.maximumSites(),
                    floors.guard());
        }
        return new SitePosition(
                privacy.site(),
                agreement.permit().coordinator(),
                partners,
                MaskedRound.of(identity.federation(), proposal.round()),
                proposal.round().study(),
                proposal.state(),
                vector.words(),
                vector.length(),
                floors);
    }

    /// What an event leads to; nothing, when it came before.
    MaskingTaken take(StudyOffer offer, Rounds rounds, RoundId round, SiteEvent event) {
        SiteMasking before = rounds.masking(round);
        SiteMasking.Next next = SiteMasking.step(before, event);
        if (next.outputs().isEmpty() && next.state().equals(before)) {
            return new MaskingTaken(List.of(), List.of(), List.of());
        }
        List<SiteStudyEvent> events = new ArrayList<>();
        List<Occurrence> made = new ArrayList<>();
        List<Message.MaskingAnswered> messages = new ArrayList<>();
        events.add(new SiteStudyEvent.MaskingAdvanced(round, Optional.of(event)));
        for (SiteOutput output : next.outputs()) {
            switch (output) {
                case SiteOutput.Send send -> {
                    Message.MaskingAnswered message = signed(round, send);
                    messages.add(message);
                    made.add(entries.maskingStep(offer, round, send.message(), message.signed()));
                }
                case SiteOutput.Remember(MaskingHistory.Opened opened) ->
                    events.add(new SiteStudyEvent.SumOpened(round, opened));
                case SiteOutput.FewSurvivors few ->
                    LOG.warn(
                            "round {}: the sum has only {} sites: {}",
                            round,
                            few.survivors().size(),
                            few.survivors().stream().sorted().toList());
                case SiteOutput.Evidence evidence -> {
                    LOG.error("round {}: the coordinator said two different things at {}", round, evidence.step());
                    made.add(entries.evidence(offer, round, evidence));
                }
                case SiteOutput.MaskVector _ -> {
                    // Follows from the state, whenever the program gets to it.
                }
            }
        }
        ended(rounds, round, before, next.state()).ifPresent(events::add);
        return new MaskingTaken(events, made, messages);
    }

    private Message.MaskingAnswered signed(RoundId round, SiteOutput.Send send) {
        String own = privacy.site().name();
        byte[] statement = Signed.statement(own, send.context(), send.message());
        Bytes signature = new Bytes(identity.signer().apply(statement));
        return new Message.MaskingAnswered(
                round, new Signed<SiteMessage>(own, send.context(), send.message(), signature).json());
    }

    private static Optional<SiteStudyEvent> ended(Rounds rounds, RoundId round, SiteMasking before, SiteMasking after) {
        return switch (after) {
            case SiteMasking.Closed(var sum) ->
                Optional.of(new SiteStudyEvent.MaskingEnded(
                        round, sum.isPresent() ? OPENED : CANCELLED, sum, survivors(rounds, before)));
            case SiteMasking.Refused(var refusal) -> {
                LOG.error(
                        "round {}: not masked: {}{}",
                        round,
                        refusal.reason().word(),
                        refusal.named().map(site -> ", because of " + site).orElse(""));
                yield Optional.of(
                        new SiteStudyEvent.MaskingEnded(round, refusal.reason().word(), Optional.empty(), List.of()));
            }
            case SiteMasking.Idle _, SiteMasking.Active _ -> Optional.empty();
        };
    }

    /// The sites this site knows to be in the sum, because it signed them.
    private static List<SiteId> survivors(Rounds rounds, SiteMasking before) {
        Set<SiteId> survivors = switch (before) {
            case SiteMasking.Agreed agreed -> agreed.alive();
            case SiteMasking.Opened _ -> rounds.history().opened().getLast().survivors();
            case SiteMasking.Idle _,
                    SiteMasking.Advertised _,
                    SiteMasking.Shared _,
                    SiteMasking.Masking _,
                    SiteMasking.Committed _,
                    SiteMasking.Closed _,
                    SiteMasking.Refused _ -> Set.of();
        };
        return survivors.stream().sorted().toList();
    }
}
