package org.isopleth.progress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.MaskingEventJson;
import org.isopleth.masking.Proposal;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;

/// The kind and stored JSON form of each [StudyEvent]. Stateless, thread-safe.
public final class StudyEventJson {

    /// The version of the stored forms below.
    public static final int VERSION = 1;

    private StudyEventJson() {}

    /// The word under which an event is stored.
    public static String kind(StudyEvent event) {
        return switch (event) {
            case StudyEvent.Registered _ -> "registered";
            case StudyEvent.PermitReceived _ -> "permit-received";
            case StudyEvent.PermitRejected _ -> "permit-rejected";
            case StudyEvent.PermitsClosed _ -> "permits-closed";
            case StudyEvent.ReadinessReceived _ -> "readiness-received";
            case StudyEvent.AnalysisStarted _ -> "analysis-started";
            case StudyEvent.RoundOpened _ -> "round-opened";
            case StudyEvent.MaskedRoundOpened _ -> "masked-round-opened";
            case StudyEvent.MaskingAdvanced _ -> "masking-advanced";
            case StudyEvent.ContributionFolded _ -> "contribution-folded";
            case StudyEvent.SiteLost _ -> "site-lost";
            case StudyEvent.RoundClosed _ -> "round-closed";
            case StudyEvent.AnalysisEnded _ -> "analysis-ended";
            case StudyEvent.StudyEnded _ -> "study-ended";
            case StudyEvent.LedgerHeadReceived _ -> "ledger-head-received";
        };
    }

    /// The JSON form.
    public static Json.Obj write(StudyEvent event) {
        Json.Builder out = Json.object();
        switch (event) {
            case StudyEvent.Registered e ->
                out.with("offer", e.offer())
                        .with("sites", names(e.sites()))
                        .with("deadline", e.deadline().toString());
            case StudyEvent.PermitReceived e ->
                out.with("site", e.site().name())
                        .with("permit", e.permit().json())
                        .with("signature", e.signature().base64());
            case StudyEvent.PermitRejected e ->
                out.with("site", e.site().name())
                        .withOptional(
                                "reason",
                                Optional.of(e.reason())
                                        .filter(reason -> reason != Permit.RefusalReason.INVALID)
                                        .map(reason -> Json.of(reason.word())));
            case StudyEvent.PermitsClosed e ->
                out.with("granted", names(e.granted()))
                        .with("deadline", e.deadline().toString());
            case StudyEvent.ReadinessReceived e ->
                out.with("site", e.site().name())
                        .with("readiness", e.readiness().json());
            case StudyEvent.AnalysisStarted e ->
                out.with("analysis", e.analysis()).with("attempt", e.attempt()).with("sites", names(e.sites()));
            case StudyEvent.RoundOpened e ->
                out.with("round", e.round().json())
                        .with("state", e.state().hex())
                        .with("deadline", e.deadline().toString());
            case StudyEvent.MaskedRoundOpened e ->
                out.with("round", e.round().json())
                        .with("state", e.state().hex())
                        .with("proposal", MaskingEventJson.write(new CoordinatorEvent.Began(e.proposal())))
                        .with("deadline", e.deadline().toString());
            case StudyEvent.MaskingAdvanced e ->
                out.with("round", e.round().json())
                        .with("event", MaskingEventJson.write(e.event()))
                        .with("deadline", e.deadline().toString());
            case StudyEvent.ContributionFolded e ->
                out.with("round", e.round().json())
                        .with("site", e.site().name())
                        .with("contribution", e.contribution().hex())
                        .with("sum", e.sum().hex());
            case StudyEvent.SiteLost e ->
                out.with("round", e.round().json())
                        .with("site", e.site().name())
                        .with("reason", e.reason())
                        .with("rules", Json.ofTexts(e.rules()));
            case StudyEvent.RoundClosed e ->
                out.with("round", e.round().json()).with("sum", e.sum().hex());
            case StudyEvent.AnalysisEnded e ->
                out.with("analysis", e.analysis()).with("outcome", e.outcome().hex());
            case StudyEvent.StudyEnded e ->
                out.with("outcome", e.outcome()).with("result", e.result().hex());
            case StudyEvent.LedgerHeadReceived e ->
                out.with("site", e.site().name()).with("checkpoint", e.checkpoint());
        }
        return out.build();
    }

    /// Reads a stored event.
    ///
    /// @throws JsonException when kind, version or form is not known
    public static StudyEvent read(String kind, int version, Json.Obj in) {
        if (version != VERSION) {
            throw new JsonException("a stored event has a version this release does not know");
        }
        return switch (kind) {
            case "registered" -> new StudyEvent.Registered(in.object("offer"), sites(in, "sites"), deadline(in));
            case "permit-received" ->
                new StudyEvent.PermitReceived(
                        site(in), Permit.read(in.get("permit")), Bytes.fromBase64(in.text("signature")));
            case "permit-rejected" ->
                new StudyEvent.PermitRejected(
                        site(in),
                        in.find("reason")
                                .map(word -> Permit.RefusalReason.parse(word.asText()))
                                .orElse(Permit.RefusalReason.INVALID));
            case "permits-closed" -> new StudyEvent.PermitsClosed(sites(in, "granted"), deadline(in));
            case "readiness-received" ->
                new StudyEvent.ReadinessReceived(site(in), Readiness.read(in.object("readiness")));
            case "analysis-started" ->
                new StudyEvent.AnalysisStarted(in.count("analysis"), in.count("attempt"), sites(in, "sites"));
            case "round-opened" -> new StudyEvent.RoundOpened(round(in), digest(in, "state"), deadline(in));
            case "masked-round-opened" ->
                new StudyEvent.MaskedRoundOpened(round(in), digest(in, "state"), proposal(in), deadline(in));
            case "masking-advanced" ->
                new StudyEvent.MaskingAdvanced(
                        round(in), MaskingEventJson.readOfCoordinator(in.object("event")), deadline(in));
            case "contribution-folded" ->
                new StudyEvent.ContributionFolded(round(in), site(in), digest(in, "contribution"), digest(in, "sum"));
            case "site-lost" ->
                new StudyEvent.SiteLost(
                        round(in), site(in), in.text("reason"), in.get("rules").asTexts());
            case "round-closed" -> new StudyEvent.RoundClosed(round(in), digest(in, "sum"));
            case "analysis-ended" -> new StudyEvent.AnalysisEnded(in.count("analysis"), digest(in, "outcome"));
            case "study-ended" -> new StudyEvent.StudyEnded(in.text("outcome"), digest(in, "result"));
            case "ledger-head-received" -> new StudyEvent.LedgerHeadReceived(site(in), in.text("checkpoint"));
            default -> throw new JsonException("a stored event has a kind this release does not know");
        };
    }

    private static Proposal proposal(Json.Obj in) {
        if (MaskingEventJson.readOfCoordinator(in.object("proposal"))
                instanceof CoordinatorEvent.Began(Proposal proposal)) {
            return proposal;
        }
        throw new JsonException("a stored masked round has no proposal");
    }

    private static Json names(List<SiteId> sites) {
        return Json.ofTexts(sites.stream().map(SiteId::name).toList());
    }

    private static List<SiteId> sites(Json.Obj in, String member) {
        return in.get(member).asTexts().stream().map(SiteId::new).toList();
    }

    private static SiteId site(Json.Obj in) {
        return new SiteId(in.text("site"));
    }

    private static Instant deadline(Json.Obj in) {
        return Instant.parse(in.text("deadline"));
    }

    private static Digest digest(Json.Obj in, String member) {
        return new Digest(in.text(member));
    }

    private static RoundId round(Json.Obj in) {
        return RoundId.read(in.object("round"));
    }
}
