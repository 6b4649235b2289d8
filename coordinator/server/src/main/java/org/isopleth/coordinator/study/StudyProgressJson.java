package org.isopleth.coordinator.study;

import java.util.List;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.Proposal;
import org.isopleth.masking.Step;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyEventJson;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.StoredEvent;
import org.isopleth.study.Permit;

/// What a scientist sees of a study's course. Stateless, thread-safe.
public final class StudyProgressJson {
    private StudyProgressJson() {}

    /// One event, without documents and certificates.
    public static Json.Obj of(StoredEvent stored) {
        Json.Obj body = CanonicalJson.parse(stored.event().body().bytes()).asObject();
        StudyEvent event =
                StudyEventJson.read(stored.event().kind(), stored.event().version(), body);
        Json.Builder out = Json.object()
                .with("event", stored.event().kind())
                .with("at", stored.recordedAt().toString());
        switch (event) {
            case StudyEvent.Registered e -> out.with("sites", names(e.sites()));
            case StudyEvent.PermitReceived e -> {
                out.with("site", e.site().name()).with("granted", e.permit().granted());
                if (e.permit().decision() instanceof Permit.Decision.Refused(Permit.RefusalReason reason)) {
                    out.with("reason", reason.word());
                }
            }
            case StudyEvent.PermitRejected e ->
                out.with("site", e.site().name()).with("reason", e.reason().word());
            case StudyEvent.PermitsClosed e -> out.with("sites", names(e.granted()));
            case StudyEvent.ReadinessReceived e ->
                out.with("site", e.site().name())
                        .with("readiness", e.readiness().json());
            case StudyEvent.AnalysisStarted e ->
                out.with("analysis", e.analysis()).with("attempt", e.attempt()).with("sites", names(e.sites()));
            case StudyEvent.RoundOpened e -> round(out, e.round());
            case StudyEvent.MaskedRoundOpened e ->
                round(out, e.round())
                        .with(
                                "sites",
                                names(e.proposal().roster().stream()
                                        .map(Proposal.Member::site)
                                        .toList()));
            case StudyEvent.MaskingAdvanced e -> masking(round(out, e.round()), e.event());
            case StudyEvent.ContributionFolded e ->
                round(out, e.round()).with("site", e.site().name());
            case StudyEvent.SiteLost e ->
                round(out, e.round())
                        .with("site", e.site().name())
                        .with("reason", e.reason())
                        .with("rules", Json.ofTexts(e.rules()));
            case StudyEvent.RoundClosed e -> round(out, e.round());
            case StudyEvent.AnalysisEnded e -> out.with("analysis", e.analysis());
            case StudyEvent.StudyEnded e -> out.with("outcome", e.outcome());
            case StudyEvent.LedgerHeadReceived e -> out.with("site", e.site().name());
        }
        return out.build();
    }

    /// One study in a list.
    public static Json.Obj summary(StudyOffer offer, StudyState state) {
        return Json.object()
                .with("study", offer.digest().hex())
                .with("title", offer.study().title())
                .with("state", word(state))
                .build();
    }

    private static String word(StudyState state) {
        return switch (state) {
            case StudyState.Unknown _, StudyState.AwaitingPermits _ -> "awaiting-permits";
            case StudyState.AwaitingReadiness _ -> "awaiting-readiness";
            case StudyState.BetweenAnalyses _,
                    StudyState.InAnalysis _,
                    StudyState.InRound _,
                    StudyState.InMaskedRound _ -> "running";
            case StudyState.Ended ended -> ended.outcome();
        };
    }

    /// Which step, by which site where it is one's; never what was said.
    private static void masking(Json.Builder out, CoordinatorEvent event) {
        switch (event) {
            case CoordinatorEvent.Arrived(var signed) ->
                out.with("step", signed.message().step().word()).with("site", signed.sender());
            case CoordinatorEvent.Malformed(SiteId site) ->
                out.with("step", "malformed").with("site", site.name());
            case CoordinatorEvent.Left(SiteId site) -> out.with("step", "left").with("site", site.name());
            case CoordinatorEvent.DeadlinePassed(Step step) ->
                out.with("step", "deadline-passed").with("of", step.word());
            case CoordinatorEvent.SumOpened _ -> out.with("step", "sum-opened");
            case CoordinatorEvent.Began _ -> out.with("step", "began");
        }
    }

    private static Json.Builder round(Json.Builder out, RoundId round) {
        return out.with("analysis", round.analysis())
                .with("attempt", round.attempt())
                .with("round", round.number());
    }

    private static Json names(List<SiteId> sites) {
        return Json.ofTexts(sites.stream().map(SiteId::name).toList());
    }
}
