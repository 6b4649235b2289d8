package org.isopleth.ledger;

import java.util.Optional;

/// One thing that is wrong with a ledger. Immutable, thread-safe.
///
/// @param rule what it breaks
/// @param where a path within the ledger, or an entry
/// @param entry the entry's place, from 0, when it is about one
/// @param what what is wrong, in words, without quoting an entry
public record LedgerFinding(LedgerRule rule, String where, Optional<Long> entry, String what) {

    /// What a finding is evidence of.
    public enum Kind {
        /// The entries are what was signed, and say that something was not done in order.
        DOMAIN,
        /// The files are not what was signed.
        CRYPTOGRAPHIC
    }

    /// A finding about an entry.
    public static LedgerFinding ofEntry(LedgerRule rule, long entry, String what) {
        return new LedgerFinding(rule, "entry " + entry, Optional.of(entry), what);
    }

    /// A finding about a file.
    public static LedgerFinding ofFile(LedgerRule rule, String path, String what) {
        return new LedgerFinding(rule, path, Optional.empty(), what);
    }

    /// What it is evidence of.
    public Kind kind() {
        return rule.kind();
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
