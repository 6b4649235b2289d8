package org.isopleth.ledger;

import java.util.Arrays;
import java.util.Locale;

/// How what happened ended.
public enum LedgerOutcome {
    /// A decision in favour.
    ALLOWED,
    /// A decision against.
    REFUSED,
    /// Done, where nothing was to be decided.
    DONE,
    /// Tried and not achieved.
    FAILED;

    /// The lower-case word written.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The outcome a word stands for.
    ///
    /// @throws LedgerFormatException when there is none
    public static LedgerOutcome parse(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new LedgerFormatException("no such ledger outcome"));
    }
}
