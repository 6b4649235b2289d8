package org.isopleth.connector.work;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.connector.gate.Gate;
import org.isopleth.connector.permit.RosterKeys;
import org.isopleth.connector.study.Answer;
import org.isopleth.connector.study.Rounds;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.connector.study.SiteStudy;
import org.isopleth.connector.study.SiteStudyEvent;
import org.isopleth.connector.study.SiteStudyEvent.Breach;
import org.isopleth.exchange.Arrival;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.Message;
import org.isopleth.exchange.MessageJson;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.ledger.Actor;
import org.isopleth.ledger.LedgerContext;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.Body;
import org.isopleth.store.ledger.LedgerBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in the coordinator's messages. Each takes effect once: what it changes, that it came, its
/// ledger entry and the answers to it are stored in one transaction; the work it causes is done later
/// by the [Worker]. A message that cannot be understood has no effect. Thread-safe.
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Actor COORDINATOR = new Actor("coordinator", "coordinator");

    private final SiteStudies studies;
    private final Gate gate;
    private final LedgerBook ledger;
    private final MaskedMessages masked;

    public Inbox(SiteStudies studies, Gate gate, LedgerBook ledger) {
        this.studies = studies;
        this.gate = gate;
        this.ledger = ledger;
        this.masked = new MaskedMessages(gate);
    }

    /// Takes in message `sequence`.
    ///
    /// @return [Arrival#GAP] when one before it is missing; then nothing was done
    public synchronized Arrival receive(long sequence, String kind, byte[] body) {
        Arrival arrival = Arrival.of(studies.progress().received(), sequence);
        if (arrival != Arrival.NEXT) {
            return arrival;
        }
        Optional<Message.ToSite> message = read(kind, body);
        if (message.isEmpty()) {
            studies.receiveWithoutEffect(sequence);
            return arrival;
        }
        studies.receive(
                sequence, message.get().study(), state -> change(state, message.get(), effect(state, message.get())));
        return arrival;
    }

    private SiteStudies.Change change(SiteStudy state, Message.ToSite message, Effect effect) {
        Occurrence entry = entry(state, message, effect);
        return new SiteStudies.Change(message.study(), effect.events(), transaction -> {
            ledger.enter(transaction, entry);
            effect.reply().ifPresent(reply -> gate.reply(transaction, reply));
            effect.step().ifPresent(step -> gate.enter(transaction, step));
        });
    }

    private static Optional<Message.ToSite> read(String kind, byte[] body) {
        if (body.length > Body.MAX_BYTES) {
            LOG.warn("a message of more than {} bytes is ignored", Body.MAX_BYTES);
            return Optional.empty();
        }
        try {
            Message.ToSite message =
                    MessageJson.readToSite(kind, CanonicalJson.parse(body).asObject());
            if (message instanceof Message.Offered offered
                    && !StudyOffer.read(offered.offer()).digest().equals(offered.study())) {
                throw new JsonException("the offer is of another study than the message says");
            }
            return Optional.of(message);
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            LOG.warn("a message that cannot be understood is ignored: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Effect effect(SiteStudy state, Message.ToSite message) {
        return switch (message) {
            case Message.Offered offered -> offered(state, offered);
            case Message.GetReady getReady -> getReady(state, getReady);
            case Message.RoundOpened opened -> opened(state, opened.round(), taking -> asked(taking, opened));
            case Message.MaskedRoundOpened opened ->
                opened(state, opened.round(), taking -> MaskedMessages.opened(taking, opened));
            case Message.MaskingAsked asked -> masked.asked(state, asked);
            case Message.Ended ended -> ended(state, ended);
        };
    }

    private static Effect offered(SiteStudy state, Message.Offered message) {
        StudyOffer offer = StudyOffer.read(message.offer());
        Optional<StudyOffer> earlier = state.offered();
        if (earlier.isEmpty()) {
            return Effect.accepted(
                    LedgerEvent.STUDY_RECEIVED, new SiteStudyEvent.StudyOffered(offer, message.deadline()));
        }
        if (!RosterKeys.of(offer).equals(RosterKeys.of(earlier.get()))) {
            LOG.error("study {}: offered again with other keys; nothing more leaves for it", message.study());
            return broken(state, LedgerEvent.STUDY_RECEIVED, Breach.KEYS_CHANGED);
        }
        return new Effect(
                List.of(),
                LedgerEvent.STUDY_RECEIVED,
                LedgerOutcome.DONE,
                state.decided()
                        .map(given -> new Message.Decided(
                                message.study(), given.permit().json(), given.signature())));
    }

    private Effect getReady(SiteStudy state, Message.GetReady message) {
        return switch (state) {
            case SiteStudy.Permitted(var agreement) ->
                sitesAgree(agreement.offer(), message)
                        ? Effect.accepted(
                                LedgerEvent.ACCESS_REQUESTED, new SiteStudyEvent.ReadinessAsked(message.deadline()))
                        : sitesChanged(state, message);
            case SiteStudy.Participating taking ->
                new Effect(
                        List.of(),
                        LedgerEvent.ACCESS_REQUESTED,
                        LedgerOutcome.DONE,
                        Optional.of(new Message.Ready(message.study(), taking.readiness())));
            case SiteStudy.Preparing _ ->
                new Effect(List.of(), LedgerEvent.ACCESS_REQUESTED, LedgerOutcome.DONE, Optional.empty());
            case SiteStudy.Unknown _,
                    SiteStudy.Offered _,
                    SiteStudy.Refused _,
                    SiteStudy.Broken _,
                    SiteStudy.Ended _,
                    SiteStudy.Closed _ -> Effect.refused(LedgerEvent.ACCESS_REQUESTED, Optional.empty());
        };
    }

    private boolean sitesAgree(StudyOffer offer, Message.GetReady message) {
        Set<String> offered =
                offer.partners().keySet().stream().map(SiteId::name).collect(Collectors.toSet());
        return offered.containsAll(message.sites())
                && message.sites().contains(gate.privacy().site().name());
    }

    private static Effect sitesChanged(SiteStudy state, Message.GetReady message) {
        LOG.error("study {}: other sites take part than were offered; nothing leaves for it", message.study());
        return broken(state, LedgerEvent.ACCESS_REQUESTED, Breach.SITES_CHANGED);
    }

    private static Effect opened(SiteStudy state, RoundId round, Function<SiteStudy.Participating, Effect> asked) {
        return switch (state) {
            case SiteStudy.Participating taking -> asked.apply(taking);
            case SiteStudy.Unknown _, SiteStudy.Offered _ -> turnedDown(round, ErrorCode.PERMIT_MISSING);
            case SiteStudy.Refused _ -> turnedDown(round, ErrorCode.PERMIT_REFUSED);
            case SiteStudy.Broken _ -> turnedDown(round, ErrorCode.PERMIT_INVALID);
            case SiteStudy.Permitted _, SiteStudy.Preparing _ -> turnedDown(round, ErrorCode.ROUND_UNKNOWN);
            case SiteStudy.Ended _, SiteStudy.Closed _ -> turnedDown(round, ErrorCode.ROUND_CLOSED);
        };
    }

    private static Effect asked(SiteStudy.Participating taking, Message.RoundOpened message) {
        Optional<Digest> before = state(taking.rounds(), message);
        if (before.isPresent() && !before.get().equals(message.state())) {
            LOG.error("round {}: asked again with another state; nothing more leaves", message.round());
            return broken(taking, LedgerEvent.ROUND_RECEIVED, Breach.ROUND_CHANGED);
        }
        SiteStudyEvent asked = new SiteStudyEvent.RoundAsked(message.round(), message.state(), message.deadline());
        Optional<Answer> answer = taking.rounds().answer(message.round());
        if (answer.isEmpty()) {
            return Effect.accepted(LedgerEvent.ROUND_RECEIVED, asked);
        }
        return switch (answer.get()) {
            case Answer.Sent _ -> Effect.accepted(LedgerEvent.ROUND_RECEIVED, asked);
            case Answer.Released _ -> Effect.heardBefore();
            case Answer.Withheld withheld -> Effect.saidBefore(message.round(), withheld.reason(), withheld.rules());
            case Answer.Undelivered undelivered -> Effect.saidBefore(message.round(), undelivered.reason(), List.of());
        };
    }

    /// The state with which a round was asked before.
    private static Optional<Digest> state(Rounds rounds, Message.RoundOpened message) {
        return rounds.answer(message.round())
                .map(Answer::state)
                .or(() -> rounds.open()
                        .filter(open -> open.round().equals(message.round()))
                        .map(Rounds.Asked::state));
    }

    private static Effect ended(SiteStudy state, Message.Ended message) {
        return switch (state) {
            case SiteStudy.Offered _,
                    SiteStudy.Refused _,
                    SiteStudy.Permitted _,
                    SiteStudy.Preparing _,
                    SiteStudy.Participating _,
                    SiteStudy.Broken _ ->
                Effect.accepted(LedgerEvent.STUDY_ENDED, new SiteStudyEvent.StudyEnded(message.outcome()));
            case SiteStudy.Unknown _, SiteStudy.Ended _, SiteStudy.Closed _ ->
                new Effect(List.of(), LedgerEvent.STUDY_ENDED, LedgerOutcome.DONE, Optional.empty());
        };
    }

    private static Effect turnedDown(RoundId round, ErrorCode code) {
        LOG.warn("round {}: turned down: {}", round, code.word());
        return Effect.refused(
                LedgerEvent.ROUND_RECEIVED, Optional.of(new Message.Withheld(round, code.word(), List.of())));
    }

    private static Effect broken(SiteStudy state, LedgerEvent event, Breach breach) {
        List<SiteStudyEvent> events = switch (state) {
            case SiteStudy.Offered _, SiteStudy.Permitted _, SiteStudy.Preparing _, SiteStudy.Participating _ ->
                List.of(new SiteStudyEvent.AgreementBroken(breach));
            // Nothing can leave for these any more.
            case SiteStudy.Unknown _, SiteStudy.Refused _, SiteStudy.Broken _, SiteStudy.Ended _, SiteStudy.Closed _ ->
                List.of();
        };
        return new Effect(events, event, LedgerOutcome.REFUSED, Optional.empty());
    }

    private static Occurrence entry(SiteStudy state, Message.ToSite message, Effect effect) {
        Occurrence occurrence =
                Occurrence.of(COORDINATOR, effect.event(), effect.outcome()).in(LedgerContext.of(message.study()));
        return switch (message) {
            case Message.RoundOpened opened ->
                inRound(occurrence, state, opened.round()).with("state", opened.state());
            case Message.MaskedRoundOpened opened ->
                inRound(occurrence, state, opened.round())
                        .with("state", opened.state())
                        .with("message", CanonicalJson.digest(opened.proposal()));
            case Message.MaskingAsked asked ->
                inRound(occurrence, state, asked.round()).with("message", CanonicalJson.digest(asked.signed()));
            case Message.Offered _, Message.GetReady _, Message.Ended _ -> occurrence;
        };
    }

    private static Occurrence inRound(Occurrence occurrence, SiteStudy state, RoundId round) {
        return state.offered()
                .map(offer -> occurrence.in(LedgerContext.of(round.study(), Rounds.name(offer, round))))
                .orElse(occurrence);
    }
}
