package org.isopleth.cohort;

/// The band in which a number of patients lies: what a log or a report may say of a cohort's size.
public enum CohortSize {
    UNDER_10("<10", 0),
    FROM_10("10-49", 10),
    FROM_50("50-99", 50),
    FROM_100("100-499", 100),
    FROM_500("500-999", 500),
    FROM_1000(">=1000", 1000);

    private final String words;
    private final int from;

    CohortSize(String words, int from) {
        this.words = words;
        this.from = from;
    }

    /// The band of a number of patients.
    public static CohortSize of(int patients) {
        CohortSize band = UNDER_10;
        for (CohortSize candidate : values()) {
            if (patients >= candidate.from) {
                band = candidate;
            }
        }
        return band;
    }

    /// The band of these words.
    ///
    /// @throws IllegalArgumentException when no band reads so
    public static CohortSize parse(String words) {
        for (CohortSize band : values()) {
            if (band.words.equals(words)) {
                return band;
            }
        }
        throw new IllegalArgumentException("not a band of sizes");
    }

    /// As it is printed: `10-49`.
    public String words() {
        return words;
    }
}
