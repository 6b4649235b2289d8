package org.isopleth.disclosure.budget;

import org.isopleth.disclosure.RuleId;

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
        NO_BUDGET(RuleId.NO_BUDGET),
        /// It costs more than one release may.
        RELEASE_TOO_DEAR(RuleId.RELEASE_TOO_DEAR),
        /// With it, the year's releases would cost more than they may.
        YEAR_SPENT(RuleId.YEAR_SPENT),
        /// More than a book counts: a year of more releases than [BudgetBook#MOST_SPENDS].
        BOOK_FULL(RuleId.BOOK_FULL);

        private final RuleId rule;

        Reason(RuleId rule) {
            this.rule = rule;
        }

        /// The rule that refuses for this reason.
        public RuleId rule() {
            return rule;
        }

        /// As it is written: `year-spent`.
        public String word() {
            return rule.word();
        }
    }
}
