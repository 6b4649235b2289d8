package org.isopleth.ledger;

import java.util.List;
import java.util.Optional;

/// What verification found. Immutable, thread-safe.
public sealed interface LedgerVerdict {

    /// Every file is as it was signed, and every entry in order.
    ///
    /// @param summary what was verified
    record Sound(LedgerSummary summary) implements LedgerVerdict {}

    /// Something is wrong.
    ///
    /// @param summary what the ledger claims, when that much could be read
    /// @param findings the first of them, at least one
    /// @param count how many there are
    record Broken(Optional<LedgerSummary> summary, List<LedgerFinding> findings, long count) implements LedgerVerdict {
        public Broken {
            findings = List.copyOf(findings);
        }

        /// The graver kind among the findings listed.
        public LedgerFinding.Kind kind() {
            return findings.stream()
                    .map(LedgerFinding::kind)
                    .max(Enum::compareTo)
                    .orElseThrow();
        }
    }

    /// There is no ledger there, or its place cannot be read.
    ///
    /// @param reason in words
    record Unreadable(String reason) implements LedgerVerdict {}
}
