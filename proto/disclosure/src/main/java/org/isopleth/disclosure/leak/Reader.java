package org.isopleth.disclosure.leak;

/// Who attacks.
public enum Reader {
    /// Reads the sums over all sites, and nothing of a single site.
    AGGREGATES("a reader of the aggregates"),
    /// Everyone but this hospital together: they subtract their own parts and read this hospital's.
    EVERYONE_ELSE("everyone else colluding");

    private final String words;

    Reader(String words) {
        this.words = words;
    }

    /// The reader, for people.
    public String words() {
        return words;
    }
}
