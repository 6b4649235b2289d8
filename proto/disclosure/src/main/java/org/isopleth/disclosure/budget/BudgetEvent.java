package org.isopleth.disclosure.budget;

import java.time.Instant;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.noise.NoiseClaim;

/// What happened to a budget. Immutable, thread-safe.
public sealed interface BudgetEvent {

    /// Terms were set, for the first time or anew.
    ///
    /// @param approval digest of what a data protection officer signed; needed for looser terms than before and
    ///     for looser ones than the usual
    record TermsSet(BudgetTerms terms, Optional<Digest> approval) implements BudgetEvent {}

    /// A release was paid for, before it was computed.
    ///
    /// @param at the book's time, not before that of any event before
    record Reserved(Digest release, Digest study, NoiseClaim claim, Instant at) implements BudgetEvent {}

    /// A release that was paid for has left.
    record Committed(Digest release) implements BudgetEvent {}
}
