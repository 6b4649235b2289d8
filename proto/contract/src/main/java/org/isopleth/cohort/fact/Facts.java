package org.isopleth.cohort.fact;

import java.util.List;
import java.util.Map;

/// Everything one message tells. Never leaves the hospital. Treat as immutable.
///
/// @param patients rows of the frozen table, whether complete or not
/// @param columns the columns facts speak of: one number for each row, NaN where missing; the same name means the
///     same numbers in every message of a study
/// @param facts what is told
/// @param elsewhere of columns of 0 and 1, how many of the other hospitals' patients have 1, where that is known
/// @param unexplained how many of the message's numbers no fact accounts for; if any, no attack on it counts as
///     finished
public record Facts(
        int patients,
        Map<String, double[]> columns,
        List<Fact> facts,
        Map<String, Elsewhere> elsewhere,
        int unexplained) {

    public Facts {
        columns = Map.copyOf(columns);
        elsewhere = Map.copyOf(elsewhere);
        facts = List.copyOf(facts);
        if (columns.values().stream().anyMatch(column -> column.length != patients)) {
            throw new IllegalArgumentException("a column needs one number for each patient");
        }
    }

    /// What the other hospitals have together in a column of 0 and 1.
    ///
    /// @param ones their patients with 1
    /// @param patients all of theirs
    public record Elsewhere(long ones, long patients) {
        public Elsewhere {
            if (ones < 0 || ones > patients) {
                throw new IllegalArgumentException("there are at most as many patients with 1 as patients");
            }
        }
    }

    /// Of a message that every number of is explained.
    public Facts(int patients, Map<String, double[]> columns, List<Fact> facts) {
        this(patients, columns, facts, Map.of(), 0);
    }

    /// Of a message nobody has described.
    ///
    /// @param numbers how many numbers it holds
    public static Facts unknown(int patients, int numbers) {
        return new Facts(patients, Map.of(), List.of(), Map.of(), numbers);
    }

    @Override
    public String toString() {
        return "Facts[" + facts.size() + " facts about " + patients + " patients]";
    }
}
