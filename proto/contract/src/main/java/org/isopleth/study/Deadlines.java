package org.isopleth.study;

import java.time.Duration;

/// How long each stage of a study may take. Immutable, thread-safe.
///
/// @param permits from registration until every site has decided
/// @param readiness until every permitting site has answered
/// @param round until every site of a round has contributed
public record Deadlines(Duration permits, Duration readiness, Duration round) {

    /// A week to decide, a day to get ready, a day for each round.
    public static final Deadlines DEFAULT = new Deadlines(Duration.ofDays(7), Duration.ofDays(1), Duration.ofDays(1));

    public Deadlines {
        for (Duration duration : new Duration[] {permits, readiness, round}) {
            if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(Duration.ofDays(366)) > 0) {
                throw new IllegalArgumentException("a deadline lies between one second and 366 days");
            }
        }
    }
}
