package org.isopleth.masking;

import org.isopleth.canonical.Digest;
import org.isopleth.site.SiteId;

/// What the coordinator has to do, in order. Immutable, thread-safe.
public sealed interface CoordinatorOutput {

    /// Sign, store, then send to one site.
    record Send(SiteId to, CoordinatorMessage message, Digest context) implements CoordinatorOutput {}

    /// Add this site's masked vector to the running sum, once; the sum and the state are stored together.
    record Fold(SiteId site, Digest vector) implements CoordinatorOutput {}

    /// Take the masks off the sum, then say [CoordinatorEvent.SumOpened].
    record TakeMasksOff(Unmasking unmasking) implements CoordinatorOutput {}

    /// Log: this site did what the protocol does not allow, and is left out.
    record Blame(SiteId site, Fault fault) implements CoordinatorOutput {}

    /// Log: this site refused.
    record Note(SiteId site, Refusal refusal) implements CoordinatorOutput {}

    /// What a site did.
    enum Fault {
        /// A message does not carry the site's signature or belongs elsewhere.
        BAD_SIGNATURE,
        /// What came is no message of the protocol, or a vector with other bytes than announced.
        MALFORMED,
        /// Two different messages at one step.
        EQUIVOCATION,
        /// A key of another site.
        REPEATED_KEY,
        /// Another number of shares than there are sites, or a vector of another length or other senders.
        WRONG_FORM,
        /// It answered with a share that its dealer did not give it.
        WRONG_SHARE,
        /// The shares it dealt do not give back the secret it committed to.
        FALSE_SECRET
    }
}
