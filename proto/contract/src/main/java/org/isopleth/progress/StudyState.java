package org.isopleth.progress;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;

/// Where a study stands. Immutable, thread-safe; each state holds what is valid in it and no more.
///
/// ```
/// Unknown → AwaitingPermits → AwaitingReadiness → BetweenAnalyses ⇄ InAnalysis ⇄ InRound or InMaskedRound → Ended
/// ```
///
/// Deadlines are part of the state; a clock only asks whether one has passed.
public sealed interface StudyState {

    /// Nothing happened yet.
    record Unknown() implements StudyState {}

    /// Offered; sites decide.
    record AwaitingPermits(
            Json.Obj offer, Set<SiteId> waiting, Map<SiteId, Permit.Decision> decisions, Instant deadline)
            implements StudyState {
        public AwaitingPermits {
            waiting = Set.copyOf(waiting);
            decisions = Map.copyOf(decisions);
        }
    }

    /// Permitted; sites freeze their cohorts.
    record AwaitingReadiness(
            Json.Obj offer,
            Map<SiteId, Permit.Decision> decisions,
            Set<SiteId> waiting,
            Map<SiteId, Readiness> answers,
            Instant deadline)
            implements StudyState {
        public AwaitingReadiness {
            decisions = Map.copyOf(decisions);
            waiting = Set.copyOf(waiting);
            answers = Map.copyOf(answers);
        }
    }

    /// No analysis is running; the next one, or the end, follows.
    record BetweenAnalyses(StudyCourse course) implements StudyState {}

    /// An analysis runs with a fixed set of sites and no round is open.
    ///
    /// @param lastRound the round that closed last, if any in this attempt
    /// @param state digest of the state that round had gone out with
    /// @param sum digest of that round's sum
    /// @param totals digest of the sum of the round on the totals, once it is open
    record InAnalysis(
            StudyCourse course,
            int attempt,
            Set<SiteId> sites,
            Optional<RoundId> lastRound,
            Optional<Digest> state,
            Optional<Digest> sum,
            Optional<Digest> totals)
            implements StudyState {
        public InAnalysis {
            sites = Set.copyOf(sites);
        }
    }

    /// A round is open.
    ///
    /// @param state digest of the state that went out
    /// @param waiting sites that have not contributed
    /// @param sum digest of the running sum, once there is one
    /// @param lost sites that cannot contribute; the round cannot close while there is one
    record InRound(
            StudyCourse course,
            RoundId round,
            Set<SiteId> sites,
            Digest state,
            Set<SiteId> waiting,
            Optional<Digest> sum,
            Set<SiteId> lost,
            Instant deadline)
            implements StudyState {
        public InRound {
            sites = Set.copyOf(sites);
            waiting = Set.copyOf(waiting);
            lost = Set.copyOf(lost);
        }
    }

    /// A round is open whose sum is masked.
    ///
    /// @param totals digest of the sum of the round on the totals, once it is open
    /// @param state digest of the state that went out
    /// @param firstAttempt the attempt the round went out with at first
    /// @param masking where the round's attempt stands
    /// @param deadline for the answers of the step it is in
    record InMaskedRound(
            StudyCourse course,
            RoundId round,
            int firstAttempt,
            Set<SiteId> sites,
            Optional<Digest> totals,
            Digest state,
            CoordinatorMasking masking,
            Instant deadline)
            implements StudyState {
        public InMaskedRound {
            sites = Set.copyOf(sites);
        }

        /// The sites that left the analysis for good.
        public Set<SiteId> lost() {
            return course.lost(round.analysis());
        }

        /// How many attempts at this round there were, this one included.
        public int attempts() {
            return round.attempt() - firstAttempt + 1;
        }

        InMaskedRound with(StudyCourse other) {
            return new InMaskedRound(other, round, firstAttempt, sites, totals, state, masking, deadline);
        }

        InMaskedRound after(StudyEvent.MaskingAdvanced advanced) {
            return after(
                    advanced, CoordinatorMasking.step(masking, advanced.event()).state());
        }

        /// As [StudyState#step], for who has already done the step of masking, which checks signatures and puts secrets
        /// together.
        ///
        /// @param next the state after the event by [CoordinatorMasking#step]
        /// @throws ImpossibleEventException when the event is of another round
        public InMaskedRound after(StudyEvent.MaskingAdvanced advanced, CoordinatorMasking next) {
            if (!advanced.round().equals(round)) {
                throw new ImpossibleEventException(this, advanced);
            }
            return new InMaskedRound(course, round, firstAttempt, sites, totals, state, next, advanced.deadline());
        }
    }

    /// The study has ended.
    record Ended(StudyCourse course, String outcome, Digest result, Map<SiteId, String> ledgerHeads)
            implements StudyState {
        public Ended {
            ledgerHeads = Map.copyOf(ledgerHeads);
        }
    }

    /// The state after an event. Pure and total: a pair that cannot occur is refused.
    ///
    /// @throws ImpossibleEventException when the event cannot happen in the state
    static StudyState step(StudyState state, StudyEvent event) {
        return switch (event) {
            case StudyEvent.Registered registered
            when state instanceof Unknown ->
                new AwaitingPermits(
                        registered.offer(), new TreeSet<>(registered.sites()), Map.of(), registered.deadline());
            case StudyEvent.PermitReceived received
            when state instanceof AwaitingPermits awaiting && awaiting.waiting().contains(received.site()) ->
                decided(awaiting, received.site(), received.permit().decision());
            case StudyEvent.PermitRejected rejected
            when state instanceof AwaitingPermits awaiting && awaiting.waiting().contains(rejected.site()) ->
                decided(awaiting, rejected.site(), new Permit.Decision.Refused(rejected.reason()));
            case StudyEvent.PermitsClosed closed
            when state instanceof AwaitingPermits awaiting ->
                new AwaitingReadiness(
                        awaiting.offer(),
                        awaiting.decisions(),
                        new TreeSet<>(closed.granted()),
                        Map.of(),
                        closed.deadline());
            case StudyEvent.ReadinessReceived received
            when state instanceof AwaitingReadiness awaiting
                    && awaiting.waiting().contains(received.site()) -> readied(awaiting, received);
            case StudyEvent.AnalysisStarted started -> started(state, started);
            case StudyEvent.RoundOpened opened
            when state instanceof InAnalysis running ->
                new InRound(
                        running.course(),
                        opened.round(),
                        running.sites(),
                        opened.state(),
                        running.sites(),
                        Optional.empty(),
                        Set.of(),
                        opened.deadline());
            case StudyEvent.MaskedRoundOpened opened -> maskedRoundOpened(state, opened);
            case StudyEvent.MaskingAdvanced advanced
            when state instanceof InMaskedRound open && open.round().equals(advanced.round()) -> open.after(advanced);
            case StudyEvent.ContributionFolded folded
            when state instanceof InRound open
                    && open.round().equals(folded.round())
                    && open.waiting().contains(folded.site()) -> folded(open, folded);
            case StudyEvent.SiteLost lost
            when state instanceof InRound open
                    && open.round().equals(lost.round())
                    && open.waiting().contains(lost.site()) -> lost(open, lost);
            case StudyEvent.SiteLost lost
            when state instanceof InMaskedRound open
                    && open.round().equals(lost.round())
                    && open.sites().contains(lost.site())
                    && !open.lost().contains(lost.site()) ->
                open.with(open.course().losing(lost));
            case StudyEvent.RoundClosed closed
            when state instanceof InMaskedRound open
                    && open.round().equals(closed.round())
                    && open.masking() instanceof CoordinatorMasking.Finished finished
                    && finished.sum().equals(closed.sum()) -> maskedRoundClosed(open, finished);
            case StudyEvent.RoundClosed closed
            when state instanceof InRound open
                    && open.waiting().isEmpty()
                    && open.lost().isEmpty() ->
                new InAnalysis(
                        open.course(),
                        open.round().attempt(),
                        open.sites(),
                        Optional.of(open.round()),
                        Optional.of(open.state()),
                        Optional.of(closed.sum()),
                        Optional.empty());
            case StudyEvent.AnalysisEnded ended -> analysisEnded(state, ended);
            case StudyEvent.StudyEnded ended ->
                new Ended(course(state, event), ended.outcome(), ended.result(), Map.of());
            case StudyEvent.LedgerHeadReceived received
            when state instanceof Ended ended -> {
                Map<SiteId, String> heads = new TreeMap<>(ended.ledgerHeads());
                heads.put(received.site(), received.checkpoint());
                yield new Ended(ended.course(), ended.outcome(), ended.result(), heads);
            }
            case StudyEvent.Registered _,
                    StudyEvent.PermitReceived _,
                    StudyEvent.PermitRejected _,
                    StudyEvent.PermitsClosed _,
                    StudyEvent.ReadinessReceived _,
                    StudyEvent.RoundOpened _,
                    StudyEvent.MaskingAdvanced _,
                    StudyEvent.ContributionFolded _,
                    StudyEvent.SiteLost _,
                    StudyEvent.RoundClosed _,
                    StudyEvent.LedgerHeadReceived _ -> throw new ImpossibleEventException(state, event);
        };
    }

    /// The state after all events, from the beginning.
    static StudyState replay(List<StudyEvent> events) {
        StudyState state = new Unknown();
        for (StudyEvent event : events) {
            state = step(state, event);
        }
        return state;
    }

    private static StudyState decided(AwaitingPermits awaiting, SiteId site, Permit.Decision decision) {
        Map<SiteId, Permit.Decision> decisions = new TreeMap<>(awaiting.decisions());
        decisions.put(site, decision);
        return new AwaitingPermits(awaiting.offer(), without(awaiting.waiting(), site), decisions, awaiting.deadline());
    }

    private static StudyState readied(AwaitingReadiness awaiting, StudyEvent.ReadinessReceived received) {
        Set<SiteId> waiting = without(awaiting.waiting(), received.site());
        Map<SiteId, Readiness> answers = new TreeMap<>(awaiting.answers());
        answers.put(received.site(), received.readiness());
        return new AwaitingReadiness(awaiting.offer(), awaiting.decisions(), waiting, answers, awaiting.deadline());
    }

    private static StudyState started(StudyState state, StudyEvent.AnalysisStarted started) {
        StudyCourse course = course(state, started);
        boolean again = (state instanceof InRound open && !open.lost().isEmpty()) || givenUp(state);
        boolean fresh = state instanceof AwaitingReadiness || state instanceof BetweenAnalyses;
        if ((!again && !fresh) || started.analysis() != course.analysis()) {
            throw new ImpossibleEventException(state, started);
        }
        return new InAnalysis(
                course,
                started.attempt(),
                new TreeSet<>(started.sites()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static boolean givenUp(StudyState state) {
        return state instanceof InMaskedRound open && open.masking() instanceof CoordinatorMasking.GivenUp;
    }

    private static StudyState maskedRoundOpened(StudyState state, StudyEvent.MaskedRoundOpened opened) {
        CoordinatorMasking begun = CoordinatorMasking.step(
                        new CoordinatorMasking.Idle(), new CoordinatorEvent.Began(opened.proposal()))
                .state();
        return switch (state) {
            case InAnalysis running ->
                new InMaskedRound(
                        running.course(),
                        opened.round(),
                        opened.round().attempt(),
                        running.sites(),
                        running.totals(),
                        opened.state(),
                        begun,
                        opened.deadline());
            case InMaskedRound before
            when givenUp(before) && opened.round().number() == before.round().number() ->
                new InMaskedRound(
                        before.course(),
                        opened.round(),
                        before.firstAttempt(),
                        before.sites(),
                        before.totals(),
                        opened.state(),
                        begun,
                        opened.deadline());
            case InMaskedRound _,
                    Unknown _,
                    AwaitingPermits _,
                    AwaitingReadiness _,
                    BetweenAnalyses _,
                    InRound _,
                    Ended _ -> throw new ImpossibleEventException(state, opened);
        };
    }

    /// The set of sites freezes with the round on the totals.
    private static StudyState maskedRoundClosed(InMaskedRound open, CoordinatorMasking.Finished finished) {
        boolean totals = open.round().onTotals();
        return new InAnalysis(
                open.course(),
                open.round().attempt(),
                totals ? new TreeSet<>(finished.survivors()) : open.sites(),
                Optional.of(open.round()),
                Optional.of(open.state()),
                Optional.of(finished.sum()),
                totals ? Optional.of(finished.sum()) : open.totals());
    }

    private static StudyState folded(InRound open, StudyEvent.ContributionFolded folded) {
        return new InRound(
                open.course(),
                open.round(),
                open.sites(),
                open.state(),
                without(open.waiting(), folded.site()),
                Optional.of(folded.sum()),
                open.lost(),
                open.deadline());
    }

    private static StudyState lost(InRound open, StudyEvent.SiteLost lost) {
        Set<SiteId> gone = new TreeSet<>(open.lost());
        gone.add(lost.site());
        return new InRound(
                open.course().losing(lost),
                open.round(),
                open.sites(),
                open.state(),
                without(open.waiting(), lost.site()),
                open.sum(),
                gone,
                open.deadline());
    }

    private static StudyState analysisEnded(StudyState state, StudyEvent.AnalysisEnded ended) {
        StudyCourse course = course(state, ended);
        if (state instanceof AwaitingPermits || ended.analysis() != course.analysis()) {
            throw new ImpossibleEventException(state, ended);
        }
        return new BetweenAnalyses(course.ending(ended.outcome()));
    }

    private static StudyCourse course(StudyState state, StudyEvent event) {
        return switch (state) {
            case AwaitingPermits awaiting ->
                new StudyCourse(awaiting.offer(), awaiting.decisions(), Map.of(), Map.of(), List.of());
            case AwaitingReadiness awaiting ->
                new StudyCourse(awaiting.offer(), awaiting.decisions(), awaiting.answers(), Map.of(), List.of());
            case BetweenAnalyses(StudyCourse course) -> course;
            case InAnalysis running -> running.course();
            case InRound open -> open.course();
            case InMaskedRound open -> open.course();
            case Unknown _, Ended _ -> throw new ImpossibleEventException(state, event);
        };
    }

    private static Set<SiteId> without(Set<SiteId> sites, SiteId site) {
        Set<SiteId> rest = new TreeSet<>(sites);
        rest.remove(site);
        return rest;
    }
}
