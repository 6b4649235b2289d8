package org.isopleth.masking;

import org.isopleth.canonical.Digest;
import org.isopleth.site.SiteId;

/// Something that happens to an attempt at the coordinator. Immutable, thread-safe.
public sealed interface CoordinatorEvent {

    /// The attempt begins.
    record Began(Proposal proposal) implements CoordinatorEvent {}

    /// A site's message arrived, from a connection that is known to be that site's. One that announces a masked vector
    /// ([SiteMessage.Masked]) is said only once
    /// the vector's bytes are here and have its digest and length.
    record Arrived(Signed<? extends SiteMessage> message) implements CoordinatorEvent {}

    /// What a site sent is no message, or the bytes of its vector are not those it announced.
    record Malformed(SiteId site) implements CoordinatorEvent {}

    /// A site takes no further part, for reasons of its own: its rules, or its data.
    record Left(SiteId site) implements CoordinatorEvent {}

    /// The deadline for a step's answers passed.
    record DeadlinePassed(Step step) implements CoordinatorEvent {}

    /// The masks are off; this is the sum.
    record SumOpened(Digest sum) implements CoordinatorEvent {}
}
