package org.isopleth.coordinator.study;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.StoredEvent;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;

/// A study in memory: what it is, where it stands, how many events led there, what it needs on disk.
/// Not thread-safe.
final class RunningStudy {
    private final StudyPlan plan;
    private final NeededDocuments needed = new NeededDocuments();
    private final Set<Digest> released = new HashSet<>();
    private StudyState state = new StudyState.Unknown();
    private long sequence;
    private Optional<Expected> expected = Optional.empty();
    private Optional<Foreseen> foreseen = Optional.empty();

    RunningStudy(StudyPlan plan) {
        this.plan = plan;
    }

    /// What every site is to contribute to a round: known by its state, which may be long.
    private record Expected(RoundId round, Digest state, List<TensorDeclaration> declarations) {}

    /// Where a change would lead from the present state.
    private record Foreseen(Change change, StudyState state) {}

    /// A study brought back from all its events.
    static RunningStudy replay(List<StoredEvent> stored) {
        List<StudyEvent> events = stored.stream().map(StoredStudyEvents::read).toList();
        StudyEvent.Registered registered = (StudyEvent.Registered) events.getFirst();
        RunningStudy running = new RunningStudy(StudyPlan.of(registered.offer()));
        running.take(new Change(events, List.of()));
        return running;
    }

    StudyPlan plan() {
        return plan;
    }

    StudyState state() {
        return state;
    }

    /// The number of the last event.
    long sequence() {
        return sequence;
    }

    /// The state after a change that has not happened. Asked again about the same one, it is not computed again.
    ///
    /// @throws org.isopleth.progress.ImpossibleEventException when it cannot
    @SuppressWarnings("ReferenceEquality") // The same change: comparing what is in it would cost as much as the step.
    StudyState after(Change change) {
        Optional<Foreseen> known = foreseen.filter(one -> one.change() == change);
        if (known.isPresent()) {
            return known.get().state();
        }
        StudyState after = state;
        for (StudyEvent event : change.events()) {
            after = event instanceof StudyEvent.MaskingAdvanced advanced
                            && after instanceof StudyState.InMaskedRound open
                            && change.masking().isPresent()
                    ? open.after(advanced, change.masking().get())
                    : StudyState.step(after, event);
        }
        foreseen = Optional.of(new Foreseen(change, after));
        return after;
    }

    /// Takes in what happened.
    void take(Change change) {
        state = after(change);
        foreseen = Optional.empty();
        sequence += change.events().size();
        change.events().forEach(event -> released.addAll(needed.after(event)));
    }

    boolean needs(Digest document) {
        return needed.contains(document);
    }

    /// The documents that are kept for good.
    Set<Digest> lasting() {
        return needed.lasting();
    }

    boolean hasEnded() {
        return state instanceof StudyState.Ended;
    }

    /// The documents needed no more since this was last asked.
    Set<Digest> takeReleased() {
        Set<Digest> taken = Set.copyOf(released);
        released.clear();
        return taken;
    }

    /// The contribution that `site` is waited for; empty when it is not.
    Optional<ExpectedUpload> upload(SiteId site, BlobDocuments documents) {
        return switch (state) {
            case StudyState.InRound open
            when open.waiting().contains(site) ->
                Optional.of(
                        new ExpectedUpload(Contribution.size(declared(open.round(), open.state(), documents)), false));
            case StudyState.InMaskedRound open
            when masks(open, site) ->
                Optional.of(
                        new ExpectedUpload(Contribution.size(declared(open.round(), open.state(), documents)), true));
            case StudyState.InRound _,
                    StudyState.InMaskedRound _,
                    StudyState.Unknown _,
                    StudyState.AwaitingPermits _,
                    StudyState.AwaitingReadiness _,
                    StudyState.BetweenAnalyses _,
                    StudyState.InAnalysis _,
                    StudyState.Ended _ -> Optional.empty();
        };
    }

    /// Whether a site was asked to mask and has not sent its vector.
    private static boolean masks(StudyState.InMaskedRound open, SiteId site) {
        return open.masking() instanceof CoordinatorMasking.Vectors(CoordinatorMasking.Dealt dealt, var vectors)
                && dealt.shares().containsKey(site)
                && !vectors.containsKey(site)
                && !open.lost().contains(site);
    }

    /// Whether a site may fetch a document: the state of the open round that it is part of, or the totals on which
    /// its analysis rests.
    boolean mayDownload(SiteId site, Digest document) {
        return switch (state) {
            case StudyState.InRound open ->
                open.sites().contains(site) && open.state().equals(document);
            case StudyState.InMaskedRound open ->
                open.sites().contains(site)
                        && (open.state().equals(document) || open.totals().equals(Optional.of(document)));
            case StudyState.InAnalysis running ->
                running.sites().contains(site) && running.totals().equals(Optional.of(document));
            case StudyState.Unknown _,
                    StudyState.AwaitingPermits _,
                    StudyState.AwaitingReadiness _,
                    StudyState.BetweenAnalyses _,
                    StudyState.Ended _ -> false;
        };
    }

    /// What every site is to contribute to the open round.
    List<TensorDeclaration> declared(RoundId round, Digest ofState, BlobDocuments documents) {
        Optional<Expected> known =
                expected.filter(one -> one.round().equals(round) && one.state().equals(ofState));
        if (known.isEmpty()) {
            known = Optional.of(new Expected(round, ofState, plan.declared(round, documents.json(ofState))));
            expected = known;
        }
        return known.get().declarations();
    }
}
