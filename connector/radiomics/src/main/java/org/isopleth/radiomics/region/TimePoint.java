package org.isopleth.radiomics.region;

/// When a patient was imaged, in the order of a treatment. Immutable, thread-safe.
///
/// @param number 0 for the baseline, then the follow-ups
public record TimePoint(int number) implements Comparable<TimePoint> {
    /// The first.
    public static final TimePoint BASELINE = new TimePoint(0);

    public TimePoint {
        if (number < 0) {
            throw new IllegalArgumentException("the baseline is 0, follow-ups are 1 and above");
        }
    }

    /// `baseline`, `follow-up-1`, ...
    public String word() {
        return number == 0 ? "baseline" : "follow-up-" + number;
    }

    @Override
    public int compareTo(TimePoint other) {
        return Integer.compare(number, other.number);
    }
}
