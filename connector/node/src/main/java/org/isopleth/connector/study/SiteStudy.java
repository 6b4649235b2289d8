package org.isopleth.connector.study;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.SiteMasking;
import org.isopleth.round.RoundId;
import org.isopleth.study.Readiness;

/// Where a study stands at this site. Immutable, thread-safe; each state holds what is valid in it and
/// no more.
///
/// ```
/// Unknown → Offered → Permitted → Preparing → Participating → Ended → Closed
///              ↘ Refused
/// any of Offered … Participating → Broken, and any but Unknown → Ended
/// ```
public sealed interface SiteStudy {

    /// Never heard of.
    record Unknown() implements SiteStudy {}

    /// The policy or a person has to decide.
    ///
    /// @param deadline until when a decision is of use
    record Offered(StudyOffer offer, Instant deadline) implements SiteStudy {}

    /// This site does not take part.
    record Refused(Agreement agreement) implements SiteStudy {}

    /// This site takes part and has not been asked for anything.
    record Permitted(Agreement agreement) implements SiteStudy {}

    /// The cohort is to be frozen.
    record Preparing(Agreement agreement, Instant deadline) implements SiteStudy {}

    /// The site answered whether it is ready, and now answers rounds.
    ///
    /// @param cohort absent when nothing could be frozen, or it was deleted on its date
    record Participating(Agreement agreement, Readiness readiness, Optional<FrozenCohort> cohort, Rounds rounds)
            implements SiteStudy {}

    /// The coordinator contradicted what was agreed: nothing more leaves for this study.
    ///
    /// @param cohort to be deleted
    record Broken(StudyOffer offer, SiteStudyEvent.Breach breach, Optional<FrozenCohort> cohort, Rounds rounds)
            implements SiteStudy {}

    /// The study has ended; what was kept for it is to be deleted, then the ledger's head reported.
    ///
    /// @param cohort to be deleted
    record Ended(StudyOffer offer, String outcome, Optional<FrozenCohort> cohort, Rounds rounds) implements SiteStudy {}

    /// The study has ended and everything about it is done.
    record Closed(StudyOffer offer, String outcome) implements SiteStudy {}

    /// The state after an event. Pure and total: a pair that cannot occur is refused.
    ///
    /// @throws ImpossibleSiteEventException when the event cannot happen in the state
    static SiteStudy step(SiteStudy state, SiteStudyEvent event) {
        return switch (event) {
            case SiteStudyEvent.StudyOffered offered
            when state instanceof Unknown -> new Offered(offered.offer(), offered.deadline());
            case SiteStudyEvent.PermitDecided decided
            when state instanceof Offered offered ->
                decided(new Agreement(offered.offer(), decided.permit(), decided.signature()));
            case SiteStudyEvent.ReadinessAsked asked
            when state instanceof Permitted(Agreement agreement) -> new Preparing(agreement, asked.deadline());
            case SiteStudyEvent.ReadinessAnswered answered
            when state instanceof Preparing preparing ->
                new Participating(preparing.agreement(), answered.readiness(), answered.cohort(), Rounds.NONE);
            case SiteStudyEvent.RoundAsked asked
            when state instanceof Participating taking -> with(taking, asked(state, taking.rounds(), asked));
            case SiteStudyEvent.MaskedRoundAsked asked
            when state instanceof Participating taking
                    && taking.rounds().answer(asked.round()).isEmpty() ->
                with(
                        taking,
                        taking.rounds()
                                .asking(new Rounds.Asked(
                                        asked.round(),
                                        asked.state(),
                                        asked.deadline(),
                                        Optional.of(asked.proposal()))));
            case SiteStudyEvent.MaskingAdvanced advanced
            when state instanceof Participating taking -> with(taking, advanced(taking.rounds(), advanced));
            case SiteStudyEvent.SumOpened opened
            when state instanceof Participating taking ->
                with(taking, taking.rounds().opening(opened.opened()));
            case SiteStudyEvent.MaskingEnded ended
            when state instanceof Participating taking ->
                with(taking, taking.rounds().ending(ended));
            case SiteStudyEvent.ContributionReleased released
            when state instanceof Participating taking && taking.rounds().isOpen(released.round()) ->
                with(
                        taking,
                        answer(
                                taking,
                                released.round(),
                                new Answer.Released(released.state(), released.release(), false)));
            case SiteStudyEvent.ContributionWithheld withheld
            when state instanceof Participating taking && taking.rounds().isOpen(withheld.round()) ->
                with(
                        taking,
                        answer(
                                taking,
                                withheld.round(),
                                new Answer.Withheld(withheld.state(), withheld.reason(), withheld.rules())));
            case SiteStudyEvent.ContributionWithheld withheld
            when state instanceof Participating taking
                    && taking.rounds().answer(withheld.round()).orElse(null) instanceof Answer.Released released ->
                with(
                        taking,
                        answer(
                                taking,
                                withheld.round(),
                                new Answer.Undelivered(released.state(), released.release(), withheld.reason())));
            case SiteStudyEvent.ContributionSent sent
            when state instanceof Participating taking
                    && taking.rounds().answer(sent.round()).orElse(null) instanceof Answer.Released released ->
                with(taking, answer(taking, sent.round(), new Answer.Sent(released.state(), released.release())));
            case SiteStudyEvent.AgreementBroken broken -> broken(state, broken);
            case SiteStudyEvent.StudyEnded ended -> ended(state, ended);
            case SiteStudyEvent.CohortDeleted deleted -> deleted(state, deleted);
            case SiteStudyEvent.HeadReported _
            when state instanceof Ended ended && ended.cohort().isEmpty() -> new Closed(ended.offer(), ended.outcome());
            case SiteStudyEvent.StudyOffered _,
                    SiteStudyEvent.PermitDecided _,
                    SiteStudyEvent.ReadinessAsked _,
                    SiteStudyEvent.ReadinessAnswered _,
                    SiteStudyEvent.RoundAsked _,
                    SiteStudyEvent.MaskedRoundAsked _,
                    SiteStudyEvent.MaskingAdvanced _,
                    SiteStudyEvent.SumOpened _,
                    SiteStudyEvent.MaskingEnded _,
                    SiteStudyEvent.ContributionReleased _,
                    SiteStudyEvent.ContributionWithheld _,
                    SiteStudyEvent.ContributionSent _,
                    SiteStudyEvent.HeadReported _ -> throw new ImpossibleSiteEventException(state, event);
        };
    }

    /// The state after all events, from the beginning.
    static SiteStudy replay(List<SiteStudyEvent> events) {
        SiteStudy state = new Unknown();
        for (SiteStudyEvent event : events) {
            state = step(state, event);
        }
        return state;
    }

    /// The study as it was offered, once it was.
    default Optional<StudyOffer> offered() {
        return switch (this) {
            case Unknown _ -> Optional.empty();
            case Offered offered -> Optional.of(offered.offer());
            case Broken broken -> Optional.of(broken.offer());
            case Ended ended -> Optional.of(ended.offer());
            case Closed closed -> Optional.of(closed.offer());
            case Refused _, Permitted _, Preparing _, Participating _ ->
                decided().map(Agreement::offer);
        };
    }

    /// What this site decided, as long as that counts.
    default Optional<Agreement> decided() {
        return switch (this) {
            case Refused(Agreement agreement) -> Optional.of(agreement);
            case Permitted(Agreement agreement) -> Optional.of(agreement);
            case Preparing preparing -> Optional.of(preparing.agreement());
            case Participating participating -> Optional.of(participating.agreement());
            case Unknown _, Offered _, Broken _, Ended _, Closed _ -> Optional.empty();
        };
    }

    /// The cohort that is frozen and not yet deleted.
    default Optional<FrozenCohort> frozen() {
        return switch (this) {
            case Participating taking -> taking.cohort();
            case Broken broken -> broken.cohort();
            case Ended ended -> ended.cohort();
            case Unknown _, Offered _, Refused _, Permitted _, Preparing _, Closed _ -> Optional.empty();
        };
    }

    /// The rounds this site was asked for.
    default Rounds asked() {
        return switch (this) {
            case Participating taking -> taking.rounds();
            case Broken broken -> broken.rounds();
            case Ended ended -> ended.rounds();
            case Unknown _, Offered _, Refused _, Permitted _, Preparing _, Closed _ -> Rounds.NONE;
        };
    }

    /// The state in words for people.
    default String words() {
        return switch (this) {
            case Unknown _ -> "unknown";
            case Offered _ -> "waiting for a decision";
            case Refused _ -> "refused";
            case Permitted _ -> "permitted";
            case Preparing _ -> "preparing the cohort";
            case Participating taking -> taking.rounds().open().isPresent() ? "answering a round" : "taking part";
            case Broken broken -> "stopped by this site: " + broken.breach().word();
            case Ended ended -> "ended: " + ended.outcome();
            case Closed closed -> "ended: " + closed.outcome();
        };
    }

    private static Rounds asked(SiteStudy state, Rounds rounds, SiteStudyEvent.RoundAsked asked) {
        RoundId round = asked.round();
        Optional<Answer> earlier = rounds.answer(round);
        if (earlier.isEmpty()) {
            return rounds.asking(new Rounds.Asked(round, asked.state(), asked.deadline(), Optional.empty()));
        }
        // A contribution that arrived may be wanted again; it is sent from what is stored.
        if (earlier.get() instanceof Answer.Sent(var of, var release) && of.equals(asked.state())) {
            return rounds.answering(round, new Answer.Released(of, release, true));
        }
        throw new ImpossibleSiteEventException(state, asked);
    }

    /// What is forgotten changes nothing: what it led to has events of its own.
    private static Rounds advanced(Rounds rounds, SiteStudyEvent.MaskingAdvanced advanced) {
        return advanced.event()
                .map(event -> rounds.masking(
                        advanced.round(),
                        SiteMasking.step(rounds.masking(advanced.round()), event)
                                .state()))
                .orElse(rounds);
    }

    private static Rounds answer(Participating taking, RoundId round, Answer answer) {
        return taking.rounds().answering(round, answer);
    }

    private static SiteStudy with(Participating taking, Rounds rounds) {
        return new Participating(taking.agreement(), taking.readiness(), taking.cohort(), rounds);
    }

    private static SiteStudy decided(Agreement agreement) {
        return agreement.permit().granted() ? new Permitted(agreement) : new Refused(agreement);
    }

    private static SiteStudy broken(SiteStudy state, SiteStudyEvent.AgreementBroken broken) {
        return switch (state) {
            case Offered _, Permitted _, Preparing _, Participating _ ->
                new Broken(
                        state.offered().orElseThrow(),
                        broken.breach(),
                        state.frozen(),
                        state.asked().withoutMasking());
            case Unknown _, Refused _, Broken _, Ended _, Closed _ ->
                throw new ImpossibleSiteEventException(state, broken);
        };
    }

    private static SiteStudy ended(SiteStudy state, SiteStudyEvent.StudyEnded ended) {
        return switch (state) {
            case Offered _, Refused _, Permitted _, Preparing _, Participating _, Broken _ ->
                new Ended(
                        state.offered().orElseThrow(),
                        ended.outcome(),
                        state.frozen(),
                        state.asked().withoutMasking());
            case Unknown _, Ended _, Closed _ -> throw new ImpossibleSiteEventException(state, ended);
        };
    }

    private static SiteStudy deleted(SiteStudy state, SiteStudyEvent.CohortDeleted deleted) {
        if (state.frozen().isEmpty()) {
            throw new ImpossibleSiteEventException(state, deleted);
        }
        return switch (state) {
            case Participating taking ->
                new Participating(taking.agreement(), taking.readiness(), Optional.empty(), taking.rounds());
            case Broken broken -> new Broken(broken.offer(), broken.breach(), Optional.empty(), broken.rounds());
            case Ended ended -> new Ended(ended.offer(), ended.outcome(), Optional.empty(), ended.rounds());
            case Unknown _, Offered _, Refused _, Permitted _, Preparing _, Closed _ ->
                throw new ImpossibleSiteEventException(state, deleted);
        };
    }
}
