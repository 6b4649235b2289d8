package org.isopleth.coordinator.study;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.Step;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.exchange.Message;
import org.isopleth.progress.StudyCourse;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.blob.BlobAbsentException;
import org.isopleth.study.Passport;
import org.isopleth.study.Permit;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides what follows from where a study stands, without anyone saying anything: the pure heart of
/// the coordinator, but for documents it reads and writes by their digest. Thread-safe. What follows in an analysis
/// whose sums are masked is [MaskedNextStep]'s.
final class NextStep {
    /// The reason a site is lost when it did not contribute in time.
    static final String DEADLINE = "deadline";

    /// The outcome of a study that the coordinator cannot bring further.
    static final String FAILED = "failed";

    private static final Logger LOG = LoggerFactory.getLogger(NextStep.class);

    private final Documents documents;
    private final AnalysisFrame frame;
    private final MaskedNextStep masked;

    NextStep(Documents documents, AnalysisFrame frame, MaskedNextStep masked) {
        this.documents = documents;
        this.frame = frame;
        this.masked = masked;
    }

    /// The next change, if one is due at `now`.
    Optional<Change> after(StudyPlan plan, StudyState state, Instant now) {
        return switch (state) {
            case StudyState.AwaitingPermits awaiting ->
                due(awaiting.waiting(), awaiting.deadline(), now) ? Optional.of(permits(plan, awaiting, now)) : none();
            case StudyState.AwaitingReadiness awaiting ->
                due(awaiting.waiting(), awaiting.deadline(), now) ? Optional.of(ready(plan, course(awaiting))) : none();
            case StudyState.BetweenAnalyses(StudyCourse course) -> Optional.of(between(plan, course));
            case StudyState.InAnalysis running -> Optional.of(inAnalysis(plan, running, now));
            case StudyState.InRound open -> inRound(plan, open, now);
            case StudyState.InMaskedRound open -> masked.inRound(plan, open, now);
            case StudyState.Unknown _, StudyState.Ended _ -> none();
        };
    }

    private static Optional<Change> none() {
        return Optional.empty();
    }

    private static boolean due(Set<SiteId> waiting, Instant deadline, Instant now) {
        return waiting.isEmpty() || !now.isBefore(deadline);
    }

    private Change permits(StudyPlan plan, StudyState.AwaitingPermits awaiting, Instant now) {
        List<SiteId> granted = awaiting.decisions().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Permit.Decision.Granted)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (granted.size() < plan.study().privacy().minimumSites()) {
            return end(plan, course(awaiting), "too-few-permits");
        }
        Instant deadline = now.plus(plan.study().deadlines().readiness());
        List<String> names = granted.stream().map(SiteId::name).toList();
        return Change.of(
                new StudyEvent.PermitsClosed(granted, deadline),
                granted,
                new Message.GetReady(plan.digest(), names, deadline));
    }

    private Change ready(StudyPlan plan, StudyCourse course) {
        if (!plan.mixesPassports(course)) {
            return frame.begin(plan, course, 1, 0);
        }
        course.readiness()
                .forEach((site, readiness) -> LOG.warn(
                        "study {}: {} measures images with {}",
                        plan.digest(),
                        site.name(),
                        readiness.passport().map(Passport::line).orElse("no passport")));
        return end(plan, course, ErrorCode.PASSPORTS_DIFFER.word());
    }

    private Change between(StudyPlan plan, StudyCourse course) {
        return course.analysis() < plan.analyses().size()
                ? frame.begin(plan, course, 1, 0)
                : end(plan, course, "completed");
    }

    private Change inAnalysis(StudyPlan plan, StudyState.InAnalysis running, Instant now) {
        int number = running.lastRound().map(RoundId::number).orElse(0);
        AnalysisFrame.Point here =
                new AnalysisFrame.Point(plan, running.course(), running.sites(), running.attempt(), number);
        Optional<Change> first = plan.masked() ? masked.beforeStep(here, running, now) : none();
        return first.orElseGet(() -> switch (step(here.analysis(), running)) {
            case Step.Continue(Json.Obj next) -> open(here, documents.put(next), now);
            case Step.Finished(Json.Obj result) -> frame.finish(here, result);
            case Step.Failed(AnalysisProblem problem) -> frame.fail(here, problem);
        });
    }

    private Step step(PreparedAnalysis analysis, StudyState.InAnalysis running) {
        boolean begins = running.lastRound().map(RoundId::onTotals).orElse(true);
        Step step = begins
                ? new Step.Continue(analysis.atCoordinator().start())
                : step(
                        analysis,
                        documents.json(running.state().orElseThrow()),
                        running.sum().orElseThrow());
        if (step instanceof Step.Continue(Json.Obj next)) {
            try {
                // A state whose bounds leave no room for exact sums must not go out.
                analysis.declare(next);
            } catch (TensorException e) {
                return new Step.Failed(new AnalysisProblem(AnalysisProblem.Reason.NOT_CONVERGED, List.of()));
            }
        }
        return step;
    }

    private Step step(PreparedAnalysis analysis, Json.Obj state, Digest stored) {
        Contribution sum = documents.contribution(analysis.declare(state), stored);
        try {
            return analysis.atCoordinator().step(state, sum);
        } catch (RuntimeException e) {
            // The half is pure: on these sums it fails after every restart too. They come from the sites.
            LOG.error("analysis {}: its sums are impossible", analysis.plan().id(), e);
            return new Step.Failed(new AnalysisProblem(AnalysisProblem.Reason.IMPOSSIBLE_SUMS, List.of()));
        }
    }

    private Change open(AnalysisFrame.Point here, Digest state, Instant now) {
        StudyPlan plan = here.plan();
        int number = here.rounds() + 1;
        if (plan.masked()) {
            return masked.open(here, number, state, now);
        }
        RoundId round = new RoundId(plan.digest(), here.course().analysis(), here.attempt(), number);
        Instant deadline = now.plus(plan.study().deadlines().round());
        return Change.of(
                new StudyEvent.RoundOpened(round, state, deadline),
                here.sites(),
                new Message.RoundOpened(round, state, deadline));
    }

    private Optional<Change> inRound(StudyPlan plan, StudyState.InRound open, Instant now) {
        if (!open.waiting().isEmpty() && !now.isBefore(open.deadline())) {
            List<StudyEvent> lost = new ArrayList<>();
            open.waiting().stream()
                    .sorted()
                    .forEach(site -> lost.add(new StudyEvent.SiteLost(open.round(), site, DEADLINE, List.of())));
            return Optional.of(new Change(lost, List.of()));
        }
        if (!open.lost().isEmpty()) {
            // Site-level: the analysis starts again over the rest. One fit never mixes site sets.
            RoundId round = open.round();
            return Optional.of(frame.begin(plan, open.course(), round.attempt() + 1, round.number()));
        }
        if (open.waiting().isEmpty()) {
            return Optional.of(Change.of(
                    new StudyEvent.RoundClosed(open.round(), open.sum().orElseThrow())));
        }
        return none();
    }

    /// The end of a study that cannot go on, with every outcome it had that can still be read.
    Change failed(StudyPlan plan, StudyState state) {
        StudyCourse course = course(state);
        List<Digest> readable =
                course.outcomes().stream().filter(this::isReadable).toList();
        return end(
                plan,
                new StudyCourse(course.offer(), course.decisions(), course.readiness(), course.lost(), readable),
                FAILED);
    }

    private boolean isReadable(Digest document) {
        try {
            documents.json(document);
            return true;
        } catch (BlobAbsentException | JsonException e) {
            return false;
        }
    }

    private static StudyCourse course(StudyState state) {
        return switch (state) {
            case StudyState.AwaitingPermits awaiting -> course(awaiting);
            case StudyState.AwaitingReadiness awaiting -> course(awaiting);
            case StudyState.BetweenAnalyses(StudyCourse course) -> course;
            case StudyState.InAnalysis running -> running.course();
            case StudyState.InRound open -> open.course();
            case StudyState.InMaskedRound open -> open.course();
            case StudyState.Ended ended -> ended.course();
            case StudyState.Unknown _ -> throw new IllegalStateException("a study that was never registered");
        };
    }

    private static StudyCourse course(StudyState.AwaitingPermits awaiting) {
        return new StudyCourse(awaiting.offer(), awaiting.decisions(), Map.of(), Map.of(), List.of());
    }

    private static StudyCourse course(StudyState.AwaitingReadiness awaiting) {
        return new StudyCourse(awaiting.offer(), awaiting.decisions(), awaiting.answers(), Map.of(), List.of());
    }

    private Change end(StudyPlan plan, StudyCourse course, String outcome) {
        Digest result = documents.put(ResultDocument.results(plan, course, outcome, documents));
        // Also to sites that refused, or whose decision came late: they too have the study on their list.
        List<SiteId> told = plan.offer().partners().keySet().stream().sorted().toList();
        return Change.of(new StudyEvent.StudyEnded(outcome, result), told, new Message.Ended(plan.digest(), outcome));
    }

    /// Documents by digest: states, sums, outcomes, results.
    interface Documents {
        /// The stored bytes.
        byte[] bytes(Digest digest);

        /// A stored sum.
        Contribution contribution(List<TensorDeclaration> declarations, Digest digest);

        /// Stores bytes under their digest; storing again changes nothing.
        Digest put(byte[] bytes);

        /// A stored JSON document.
        default Json.Obj json(Digest digest) {
            return CanonicalJson.parse(bytes(digest)).asObject();
        }

        /// Stores a JSON document in canonical form.
        default Digest put(Json json) {
            return put(CanonicalJson.bytes(json));
        }
    }
}
