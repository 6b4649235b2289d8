package org.isopleth.ledger;

import java.util.regex.Pattern;

/// The only free text an entry holds: names and identifiers, never sentences, never measurements.
/// Stateless, thread-safe.
final class LedgerWord {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@/-]{0,199}");

    private LedgerWord() {}

    /// @return `word` itself
    /// @throws LedgerFormatException naming `what`, never the word
    static String require(String what, String word) {
        if (!FORM.matcher(word).matches()) {
            throw new LedgerFormatException(
                    what + " is 1 to 200 ASCII letters, digits and . _ : @ / -, beginning with a letter or digit");
        }
        return word;
    }
}
