package org.isopleth.ontology.mapping;

import java.util.Locale;
import java.util.regex.Pattern;

/// Which differences between a cell and the mapping's spelling do not count. Immutable, thread-safe.
///
/// Nothing is folded unless the document says so: a folded match is a decision, shown in the document.
///
/// @param letterCase `Levend` is `levend`
/// @param blanks surrounding blanks are dropped and inner runs are one space
public record Folding(boolean letterCase, boolean blanks) {
    /// Only equal texts match.
    public static final Folding NONE = new Folding(false, false);
    /// Everything that can be folded, for hints.
    static final Folding ALL = new Folding(true, true);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u2007\\u202F]+");

    /// The form by which texts are compared.
    public String fold(String text) {
        String folded = blanks ? BLANKS.matcher(text).replaceAll(" ").strip() : text;
        return letterCase ? folded.toLowerCase(Locale.ROOT) : folded;
    }
}
