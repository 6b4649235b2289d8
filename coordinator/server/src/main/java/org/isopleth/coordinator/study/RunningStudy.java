package org.isopleth.coordinator.study;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Digest;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
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

    RunningStudy(StudyPlan plan) {
        this.plan = plan;
    }

    /// What every site is to contribute to a round: known by its state, which may be long.
    private record Expected(Digest state, List<TensorDeclaration> declarations) {}

    /// A study brought back from all its events.
    static RunningStudy replay(List<StoredEvent> stored) {
        List<StudyEvent> events = stored.stream().map(StoredStudyEvents::read).toList();
        StudyEvent.Registered registered = (StudyEvent.Registered) events.getFirst();
        RunningStudy running = new RunningStudy(StudyPlan.of(registered.offer()));
        running.take(events);
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

    /// The state after `events`, which have not happened.
    ///
    /// @throws org.isopleth.progress.ImpossibleEventException when they cannot
    StudyState after(List<StudyEvent> events) {
        StudyState after = state;
        for (StudyEvent event : events) {
            after = StudyState.step(after, event);
        }
        return after;
    }

    /// Takes in what happened.
    void take(List<StudyEvent> events) {
        state = after(events);
        sequence += events.size();
        events.forEach(event -> released.addAll(needed.after(event)));
    }

    boolean needs(Digest document) {
        return needed.contains(document);
    }

    /// The documents needed no more since this was last asked.
    Set<Digest> takeReleased() {
        Set<Digest> taken = Set.copyOf(released);
        released.clear();
        return taken;
    }

    /// How many bytes the contribution has that `site` is waited for; empty when it is not.
    OptionalLong largestUpload(SiteId site, BlobDocuments documents) {
        return state instanceof StudyState.InRound open && open.waiting().contains(site)
                ? OptionalLong.of(Contribution.size(declared(open, documents)))
                : OptionalLong.empty();
    }

    /// What every site is to contribute to the open round.
    List<TensorDeclaration> declared(StudyState.InRound open, BlobDocuments documents) {
        Optional<Expected> known = expected.filter(round -> round.state().equals(open.state()));
        if (known.isEmpty()) {
            PreparedAnalysis analysis = plan.analyses().get(open.round().analysis());
            known = Optional.of(new Expected(open.state(), analysis.declare(documents.json(open.state()))));
            expected = known;
        }
        return known.get().declarations();
    }
}
