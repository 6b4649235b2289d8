package org.isopleth.coordinator.study;

import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.exchange.Message;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorException;

/// What a site's message changes. A message that comes late, or twice, changes nothing. Thread-safe.
final class Replies {
    /// The reason a site is lost when its contribution is not what was declared.
    static final String INVALID = "contribution-invalid";

    private final BlobDocuments documents;

    Replies(BlobDocuments documents) {
        this.documents = documents;
    }

    Optional<Change> to(StudyPlan plan, StudyState state, SiteId site, Message.ToCoordinator message) {
        return switch (message) {
            case Message.Decided decided
            when state instanceof StudyState.AwaitingPermits awaiting
                    && awaiting.waiting().contains(site) -> permit(plan, site, decided);
            case Message.Ready ready
            when state instanceof StudyState.AwaitingReadiness awaiting
                    && awaiting.waiting().contains(site) ->
                Optional.of(Change.of(new StudyEvent.ReadinessReceived(site, ready.readiness())));
            case Message.Contributed contributed
            when state instanceof StudyState.InRound open && expects(open, contributed.round(), site) ->
                Optional.of(fold(plan, open, site, contributed));
            case Message.Withheld withheld
            when state instanceof StudyState.InRound open && expects(open, withheld.round(), site) ->
                Optional.of(Change.of(
                        new StudyEvent.SiteLost(withheld.round(), site, withheld.reason(), withheld.rules())));
            case Message.LedgerHead head
            when state instanceof StudyState.Ended ended
                    && !ended.ledgerHeads().containsKey(site)
                    && plan.offer().partners().containsKey(site) ->
                Optional.of(Change.of(new StudyEvent.LedgerHeadReceived(site, head.checkpoint())));
            case Message.Decided _, Message.Ready _, Message.Contributed _, Message.Withheld _, Message.LedgerHead _ ->
                Optional.empty();
        };
    }

    private static boolean expects(StudyState.InRound open, RoundId round, SiteId site) {
        return open.round().equals(round) && open.waiting().contains(site);
    }

    private Optional<Change> permit(StudyPlan plan, SiteId site, Message.Decided decided) {
        Permit permit;
        try {
            permit = Permit.read(decided.permit());
        } catch (JsonException | IllegalArgumentException | DateTimeException e) {
            return Optional.of(Change.of(new StudyEvent.PermitRejected(site)));
        }
        // Refusing the message instead would make the site send it again, for ever.
        return Optional.of(Change.of(
                PermitCheck.holds(plan.offer(), site, permit, decided.signature())
                        ? new StudyEvent.PermitReceived(site, permit, decided.signature())
                        : new StudyEvent.PermitRejected(site)));
    }

    /// The running sum with one more site in it, stored before the event that names it. A site whose
    /// bytes are not here is asked again: they were deleted with another study's, or lost with a disk.
    private Change fold(StudyPlan plan, StudyState.InRound open, SiteId site, Message.Contributed contributed) {
        if (!documents.has(contributed.contribution())) {
            return Change.asking(site, new Message.RoundOpened(open.round(), open.state(), open.deadline()));
        }
        PreparedAnalysis analysis = plan.analyses().get(open.round().analysis());
        var declarations = analysis.declare(documents.json(open.state()));
        if (documents.size(contributed.contribution()) != Contribution.size(declarations)) {
            return Change.of(new StudyEvent.SiteLost(open.round(), site, INVALID, List.of()));
        }
        Contribution part;
        try {
            part = Contribution.read(declarations, documents.bytes(contributed.contribution()));
        } catch (TensorException e) {
            return Change.of(new StudyEvent.SiteLost(open.round(), site, INVALID, List.of()));
        }
        Contribution sum = open.sum()
                .map(digest -> Contribution.read(declarations, documents.bytes(digest)))
                .map(part::plus)
                .orElse(part);
        Digest stored = documents.put(sum.bytes());
        return Change.of(new StudyEvent.ContributionFolded(open.round(), site, contributed.contribution(), stored));
    }
}
