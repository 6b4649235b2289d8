package org.isopleth.connector.study;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.MaskingHistory;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;

/// The kind and stored JSON form of each [SiteStudyEvent]. Stateless, thread-safe.
public final class SiteStudyEventJson {

    /// The version of the stored forms below.
    public static final int VERSION = 1;

    private SiteStudyEventJson() {}

    /// The word under which an event is stored.
    public static String kind(SiteStudyEvent event) {
        return switch (event) {
            case SiteStudyEvent.StudyOffered _ -> "study-offered";
            case SiteStudyEvent.PermitDecided _ -> "permit-decided";
            case SiteStudyEvent.ReadinessAsked _ -> "readiness-asked";
            case SiteStudyEvent.ReadinessAnswered _ -> "readiness-answered";
            case SiteStudyEvent.RoundAsked _ -> "round-asked";
            case SiteStudyEvent.MaskedRoundAsked _ -> "masked-round-asked";
            case SiteStudyEvent.MaskingAdvanced _ -> "masking-advanced";
            case SiteStudyEvent.SumOpened _ -> "sum-opened";
            case SiteStudyEvent.MaskingEnded _ -> "masking-ended";
            case SiteStudyEvent.ContributionReleased _ -> "contribution-released";
            case SiteStudyEvent.ContributionSent _ -> "contribution-sent";
            case SiteStudyEvent.ContributionWithheld _ -> "contribution-withheld";
            case SiteStudyEvent.AgreementBroken _ -> "agreement-broken";
            case SiteStudyEvent.StudyEnded _ -> "study-ended";
            case SiteStudyEvent.CohortDeleted _ -> "cohort-deleted";
            case SiteStudyEvent.HeadReported _ -> "head-reported";
        };
    }

    /// The JSON form.
    public static Json.Obj write(SiteStudyEvent event) {
        Json.Builder out = Json.object();
        switch (event) {
            case SiteStudyEvent.StudyOffered e ->
                out.with("offer", e.offer().json())
                        .with("deadline", e.deadline().toString());
            case SiteStudyEvent.PermitDecided e ->
                out.with("permit", e.permit().json())
                        .with("signature", e.signature().base64());
            case SiteStudyEvent.ReadinessAsked e ->
                out.with("deadline", e.deadline().toString());
            case SiteStudyEvent.ReadinessAnswered e ->
                out.with("readiness", e.readiness().json())
                        .withOptional("cohort", e.cohort().map(FrozenCohort::json));
            case SiteStudyEvent.RoundAsked e ->
                out.with("round", e.round().json())
                        .with("state", e.state().hex())
                        .with("deadline", e.deadline().toString());
            case SiteStudyEvent.MaskedRoundAsked e ->
                out.with("round", e.round().json())
                        .with("state", e.state().hex())
                        .with("deadline", e.deadline().toString())
                        .with("proposal", e.proposal());
            // What happened is secret and kept apart: see MaskingVault.
            case SiteStudyEvent.MaskingAdvanced e -> out.with("round", e.round().json());
            case SiteStudyEvent.SumOpened e ->
                out.with("round", e.round().json()).with("opened", new MaskingHistory(List.of(e.opened())).json());
            case SiteStudyEvent.MaskingEnded e ->
                out.with("round", e.round().json())
                        .with("outcome", e.outcome())
                        .withOptional("sum", e.sum().map(sum -> Json.of(sum.hex())))
                        .with(
                                "survivors",
                                Json.ofTexts(
                                        e.survivors().stream().map(SiteId::name).toList()));
            case SiteStudyEvent.ContributionReleased e ->
                out.with("round", e.round().json())
                        .with("state", e.state().hex())
                        .with("release", e.release().json());
            case SiteStudyEvent.ContributionSent e ->
                out.with("round", e.round().json());
            case SiteStudyEvent.ContributionWithheld e ->
                out.with("round", e.round().json())
                        .with("state", e.state().hex())
                        .with("reason", e.reason())
                        .with("rules", Json.ofTexts(e.rules()));
            case SiteStudyEvent.AgreementBroken e ->
                out.with("breach", e.breach().word());
            case SiteStudyEvent.StudyEnded e -> out.with("outcome", e.outcome());
            case SiteStudyEvent.CohortDeleted _, SiteStudyEvent.HeadReported _ -> {
                // Nothing but that it happened.
            }
        }
        return out.build();
    }

    /// Reads a stored event.
    ///
    /// @throws JsonException when kind, version or form is not known
    public static SiteStudyEvent read(String kind, int version, Json.Obj in) {
        if (version != VERSION) {
            throw new JsonException("a stored event has a version this release does not know");
        }
        return switch (kind) {
            case "study-offered" -> new SiteStudyEvent.StudyOffered(StudyOffer.read(in.object("offer")), deadline(in));
            case "permit-decided" ->
                new SiteStudyEvent.PermitDecided(Permit.read(in.get("permit")), Bytes.fromBase64(in.text("signature")));
            case "readiness-asked" -> new SiteStudyEvent.ReadinessAsked(deadline(in));
            case "readiness-answered" ->
                new SiteStudyEvent.ReadinessAnswered(
                        Readiness.read(in.object("readiness")),
                        in.find("cohort").map(cohort -> FrozenCohort.read(cohort.asObject())));
            case "round-asked" -> new SiteStudyEvent.RoundAsked(round(in), state(in), deadline(in));
            case "masked-round-asked" ->
                new SiteStudyEvent.MaskedRoundAsked(round(in), state(in), deadline(in), in.object("proposal"));
            case "masking-advanced" -> new SiteStudyEvent.MaskingAdvanced(round(in), Optional.empty());
            case "sum-opened" ->
                new SiteStudyEvent.SumOpened(
                        round(in),
                        MaskingHistory.read(in.get("opened")).opened().getFirst());
            case "masking-ended" ->
                new SiteStudyEvent.MaskingEnded(
                        round(in),
                        in.text("outcome"),
                        in.find("sum").map(sum -> new Digest(sum.asText())),
                        in.get("survivors").asTexts().stream().map(SiteId::new).toList());
            case "contribution-released" ->
                new SiteStudyEvent.ContributionReleased(round(in), state(in), Release.read(in.object("release")));
            case "contribution-sent" -> new SiteStudyEvent.ContributionSent(round(in));
            case "contribution-withheld" ->
                new SiteStudyEvent.ContributionWithheld(
                        round(in), state(in), in.text("reason"), in.get("rules").asTexts());
            case "agreement-broken" -> new SiteStudyEvent.AgreementBroken(breach(in.text("breach")));
            case "study-ended" -> new SiteStudyEvent.StudyEnded(in.text("outcome"));
            case "cohort-deleted" -> new SiteStudyEvent.CohortDeleted();
            case "head-reported" -> new SiteStudyEvent.HeadReported();
            default -> throw new JsonException("a stored event has a kind this release does not know");
        };
    }

    private static RoundId round(Json.Obj in) {
        return RoundId.read(in.object("round"));
    }

    private static Digest state(Json.Obj in) {
        return new Digest(in.text("state"));
    }

    private static Instant deadline(Json.Obj in) {
        return Instant.parse(in.text("deadline"));
    }

    private static SiteStudyEvent.Breach breach(String word) {
        return Arrays.stream(SiteStudyEvent.Breach.values())
                .filter(breach -> breach.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new JsonException("a stored event has a breach this release does not know"));
    }
}
