package org.isopleth.ontology.mapping;

/// Why a local value has no meaning.
public enum UnmappedReason {
    /// The value table does not have it.
    NOT_IN_TABLE("is not in the value table"),
    /// The value table would have it if `fold` had `case` or `blanks`.
    NOT_FOLDED("is in the value table in another spelling; see 'fold'"),
    /// It is not a number as the column writes them.
    NOT_A_NUMBER("is not a number as this column writes them"),
    /// It lies outside the plausible range: perhaps another unit.
    OUT_OF_RANGE("lies outside the plausible range; is it in another unit?"),
    /// It is not a date as the column writes them.
    NOT_A_DATE("is not a date as this column writes them"),
    /// The later date comes first.
    NEGATIVE_DURATION("ends before it begins");

    private final String words;

    UnmappedReason(String words) {
        this.words = words;
    }

    /// For people: what is said after the value.
    public String words() {
        return words;
    }
}
