package org.isopleth.ledger;

/// One thing that is wrong with a ledger. Immutable, thread-safe.
///
/// @param kind how it was found
/// @param where a path within the ledger, or an entry
/// @param what what is wrong, in words, without quoting an entry
public record LedgerFinding(Kind kind, String where, String what) {

    /// What a finding is evidence of.
    public enum Kind {
        /// The entries are what was signed, and say that something was not done in order.
        DOMAIN,
        /// The files are not what was signed.
        CRYPTOGRAPHIC
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
