package org.isopleth.round;

import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;

/// Which round: of which study, analysis, attempt. Immutable, thread-safe.
///
/// @param study the study's digest
/// @param analysis index of the analysis in the study, from 0
/// @param attempt from 1; an analysis that loses a site starts again as the next attempt
/// @param number from 1 within the attempt
public record RoundId(Digest study, int analysis, int attempt, int number) {
    public RoundId {
        if (analysis < 0 || attempt < 1 || number < 1) {
            throw new IllegalArgumentException("a round counts attempts and rounds from 1");
        }
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
