package org.isopleth.coordinator.study;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.analysis.AnalysisProblem.Reason;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.masking.CoordinatorMessage;
import org.isopleth.masking.MaskedContribution;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.tensor.TensorDeclaration;

/// What follows by itself in an analysis whose sums are masked; [NextStep] decides the rest. Thread-safe.
///
/// Its first round adds up the totals on which the sites decide whether the sums may be read. The sites of that sum
/// are the sites of the analysis to its end: the difference of two sums over sets that differ by a site would be
/// that site's part. So an analysis waits for a site that is away, and ends when one is gone for good.
final class MaskedNextStep {
    /// So often a round goes out to the same sites. Each attempt waits a whole deadline for the site that is away: at
    /// a day each, what keeps a connector away for a week, holidays included, ends no analysis.
    static final int MOST_ATTEMPTS = 8;

    /// What the round on the totals goes out with: there is no state of the analysis yet.
    static final Json.Obj TOTALS = Json.object().with("round", "totals").build();

    private final BlobDocuments documents;
    private final MaskedRounds rounds;
    private final AnalysisFrame frame;
    private final SumsInWork sums;

    MaskedNextStep(BlobDocuments documents, MaskedRounds rounds, AnalysisFrame frame, SumsInWork sums) {
        this.documents = documents;
        this.rounds = rounds;
        this.frame = frame;
        this.sums = sums;
    }

    /// What comes before the next step of an analysis: its end, when a site of the fixed set is lost, or the round on
    /// the totals.
    Optional<Change> beforeStep(AnalysisFrame.Point at, StudyState.InAnalysis running, Instant now) {
        if (isLost(at.sites(), lost(running))) {
            return Optional.of(frame.fail(at, Reason.WITHHELD));
        }
        if (running.lastRound().isPresent()) {
            return Optional.empty();
        }
        if (at.analysis().tally().isEmpty()) {
            return Optional.of(frame.fail(at, Reason.NO_TOTALS));
        }
        return Optional.of(open(at, RoundId.TOTALS, documents.put(TOTALS), now));
    }

    private static Set<SiteId> lost(StudyState.InAnalysis running) {
        return running.course().lost(running.course().analysis());
    }

    private static boolean isLost(Collection<SiteId> sites, Set<SiteId> lost) {
        return !Collections.disjoint(sites, lost);
    }

    /// A round goes out, or goes out again.
    Change open(AnalysisFrame.Point at, int number, Digest state, Instant now) {
        RoundId round = new RoundId(at.plan().digest(), at.course().analysis(), at.attempt(), number);
        return rounds.open(new MaskedRounds.Terms(at.plan(), at.course().decisions(), round, at.sites(), state), now);
    }

    /// What follows in an open round, if anything is due at `now`.
    Optional<Change> inRound(StudyPlan plan, StudyState.InMaskedRound open, Instant now) {
        return switch (open.masking()) {
            case CoordinatorMasking.TakingOff off ->
                sums.of(open.round(), () -> sum(plan, open, off))
                        .flatMap(sum ->
                                rounds.advance(plan, open, new CoordinatorEvent.SumOpened(documents.put(sum)), now));
            case CoordinatorMasking.Finished finished -> Optional.of(closed(open, finished));
            case CoordinatorMasking.GivenUp(CoordinatorMasking.Cause cause) ->
                Optional.of(givenUp(plan, open, cause, now));
            case CoordinatorMasking.Active active ->
                now.isBefore(open.deadline())
                        ? Optional.empty()
                        : rounds.advance(plan, open, new CoordinatorEvent.DeadlinePassed(active.awaits()), now);
            case CoordinatorMasking.Idle _ -> Optional.empty();
        };
    }

    /// The sum without its masks. Nothing is changed by it: a restart that comes before the event does the same again.
    private byte[] sum(StudyPlan plan, StudyState.InMaskedRound open, CoordinatorMasking.TakingOff off) {
        List<TensorDeclaration> declarations = plan.declared(open.round(), documents.json(open.state()));
        List<Digest> vectors = off.survivors().survivors().stream()
                .map(CoordinatorMessage.Survivor::vector)
                .toList();
        byte[] sum = documents.total(declarations, vectors);
        MaskedContribution.of(declarations).applyAtOnce(off.unmasking().recipe(), sum);
        return sum;
    }

    /// The set of sites freezes with the sum of the totals: who is not in it is out of the analysis.
    private static Change closed(StudyState.InMaskedRound open, CoordinatorMasking.Finished finished) {
        List<StudyEvent> events = new ArrayList<>();
        open.sites().stream()
                .filter(site ->
                        !finished.survivors().contains(site) && !open.lost().contains(site))
                .sorted()
                .forEach(site -> events.add(new StudyEvent.SiteLost(open.round(), site, NextStep.DEADLINE, List.of())));
        events.add(new StudyEvent.RoundClosed(open.round(), finished.sum()));
        return new Change(events, List.of());
    }

    private Change givenUp(StudyPlan plan, StudyState.InMaskedRound open, CoordinatorMasking.Cause cause, Instant now) {
        RoundId round = open.round();
        AnalysisFrame.Point here =
                new AnalysisFrame.Point(plan, open.course(), open.sites(), round.attempt(), round.number());
        boolean lost = isLost(open.sites(), open.lost());
        return switch (cause) {
            // Some sites may have helped to open it, and none helps twice with one round.
            case TOO_FEW_OPENINGS, FALSE_SECRET -> frame.fail(here, Reason.SUM_NOT_OPENED);
            case TOO_FEW_KEYS, TOO_FEW_SHARES, TOO_FEW_VECTORS, TOO_FEW_AGREEMENTS -> {
                if (lost) {
                    yield round.onTotals()
                            ? frame.begin(plan, open.course(), round.attempt() + 1, 0)
                            : frame.fail(here, Reason.WITHHELD);
                }
                if (open.attempts() >= MOST_ATTEMPTS) {
                    yield frame.fail(here, Reason.SITE_AWAY);
                }
                AnalysisFrame.Point again =
                        new AnalysisFrame.Point(plan, open.course(), open.sites(), round.attempt() + 1, 0);
                yield open(again, round.number(), open.state(), now);
            }
        };
    }
}
