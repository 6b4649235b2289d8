package org.isopleth.coordinator.study;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.isopleth.exchange.Message;
import org.isopleth.masking.CoordinatorEvent;
import org.isopleth.masking.CoordinatorMasking;
import org.isopleth.masking.MaskingMessageJson;
import org.isopleth.masking.Signed;
import org.isopleth.masking.SiteMessage;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.progress.StudyEvent;
import org.isopleth.progress.StudyState;
import org.isopleth.site.SiteId;
import org.isopleth.store.Body;
import org.isopleth.tensor.TensorDeclaration;

/// What messages of sites change in a masked round; [Replies] decides on all others. A message that comes late, or
/// twice, changes nothing. Thread-safe.
final class MaskedReplies {
    /// In bytes: what is longer leaves no room for the rest of the event that holds it. Shares for 128 sites take a
    /// fifth.
    private static final int LONGEST = Body.MAX_BYTES - 4 * 1024;

    private final BlobDocuments documents;
    private final MaskedRounds rounds;

    MaskedReplies(BlobDocuments documents, MaskedRounds rounds) {
        this.documents = documents;
        this.rounds = rounds;
    }

    /// A site's step.
    ///
    /// @param declarations of the round, asked for when a vector is announced
    Optional<Change> answered(
            StudyPlan plan,
            StudyState.InMaskedRound open,
            SiteId site,
            Message.MaskingAnswered answer,
            Supplier<List<TensorDeclaration>> declarations,
            Instant now) {
        return answer.round().equals(open.round())
                ? rounds.advance(plan, open, event(open, site, answer, declarations), now)
                : Optional.empty();
    }

    private CoordinatorEvent event(
            StudyState.InMaskedRound open,
            SiteId site,
            Message.MaskingAnswered answer,
            Supplier<List<TensorDeclaration>> declarations) {
        Signed<? extends SiteMessage> signed;
        try {
            signed = MaskingMessageJson.readOfSite(answer.signed());
        } catch (MaskingException e) {
            return new CoordinatorEvent.Malformed(site);
        }
        if (!signed.sender().equals(site.name()) || MaskingMessageJson.bytes(signed).length > LONGEST) {
            return new CoordinatorEvent.Malformed(site);
        }
        // Only while vectors are collected: an announcement that comes late changes nothing, and an upload that came
        // too late for it was not taken.
        if (open.masking() instanceof CoordinatorMasking.Vectors
                && signed.message() instanceof SiteMessage.Masked masked) {
            if (!documents.isContribution(declarations.get(), masked.vector())) {
                return new CoordinatorEvent.Malformed(site);
            }
            // They are durable already, unless they came as part of another round.
            documents.keep(masked.vector());
        }
        return new CoordinatorEvent.Arrived(signed);
    }

    /// A site takes no part, for reasons of its own.
    Optional<Change> withheld(
            StudyPlan plan, StudyState.InMaskedRound open, SiteId site, Message.Withheld withheld, Instant now) {
        if (!withheld.round().equals(open.round())
                || !open.sites().contains(site)
                || open.lost().contains(site)) {
            return Optional.empty();
        }
        StudyEvent lost = new StudyEvent.SiteLost(open.round(), site, withheld.reason(), withheld.rules());
        return Optional.of(rounds.advance(plan, open, new CoordinatorEvent.Left(site), now)
                .map(change -> change.after(lost))
                .orElseGet(() -> Change.of(lost)));
    }
}
