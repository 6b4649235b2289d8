package org.isopleth.connector.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.MaskingHistory;
import org.isopleth.round.RoundId;
import org.junit.jupiter.api.Test;

/// What has left in an analysis is counted by round, whatever the bytes were.
class RoundsTest {
    private static final Digest STATE = Digest.of("state");
    private static final Release RELEASE = new Release(Digest.of("the same vote"), 2, false);

    private static RoundId round(int analysis, int attempt, int number) {
        return new RoundId(Digest.of("study"), analysis, attempt, number);
    }

    @Test
    void every_round_in_which_something_left_counts_but_for_totals_and_the_round_at_hand() {
        Rounds rounds = new Rounds(
                Optional.empty(),
                Map.of(
                        round(0, 1, 0), new Answer.Sent(STATE, RELEASE),
                        round(0, 1, 1), new Answer.Sent(STATE, RELEASE),
                        round(0, 1, 2), new Answer.Released(STATE, RELEASE, false),
                        round(0, 2, 3), new Answer.Undelivered(STATE, RELEASE, "round-closed"),
                        round(0, 2, 4), new Answer.Withheld(STATE, "rules", List.of()),
                        round(1, 1, 1), new Answer.Sent(STATE, RELEASE)),
                Optional.empty(),
                MaskingHistory.NONE,
                Map.of());
        assertEquals(3, rounds.releasesBeside(round(0, 2, 5)));
        assertEquals(2, rounds.releasesBeside(round(0, 1, 2)));
        assertEquals(1, rounds.releasesBeside(round(1, 1, 2)));
        assertEquals(0, rounds.releasesBeside(round(2, 1, 1)));
    }
}
