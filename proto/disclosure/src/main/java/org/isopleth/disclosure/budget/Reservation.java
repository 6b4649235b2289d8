package org.isopleth.disclosure.budget;

import java.util.Locale;

/// What a book says to a release. Immutable, thread-safe.
public sealed interface Reservation {

    /// There is enough; when this event is durable the release is paid for.
    record Paid(BudgetEvent.Reserved event) implements Reservation {}

    /// The same release was paid for before, for instance ahead of a crash; it is the same bytes and costs nothing
    /// more.
    record AlreadyPaid() implements Reservation {}

    /// There is not enough.
    record Refused(Reason reason) implements Reservation {}

    /// Why not. None of these tells anything about a patient.
    enum Reason {
        /// Nobody has set a budget for these patients.
        NO_BUDGET,
        /// It costs more than one release may.
        RELEASE_TOO_DEAR,
        /// With it, the year's releases would cost more than they may.
        YEAR_SPENT,
        /// More than a book counts: a year of more releases than [BudgetBook#MOST_SPENDS].
        BOOK_FULL;

        /// As it is written: `year-spent`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
