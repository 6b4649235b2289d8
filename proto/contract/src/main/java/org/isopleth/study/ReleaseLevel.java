package org.isopleth.study;

/// What may become readable outside a hospital.
public enum ReleaseLevel {
    /// Only sums over at least 3 surviving sites.
    SUM_ONLY("sum-only"),
    /// This site's own totals; every disclosure rule applies to each of its contributions alone.
    SITE_LEVEL("site-level");

    private final String word;

    ReleaseLevel(String word) {
        this.word = word;
    }

    /// As it is written: `sum-only`, `site-level`.
    public String word() {
        return word;
    }

    /// Reads the word.
    ///
    /// @throws IllegalArgumentException when it is neither
    public static ReleaseLevel parse(String word) {
        for (ReleaseLevel level : values()) {
            if (level.word.equals(word)) {
                return level;
            }
        }
        throw new IllegalArgumentException("a release level is sum-only or site-level");
    }
}
