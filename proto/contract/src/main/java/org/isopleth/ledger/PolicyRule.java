package org.isopleth.ledger;

/// One rule that was applied. It names its threshold, which is public policy, and whether it held,
/// never the number that was compared. Immutable, thread-safe.
///
/// @param id the rule's id
/// @param threshold the limit in force
/// @param result whether the rule held
public record PolicyRule(String id, double threshold, Result result) {

    /// Whether a rule held.
    public enum Result {
        PASSED("passed"),
        FAILED("failed");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        /// The lower-case word written.
        public String word() {
            return word;
        }

        /// @throws LedgerFormatException when there is no such result
        static Result parse(String word) {
            for (Result result : values()) {
                if (result.word.equals(word)) {
                    return result;
                }
            }
            throw new LedgerFormatException("no such result of a rule");
        }
    }

    public PolicyRule {
        LedgerWord.require("a rule's id", id);
        if (!Double.isFinite(threshold)) {
            throw new LedgerFormatException("a threshold is finite");
        }
    }
}
