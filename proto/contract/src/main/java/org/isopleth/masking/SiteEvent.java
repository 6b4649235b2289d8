package org.isopleth.masking;

import org.isopleth.canonical.Digest;

/// Something that happens to a site's part in one attempt. Immutable, thread-safe. Events are stored in the
/// transaction that stores what they lead to; a restart replays them. [SiteEventJson] is their stored form.
public sealed interface SiteEvent {

    /// The coordinator proposed an attempt.
    ///
    /// @param secrets drawn for this attempt alone
    /// @param history all sums opened in the study, as of the transaction
    record Proposed(Signed<Proposal> proposal, SitePosition position, SiteSecrets secrets, MaskingHistory history)
            implements SiteEvent {}

    /// A message of the coordinator arrived.
    ///
    /// @param history all sums opened in the study, as of the transaction
    record Arrived(Signed<? extends CoordinatorMessage> message, MaskingHistory history) implements SiteEvent {}

    /// The vector was masked as [SiteOutput.MaskVector] asked, and its bytes are durable.
    record VectorMasked(Digest vector) implements SiteEvent {}

    /// The deadline passed, or the hospital withdrew.
    record TimedOut() implements SiteEvent {}
}
