package org.isopleth.round;

import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;

/// Which round: of which study, analysis, attempt. Immutable, thread-safe.
///
/// @param study the study's digest
/// @param analysis index of the analysis in the study, from 0
/// @param attempt from 1; an analysis that loses a site starts again as the next attempt
/// @param number from 1; 0 is the round on the totals that comes before the rounds of an analysis whose sums are masked
public record RoundId(Digest study, int analysis, int attempt, int number) {

    /// The number of the round on the totals.
    public static final int TOTALS = 0;

    public RoundId {
        if (analysis < 0 || attempt < 1 || number < TOTALS) {
            throw new IllegalArgumentException("a round counts attempts from 1 and rounds from 0");
        }
    }

    /// Whether it is the round on the totals.
    public boolean onTotals() {
        return number == TOTALS;
    }

    /// The JSON form.
    public Json.Obj json() {
        return Json.object()
                .with("study", study.hex())
                .with("analysis", analysis)
                .with("attempt", attempt)
                .with("number", number)
                .build();
    }

    /// Reads the JSON form.
    public static RoundId read(Json.Obj in) {
        return new RoundId(new Digest(in.text("study")), in.count("analysis"), in.count("attempt"), in.count("number"));
    }

    @Override
    public String toString() {
        return study.hex().substring(0, 12) + "/" + analysis + "/" + attempt + "/" + number;
    }
}
