package org.isopleth.coordinator.study;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Json;
import org.isopleth.coordinator.study.NextStep.Documents;
import org.isopleth.masking.Refusal;
import org.isopleth.progress.StudyCourse;
import org.isopleth.progress.StudyEvent;
import org.isopleth.site.SiteId;

/// How an analysis begins, and how it ends: with a result, or with a problem in words. Thread-safe.
final class AnalysisFrame {
    private final Documents documents;

    AnalysisFrame(Documents documents) {
        this.documents = documents;
    }

    /// Which analysis, and how far it had come.
    ///
    /// @param rounds how many were opened
    record Point(StudyPlan plan, StudyCourse course, Collection<SiteId> sites, int attempt, int rounds) {
        PreparedAnalysis analysis() {
            return plan.analyses().get(course.analysis());
        }
    }

    /// The next analysis of the course, or the same again, over all sites that can take part in it.
    Change begin(StudyPlan plan, StudyCourse course, int attempt, int rounds) {
        Set<SiteId> sites = plan.sitesFor(course, course.analysis());
        return sites.size() < plan.leastSites()
                ? fail(new Point(plan, course, sites, attempt, rounds), tooFew(course))
                : Change.of(new StudyEvent.AnalysisStarted(
                        course.analysis(), attempt, sites.stream().sorted().toList()));
    }

    /// Sites that refused a sum for its likeness to an earlier one are too few for another reason than that they are
    /// away or not ready.
    private static AnalysisProblem.Reason tooFew(StudyCourse course) {
        return course.lostFor(course.analysis(), Refusal.Reason.TOO_CLOSE_TO_EARLIER.word())
                ? AnalysisProblem.Reason.TOO_CLOSE_TO_EARLIER
                : AnalysisProblem.Reason.TOO_FEW_SITES;
    }

    Change finish(Point at, Json.Obj result) {
        return ended(at, ResultDocument.outcome(at.analysis(), at.sites(), at.attempt(), at.rounds(), result));
    }

    Change fail(Point at, AnalysisProblem problem) {
        return ended(at, ResultDocument.outcome(at.analysis(), at.sites(), at.attempt(), at.rounds(), problem));
    }

    Change fail(Point at, AnalysisProblem.Reason reason) {
        return fail(at, new AnalysisProblem(reason, List.of()));
    }

    private Change ended(Point at, Json.Obj outcome) {
        return Change.of(new StudyEvent.AnalysisEnded(at.course().analysis(), documents.put(outcome)));
    }
}
