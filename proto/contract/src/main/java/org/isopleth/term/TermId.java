package org.isopleth.term;

import java.util.regex.Pattern;

/// A concept of an ontology, such as `ncit:C28421`. Immutable, thread-safe.
///
/// @param ontology short lower-case name of the ontology: `ncit`, `roo`, `ro`
/// @param code the ontology's own code
public record TermId(String ontology, String code) implements Comparable<TermId> {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9]{0,15}):([A-Za-z0-9_.-]{1,40})");

    public TermId {
        if (!FORM.matcher(ontology + ":" + code).matches()) {
            throw new IllegalArgumentException("a term is written ontology:code, for example ncit:C28421");
        }
    }

    /// Reads `ontology:code`.
    ///
    /// @throws IllegalArgumentException when the text has another form
    public static TermId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a term is written ontology:code, for example ncit:C28421");
        }
        return new TermId(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(TermId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return ontology + ":" + code;
    }
}
