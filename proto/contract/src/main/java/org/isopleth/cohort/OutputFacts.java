package org.isopleth.cohort;

import java.util.Arrays;
import java.util.List;

/// What the disclosure rules of one kind of output need to know of the patients behind it, beyond how many there
/// are. Holds values of patients and exact counts: it never leaves the hospital. Immutable, thread-safe.
///
/// An analysis whose output is of a kind that needs a fact and that names none cannot release it.
public sealed interface OutputFacts {

    /// How much of a sum single patients make up.
    ///
    /// @param variable the study's name
    /// @param total the sum of the absolute values
    /// @param largest the largest absolute value
    /// @param second the next
    record Magnitude(String variable, double total, double largest, double second) implements OutputFacts {

        /// Of these values, in any order; missing ones (NaN) do not count.
        public static Magnitude of(String variable, double[] values) {
            // Sorted, so that the order of rows changes no bit of the sum.
            double[] sizes = Arrays.stream(values)
                    .map(Math::abs)
                    .filter(size -> !Double.isNaN(size))
                    .sorted()
                    .toArray();
            int last = sizes.length - 1;
            return new Magnitude(
                    variable, Arrays.stream(sizes).sum(), last >= 0 ? sizes[last] : 0, last >= 1 ? sizes[last - 1] : 0);
        }
    }

    /// How many patients an output leaves out of a set of which others tell everything.
    ///
    /// @param what the output's name among people: `age`
    /// @param leftOut patients of the set that are not in the output
    record Subset(String what, int leftOut) implements OutputFacts {}

    /// A value below which a share of the patients lie.
    ///
    /// @param percent of the patients that lie below
    /// @param below how many lie at or below it
    /// @param above how many lie at or above it
    /// @param value as it would be published
    record Quantile(double percent, int below, int above, double value) implements OutputFacts {}

    /// One step of a survival curve or life table.
    ///
    /// @param atRisk patients at risk when it begins
    /// @param leaving patients with an event or censored in it
    record SurvivalStep(int atRisk, int leaving) implements OutputFacts {}

    /// How many patients lie in each interval of a histogram.
    record Histogram(List<Integer> bins) implements OutputFacts {
        public Histogram {
            bins = List.copyOf(bins);
        }
    }

    /// A count of a table, as it would be published.
    record PublishedCount(long shown) implements OutputFacts {}

    /// Words that are not of a closed list.
    ///
    /// @param length in characters
    /// @param name whether they name something, and so are short
    record FreeText(int length, boolean name) implements OutputFacts {}
}
