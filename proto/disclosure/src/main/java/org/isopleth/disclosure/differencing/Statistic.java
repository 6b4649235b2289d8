package org.isopleth.disclosure.differencing;

import java.util.Collections;
import java.util.Set;
import org.isopleth.canonical.Digest;

/// One output of a study and the patients it rests on. All rounds of an analysis are one output: they sum over the
/// same patients. So are resamples that a plan declares, of the patients they are drawn from. Never leaves the
/// hospital. Immutable, thread-safe.
///
/// @param study digest of the study
/// @param analysis which of its analyses, from 0
/// @param cohort what the study's patients have in common: two studies of one value select by the same conditions
/// @param variables what it says of them, by the terms of the variables, which a study cannot rename; empty when it
///     only counts them
/// @param rows the patients
/// @param reading who can read it
public record Statistic(
        Digest study, int analysis, Digest cohort, Set<String> variables, RowSet rows, Reading reading) {
    public Statistic {
        variables = Set.copyOf(variables);
    }

    /// Who can read an output.
    public sealed interface Reading {
        /// Others can read this hospital's own part.
        record Alone() implements Reading {}

        /// Only the counts on which later sums rest, summed over hospitals.
        record Totals() implements Reading {}

        /// Only the sum over hospitals.
        ///
        /// @param others patients of the other hospitals in the sum
        /// @param sites names the set of hospitals
        record Summed(long others, Digest sites) implements Reading {}
    }

    /// Whether this and an earlier output differ by so few patients that their difference tells of these.
    ///
    /// Outputs that select by the same conditions are compared where they share a variable. Others always: how many
    /// patients there are is told by every output, and says how many the conditions divide.
    boolean exposes(Statistic earlier, int minimumDifference) {
        boolean sameCohort = cohort.equals(earlier.cohort);
        if (sameCohort && Collections.disjoint(variables, earlier.variables)) {
            return false;
        }
        if (rows.equals(earlier.rows)) {
            return false;
        }
        // Sets without a patient in common are no part of each other; each is judged by its own size.
        if (!rows.meets(earlier.rows)) {
            return false;
        }
        int difference = rows.difference(earlier.rows);
        return difference < minimumDifference && !(sameCohort && isHidden(earlier.reading, minimumDifference));
    }

    /// Whether the few are hidden among patients of other hospitals: both outputs are sums over the same hospitals,
    /// of which the others' patients differ by enough. The totals alone are what every study by sums tells first.
    private boolean isHidden(Reading earlier, int minimumDifference) {
        if (reading instanceof Reading.Alone || earlier instanceof Reading.Alone) {
            return false;
        }
        return !(reading instanceof Reading.Summed(long others, Digest sites)
                        && earlier instanceof Reading.Summed(long before, Digest then))
                || (sites.equals(then) && Math.abs(others - before) >= minimumDifference);
    }
}
