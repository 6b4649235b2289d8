package org.isopleth.coordinator.study;

import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.ledger.Actor;
import org.isopleth.ledger.LedgerContext;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.PolicyDecision;
import org.isopleth.ledger.PolicyRule;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.SiteMessage;
import org.isopleth.progress.StudyEvent;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.store.Transaction;
import org.isopleth.store.ledger.LedgerBook;

/// What of a study's course the coordinator's ledger records. Thread-safe.
public final class CoordinatorLedger {
    private static final Actor COORDINATOR = new Actor("coordinator", "coordinator");

    private final LedgerBook book;

    public CoordinatorLedger(LedgerBook book) {
        this.book = book;
    }

    /// Enters what the events of one change mean, in the transaction that stores them.
    void enter(Transaction transaction, StudyPlan plan, List<StudyEvent> events) {
        events.forEach(
                event -> occurrence(plan, event, events).ifPresent(occurrence -> book.enter(transaction, occurrence)));
    }

    private static Optional<Occurrence> occurrence(StudyPlan plan, StudyEvent event, List<StudyEvent> change) {
        return switch (event) {
            case StudyEvent.Registered registered ->
                Optional.of(Occurrence.of(COORDINATOR, LedgerEvent.STUDY_REGISTERED, LedgerOutcome.DONE)
                        .in(LedgerContext.of(plan.digest()).to(names(registered.sites()))));
            case StudyEvent.PermitReceived received ->
                Optional.of(Occurrence.of(
                                site(received.site()),
                                LedgerEvent.PERMIT_DECIDED,
                                received.permit().granted() ? LedgerOutcome.ALLOWED : LedgerOutcome.REFUSED)
                        .in(LedgerContext.of(plan.digest())));
            case StudyEvent.PermitRejected rejected ->
                Optional.of(Occurrence.of(site(rejected.site()), LedgerEvent.PERMIT_DECIDED, LedgerOutcome.FAILED)
                        .in(LedgerContext.of(plan.digest())));
            case StudyEvent.RoundOpened opened ->
                Optional.of(Occurrence.of(COORDINATOR, LedgerEvent.ROUND_OPENED, LedgerOutcome.DONE)
                        .in(round(plan, opened.round()))
                        .with("state", opened.state()));
            case StudyEvent.MaskedRoundOpened opened ->
                Optional.of(Occurrence.of(COORDINATOR, LedgerEvent.ROUND_OPENED, LedgerOutcome.DONE)
                        .in(round(plan, opened.round()))
                        .with("state", opened.state())
                        .with("proposal", opened.proposal().payload()));
            case StudyEvent.MaskingAdvanced advanced ->
                accepted(advanced, change).map(heard -> heard.in(round(plan, advanced.round())));
            case StudyEvent.ContributionFolded folded ->
                Optional.of(Occurrence.of(site(folded.site()), LedgerEvent.CONTRIBUTION_RECEIVED, LedgerOutcome.DONE)
                        .in(round(plan, folded.round()))
                        .with("contribution", folded.contribution()));
            case StudyEvent.SiteLost lost
            when refused(lost, change) ->
                Optional.of(Occurrence.of(site(lost.site()), LedgerEvent.MASKING_REFUSED, LedgerOutcome.FAILED)
                        .in(round(plan, lost.round()))
                        .because(new PolicyDecision(
                                "masking",
                                Optional.empty(),
                                List.of(new PolicyRule(lost.reason(), 0, PolicyRule.Result.FAILED)))));
            case StudyEvent.SiteLost lost ->
                Optional.of(Occurrence.of(site(lost.site()), LedgerEvent.CONTRIBUTION_RECEIVED, LedgerOutcome.FAILED)
                        .in(round(plan, lost.round())));
            case StudyEvent.RoundClosed closed ->
                Optional.of(Occurrence.of(COORDINATOR, LedgerEvent.ROUND_COMBINED, LedgerOutcome.DONE)
                        .in(round(plan, closed.round()))
                        .with("sum", closed.sum()));
            case StudyEvent.StudyEnded ended ->
                Optional.of(Occurrence.of(
                                COORDINATOR,
                                LedgerEvent.STUDY_ENDED,
                                ended.outcome().equals("completed") ? LedgerOutcome.DONE : LedgerOutcome.FAILED)
                        .in(LedgerContext.of(plan.digest()))
                        .with("result", ended.result()));
            case StudyEvent.PermitsClosed _,
                    StudyEvent.ReadinessReceived _,
                    StudyEvent.AnalysisStarted _,
                    StudyEvent.AnalysisEnded _,
                    StudyEvent.LedgerHeadReceived _ -> Optional.empty();
        };
    }

    /// What a site said in a masked round, unless it broke the protocol or refused by saying it.
    private static Optional<Occurrence> accepted(StudyEvent.MaskingAdvanced advanced, List<StudyEvent> change) {
        if (!(advanced.event() instanceof CoordinatorEvent.Arrived(var signed))) {
            return Optional.empty();
        }
        SiteId from = new SiteId(signed.sender());
        boolean lost = change.stream()
                .anyMatch(event -> event instanceof StudyEvent.SiteLost other
                        && other.site().equals(from));
        if (lost) {
            return Optional.empty();
        }
        return Optional.of(
                signed.message() instanceof SiteMessage.Masked masked
                        ? Occurrence.of(site(from), LedgerEvent.CONTRIBUTION_RECEIVED, LedgerOutcome.DONE)
                                .with("contribution", masked.vector())
                        : Occurrence.of(site(from), LedgerEvent.MASKING_STEP, LedgerOutcome.DONE)
                                .with("message", signed.message().payload()));
    }

    /// Whether a site was lost because of what the masking protocol heard of it: its own reasons and a deadline that
    /// passed are no fault.
    private static boolean refused(StudyEvent.SiteLost lost, List<StudyEvent> change) {
        return !lost.reason().equals(NextStep.DEADLINE)
                && change.stream()
                        .anyMatch(event -> event instanceof StudyEvent.MaskingAdvanced advanced
                                && !(advanced.event() instanceof CoordinatorEvent.Left));
    }

    private static Actor site(SiteId site) {
        return new Actor("site", site.name());
    }

    private static String[] names(List<SiteId> sites) {
        return sites.stream().map(SiteId::name).toArray(String[]::new);
    }

    private static LedgerContext round(StudyPlan plan, RoundId round) {
        PreparedAnalysis analysis = plan.analyses().get(round.analysis());
        return LedgerContext.of(plan.digest(), analysis.plan().name() + "/" + round.attempt() + "/" + round.number());
    }
}
