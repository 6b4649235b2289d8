package org.isopleth.ledger;

import java.time.Instant;

/// Checks each entry on its way: form, place, time and owner; then what it says, see [ConductCheck]. Not
/// thread-safe.
final class EntryCheck {
    private final String owner;
    private final Findings findings;
    private final ConductCheck conduct;

    private Instant latest = Instant.MIN;

    EntryCheck(String owner, Findings findings) {
        this.owner = owner;
        this.findings = findings;
        this.conduct = new ConductCheck(findings);
    }

    /// @param index the entry's place in the tree
    void accept(long index, byte[] leaf) {
        LedgerEntry entry;
        try {
            entry = LedgerEntry.parse(leaf);
        } catch (LedgerFormatException e) {
            findings.domain(LedgerRule.ENTRY_FORM, index, e.problem());
            return;
        }
        if (entry.sequence() != index) {
            findings.domain(LedgerRule.ENTRY_NUMBER, index, "its sequence number is " + entry.sequence());
        }
        if (entry.time().isBefore(latest)) {
            findings.domain(LedgerRule.TIME_ORDER, index, "its time is before that of an earlier entry");
        } else {
            latest = entry.time();
        }
        if (!entry.owner().equals(owner)) {
            findings.domain(LedgerRule.ONE_OWNER, index, "it names another owner than the ledger's");
        }
        conduct.accept(index, entry);
    }
}
