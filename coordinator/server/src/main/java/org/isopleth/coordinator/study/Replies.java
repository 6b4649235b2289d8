package org.isopleth.coordinator.study;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.exchange.Message;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.round.RoundId;
import org.isopleth.site.SiteId;
import org.isopleth.study.Permit;
import org.isopleth.tensor.TensorDeclaration;

/// What messages of sites change. A message that comes late, or twice, changes nothing. Thread-safe.
final class Replies {
    /// The reason a site is lost when its contribution is not what was declared.
    static final String INVALID = "contribution-invalid";

    private final BlobDocuments documents;
    private final MaskedReplies masked;

    Replies(BlobDocuments documents, MaskedReplies masked) {
        this.documents = documents;
        this.masked = masked;
    }

    Optional<Change> to(RunningStudy running, SiteId site, Message.ToCoordinator message, Instant now) {
        StudyPlan plan = running.plan();
        StudyState state = running.state();
        return switch (message) {
            case Message.Decided decided
            when state instanceof StudyState.AwaitingPermits awaiting
                    && awaiting.waiting().contains(site) -> permit(plan, site, decided);
            case Message.Ready ready
            when state instanceof StudyState.AwaitingReadiness awaiting
                    && awaiting.waiting().contains(site) ->
                Optional.of(Change.of(new StudyEvent.ReadinessReceived(site, ready.readiness())));
            case Message.Withheld withheld
            when state instanceof StudyState.InRound open && expects(open, withheld.round(), site) ->
                Optional.of(Change.of(
                        new StudyEvent.SiteLost(withheld.round(), site, withheld.reason(), withheld.rules())));
            case Message.Withheld withheld
            when state instanceof StudyState.InMaskedRound open -> masked.withheld(plan, open, site, withheld, now);
            case Message.MaskingAnswered answer
            when state instanceof StudyState.InMaskedRound open ->
                masked.answered(
                        plan, open, site, answer, () -> running.declared(open.round(), open.state(), documents), now);
            case Message.LedgerHead head
            when state instanceof StudyState.Ended ended
                    && !ended.ledgerHeads().containsKey(site)
                    && plan.offer().partners().containsKey(site) ->
                Optional.of(Change.of(new StudyEvent.LedgerHeadReceived(site, head.checkpoint())));
            case Message.Decided _,
                    Message.Ready _,
                    Message.Contributed _,
                    Message.MaskingAnswered _,
                    Message.Withheld _,
                    Message.LedgerHead _ -> Optional.empty();
        };
    }

    static boolean expects(StudyState.InRound open, RoundId round, SiteId site) {
        return open.round().equals(round) && open.waiting().contains(site);
    }

    private Optional<Change> permit(StudyPlan plan, SiteId site, Message.Decided decided) {
        Permit permit;
        try {
            permit = Permit.read(decided.permit());
        } catch (JsonException | IllegalArgumentException | DateTimeException e) {
            return Optional.of(Change.of(new StudyEvent.PermitRejected(site, Permit.RefusalReason.INVALID)));
        }
        // Refusing the message instead would make the site send it again, for ever.
        return Optional.of(Change.of(PermitCheck.problem(plan.offer(), site, permit, decided.signature())
                .<StudyEvent>map(reason -> new StudyEvent.PermitRejected(site, reason))
                .orElseGet(() -> new StudyEvent.PermitReceived(site, permit, decided.signature()))));
    }

    /// What contributions that came together change: the running sum with all of them in it, stored before
    /// the events that name it. Each is added only if its whole digest was verified and it has the declared
    /// form. A site whose bytes are not here is asked again: they were deleted with another study's, or lost
    /// in a restart before they were part of a sum. One that comes late, or twice, changes nothing.
    ///
    /// @param declarations of the open round
    /// @param came by site
    Change fold(
            StudyState.InRound open,
            List<TensorDeclaration> declarations,
            SortedMap<SiteId, Message.Contributed> came) {
        List<StudyEvent> lost = new ArrayList<>();
        List<Change.Letter> asked = new ArrayList<>();
        SortedMap<SiteId, Digest> parts = new TreeMap<>();
        came.forEach((site, contributed) -> {
            Digest part = contributed.contribution();
            if (!documents.has(part)) {
                asked.add(
                        new Change.Letter(site, new Message.RoundOpened(open.round(), open.state(), open.deadline())));
            } else if (documents.isContribution(declarations, part)) {
                parts.put(site, part);
            } else {
                lost.add(new StudyEvent.SiteLost(open.round(), site, INVALID, List.of()));
            }
        });
        List<StudyEvent> events = new ArrayList<>(lost);
        if (!parts.isEmpty()) {
            Digest sum = sum(open, declarations, parts.values());
            parts.forEach((site, part) -> events.add(new StudyEvent.ContributionFolded(open.round(), site, part, sum)));
        }
        return new Change(events, asked);
    }

    private Digest sum(StudyState.InRound open, List<TensorDeclaration> declarations, Collection<Digest> parts) {
        List<Digest> all = new ArrayList<>(parts);
        open.sum().ifPresent(all::addFirst);
        if (all.size() > 1) {
            return documents.sum(declarations, all);
        }
        // One contribution is its own sum.
        documents.keep(all.getFirst());
        return all.getFirst();
    }
}
