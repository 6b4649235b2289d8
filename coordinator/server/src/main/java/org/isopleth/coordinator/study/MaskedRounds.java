package org.isopleth.coordinator.study;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.masking.CoordinatorMessage;
import org.isopleth.masking.CoordinatorOutput;
import org.isopleth.masking.MaskedContribution;
import org.isopleth.masking.MaskingFloors;
import org.isopleth.masking.Proposal;
import org.isopleth.masking.Refusal;
import org.isopleth.masking.Step;
import org.isopleth.masking.key.MaskedRound;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens masked rounds and moves them on: what an event of the masking protocol makes happen to the study, and what
/// the sites are told. Thread-safe.
///
/// [MaskedNextStep] says which event follows by itself, [MaskedReplies] which follows from a site's message.
final class MaskedRounds {
    private static final Logger LOG = LoggerFactory.getLogger(MaskedRounds.class);

    private final BlobDocuments documents;
    private final CoordinatorVoice voice;

    MaskedRounds(BlobDocuments documents, CoordinatorVoice voice) {
        this.documents = documents;
        this.voice = voice;
    }

    /// One round of a study with the sites it goes out to.
    ///
    /// @param decisions of all sites, with what each asks of masked sums
    record Terms(
            StudyPlan plan,
            Map<SiteId, Permit.Decision> decisions,
            RoundId round,
            Collection<SiteId> sites,
            Digest state) {

        /// What the sites of the round ask of it.
        private List<MaskingFloors> floors() {
            return sites.stream()
                    .map(decisions::get)
                    .filter(Permit.Decision.Granted.class::isInstance)
                    .map(decision -> ((Permit.Decision.Granted) decision).masking())
                    .toList();
        }

        /// As many shares as the site that asks for most; no more than there are, which that site then refuses.
        private int threshold() {
            int most = floors().stream()
                    .mapToInt(floors -> floors.threshold(sites.size()))
                    .reduce(MaskingFloors.DEFAULT.threshold(sites.size()), Math::max);
            return Math.min(most, sites.size());
        }

        /// Once the set of sites is frozen, a sum without one of them is of no use.
        private int survivors() {
            return round.onTotals()
                    ? floors().stream()
                            .mapToInt(MaskingFloors::minimumSurvivors)
                            .reduce(plan.leastSites(), Math::max)
                    : sites.size();
        }
    }

    /// The round goes out.
    Change open(Terms terms, Instant now) {
        Proposal proposal = proposal(terms);
        Instant deadline = now.plus(terms.plan().study().deadlines().round());
        CoordinatorMasking.Next begun =
                CoordinatorMasking.step(new CoordinatorMasking.Idle(), new CoordinatorEvent.Began(proposal));
        return new Change(
                List.of(new StudyEvent.MaskedRoundOpened(terms.round(), terms.state(), proposal, deadline)),
                letters(terms.round(), terms.state(), deadline, begun.outputs()));
    }

    private Proposal proposal(Terms terms) {
        StudyPlan plan = terms.plan();
        MaskedContribution vector = MaskedContribution.of(plan.declared(terms.round(), documents.json(terms.state())));
        List<Proposal.Member> roster = new ArrayList<>();
        plan.offer().partners().forEach((site, chain) -> {
            if (terms.sites().contains(site)) {
                roster.add(voice.member(site, key(chain)));
            }
        });
        roster.sort(Comparator.comparing(Proposal.Member::site));
        return new Proposal(
                MaskedRound.of(voice.federation(), terms.round()),
                plan.digest(),
                terms.state(),
                roster,
                key(plan.offer().coordinator()),
                terms.threshold(),
                terms.survivors(),
                vector.words(),
                vector.length());
    }

    private static SigningKey key(StudyOffer.Chain chain) {
        return new SigningKey(new Bytes(PermitCheck.leaf(chain).getPublicKey().getEncoded()));
    }

    /// What an event makes happen; nothing when it changes nothing. Signatures are checked here, and nowhere else while
    /// the program runs; a restart checks them again.
    Optional<Change> advance(StudyPlan plan, StudyState.InMaskedRound open, CoordinatorEvent event, Instant now) {
        CoordinatorMasking.Next next = CoordinatorMasking.step(open.masking(), event);
        if (next.state().equals(open.masking())) {
            return Optional.empty();
        }
        Instant deadline = awaits(next.state()).equals(awaits(open.masking()))
                ? open.deadline()
                : now.plus(plan.study().deadlines().round());
        List<StudyEvent> events = new ArrayList<>();
        events.add(new StudyEvent.MaskingAdvanced(open.round(), event, deadline));
        next.outputs().forEach(output -> lost(open, output).ifPresent(events::add));
        return Optional.of(new Change(
                events, letters(open.round(), open.state(), deadline, next.outputs()), Optional.of(next.state())));
    }

    private static Optional<Step> awaits(CoordinatorMasking masking) {
        return masking instanceof CoordinatorMasking.Active active ? Optional.of(active.awaits()) : Optional.empty();
    }

    /// A site that refused, or did what the protocol does not allow, is out of the analysis.
    private static Optional<StudyEvent> lost(StudyState.InMaskedRound open, CoordinatorOutput output) {
        return switch (output) {
            case CoordinatorOutput.Blame(SiteId site, CoordinatorOutput.Fault fault) -> {
                LOG.warn(
                        "round {}: {} is left out, it broke the masking protocol: {}", open.round(), site, word(fault));
                yield lost(open, site, word(fault));
            }
            case CoordinatorOutput.Note(SiteId site, Refusal refusal) -> {
                String named = refusal.named().map(other -> ", naming " + other).orElse("");
                LOG.warn(
                        "round {}: {} refused: {}{}",
                        open.round(),
                        site,
                        refusal.reason().word(),
                        named);
                yield lost(open, site, refusal.reason().word());
            }
            case CoordinatorOutput.Send _, CoordinatorOutput.Fold _, CoordinatorOutput.TakeMasksOff _ ->
                Optional.empty();
        };
    }

    private static Optional<StudyEvent> lost(StudyState.InMaskedRound open, SiteId site, String reason) {
        return open.lost().contains(site)
                ? Optional.empty()
                : Optional.of(new StudyEvent.SiteLost(open.round(), site, reason, List.of()));
    }

    private static String word(CoordinatorOutput.Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<Change.Letter> letters(
            RoundId round, Digest state, Instant deadline, List<CoordinatorOutput> outputs) {
        // What goes to all of them is signed once.
        Map<CoordinatorMessage, Json.Obj> said = new HashMap<>();
        List<Change.Letter> letters = new ArrayList<>();
        for (CoordinatorOutput output : outputs) {
            if (output instanceof CoordinatorOutput.Send(SiteId to, CoordinatorMessage message, Digest context)) {
                Json.Obj signed = said.computeIfAbsent(message, _ -> voice.say(message, context));
                letters.add(new Change.Letter(
                        to,
                        message instanceof Proposal
                                ? new Message.MaskedRoundOpened(round, state, deadline, signed)
                                : new Message.MaskingAsked(round, signed)));
            }
        }
        return letters;
    }
}
