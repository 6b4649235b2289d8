package org.isopleth.ledger;

import java.util.Arrays;

/// How many there are, as coarsely as a permanent and shared record may say it.
public enum SizeBand {
    BELOW_10("<10", 0),
    FROM_10("10-49", 10),
    FROM_50("50-99", 50),
    FROM_100("100-499", 100),
    FROM_500("500-\u2026", 500);

    private final String text;
    private final long from;

    SizeBand(String text, long from) {
        this.text = text;
        this.from = from;
    }

    /// The band a count lies in.
    ///
    /// @param count 0 or more
    public static SizeBand of(long count) {
        if (count < 0) {
            throw new LedgerException("a count is not negative");
        }
        SizeBand found = BELOW_10;
        for (SizeBand band : values()) {
            if (count >= band.from) {
                found = band;
            }
        }
        return found;
    }

    /// The band written as `text`.
    ///
    /// @throws LedgerFormatException when there is none
    public static SizeBand parse(String text) {
        return Arrays.stream(values())
                .filter(band -> band.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new LedgerFormatException("no such size band"));
    }

    /// The band as entries and reports write it.
    public String text() {
        return text;
    }
}
