package org.isopleth.connector.image;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.isopleth.connector.semantic.ImageSeries.TimePoint;

/// The points of a patient's history, by the rule that the first day with a measurable image is the baseline
/// and later days are follow-ups, in order. Pure, thread-safe.
final class TimePoints {
    private TimePoints() {}

    /// @param days of images with regions, in any order, on any calendar
    static Map<Integer, TimePoint> of(Collection<Integer> days) {
        Map<Integer, TimePoint> points = new TreeMap<>();
        TreeSet<Integer> sorted = new TreeSet<>(days);
        int number = 0;
        for (int day : sorted) {
            String word = number == 0 ? "baseline" : "follow-up-" + number;
            points.put(day, new TimePoint(word, day - sorted.getFirst()));
            number++;
        }
        return points;
    }
}
