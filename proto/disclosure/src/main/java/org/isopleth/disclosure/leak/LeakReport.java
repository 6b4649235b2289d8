package org.isopleth.disclosure.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How many of this hospital's patients one reader recovers from a study's messages so far. Holds exact small
/// counts: for this hospital's officer, never for a ledger or another site. Immutable, thread-safe.
///
/// @param reader who attacks
/// @param patients this hospital's rows
/// @param recovered patients that some attack recovers, each counted once
/// @param attacks what came of every attack
/// @param crowded patients in cells that break the counting rule: as many numbers were told of the cell as it
///     holds
public record LeakReport(Reader reader, int patients, int recovered, Map<Attack, Outcome> attacks, int crowded) {

    public LeakReport {
        attacks = Map.copyOf(attacks);
    }

    /// What came of one attack.
    public sealed interface Outcome {
        /// The patients it recovers.
        ///
        /// @param recovered how many, from 0
        record Finished(int recovered) implements Outcome {}

        /// Its time was over, or part of a message is not described. Nothing follows from what it did not find.
        ///
        /// @param foundSoFar how many patients it had recovered
        record Unfinished(int foundSoFar) implements Outcome {}
    }

    /// What came of this attack.
    public Outcome outcome(Attack attack) {
        Outcome outcome = attacks.get(attack);
        if (outcome == null) {
            throw new IllegalArgumentException("a report has an outcome for every attack");
        }
        return outcome;
    }

    /// The patients this attack is known to recover.
    public int recovered(Attack attack) {
        return switch (outcome(attack)) {
            case Outcome.Finished(int recovered) -> recovered;
            case Outcome.Unfinished(int soFar) -> soFar;
        };
    }

    /// Whether every attack came to its end.
    public boolean isFinished() {
        return attacks.values().stream().allMatch(Outcome.Finished.class::isInstance);
    }

    /// Whether the counting rule holds for every cell a reader can isolate.
    public boolean countingHolds() {
        return crowded == 0;
    }

    /// Whether the message must not leave because of this reader: somebody is recovered, or an attack was not
    /// finished and the counting rule, which then decides, does not hold.
    public boolean refuses() {
        return recovered > 0 || (!isFinished() && !countingHolds());
    }

    /// The report for people, a line for each thing to know.
    public List<String> words() {
        List<String> lines = new ArrayList<>();
        String most = isFinished() ? "" : recovered > 0 ? " or more" : "unknown, at most all";
        lines.add("recoverable by " + reader.words() + ": " + (isFinished() || recovered > 0 ? recovered : "") + most
                + " of " + patients + " patients");
        for (Attack attack : Attack.values()) {
            lines.add(attack.word() + ": "
                    + switch (outcome(attack)) {
                        case Outcome.Finished(int found) -> String.valueOf(found);
                        case Outcome.Unfinished(int found) ->
                            found > 0 ? "not finished, " + found + " so far" : "not finished";
                    });
        }
        lines.add(
                countingHolds() ? "counting rule: holds" : "counting rule: broken, with " + crowded + " in such cells");
        return lines;
    }
}
