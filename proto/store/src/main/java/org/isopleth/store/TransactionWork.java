package org.isopleth.store;

import org.jspecify.annotations.Nullable;

/// What to do in one write transaction.
///
/// It may be run more than once when the database asks for that, of which only the last run counts.
/// So it computes and calls the transaction, and has no other effect: nothing is sent, no field is
/// changed, before [Store#write] returns.
///
/// @param <T> what it finds out, for example the number of a new message
@FunctionalInterface
public interface TransactionWork<T extends @Nullable Object> {
    /// Reads and writes through `transaction`; any exception undoes everything.
    T apply(Transaction transaction);
}
