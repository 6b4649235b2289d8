package org.isopleth.radiomics.region;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// How the dates of a patient's imaging become time points. Pure, thread-safe.
public sealed interface TimePointRule {
    /// Each day is a time point of its own.
    TimePointRule EVERY_DAY = new InOrder(0);

    /// The time points of one patient's dates; dates that the rule leaves out are absent.
    SortedMap<LocalDate, TimePoint> of(Collection<LocalDate> dates);

    /// The first imaging is the baseline, later ones are follow-ups in order of their dates.
    ///
    /// @param sameVisitDays imaging so many days after a time point's first belongs to it, such as a PET some
    ///     days after the CT; at least 0
    record InOrder(int sameVisitDays) implements TimePointRule {
        public InOrder {
            if (sameVisitDays < 0) {
                throw new IllegalArgumentException("a visit lasts no fewer than 0 days");
            }
        }

        @Override
        public SortedMap<LocalDate, TimePoint> of(Collection<LocalDate> dates) {
            SortedMap<LocalDate, TimePoint> points = new TreeMap<>();
            int number = -1;
            LocalDate first = LocalDate.MIN;
            for (LocalDate date : new TreeSet<>(dates)) {
                if (number < 0 || first.plusDays(sameVisitDays).isBefore(date)) {
                    number++;
                    first = date;
                }
                points.put(date, new TimePoint(number));
            }
            return points;
        }
    }

    /// Days after the first imaging that make up a time point, both ends included.
    record Window(int fromDay, int toDay) {}

    /// The first window is the baseline, each further one a follow-up; imaging between windows is left out.
    ///
    /// @param windows from day 0 on, in order, without overlap
    record InWindows(List<Window> windows) implements TimePointRule {
        public InWindows {
            windows = List.copyOf(windows);
            int next = 0;
            for (Window window : windows) {
                if (window.fromDay < next || window.toDay < window.fromDay) {
                    throw new IllegalArgumentException("windows overlap or are out of order");
                }
                next = window.toDay + 1;
            }
            if (windows.isEmpty() || windows.getFirst().fromDay != 0) {
                throw new IllegalArgumentException("the first imaging, on day 0, is in the first window");
            }
        }

        @Override
        public SortedMap<LocalDate, TimePoint> of(Collection<LocalDate> dates) {
            SortedMap<LocalDate, TimePoint> points = new TreeMap<>();
            TreeSet<LocalDate> sorted = new TreeSet<>(dates);
            for (LocalDate date : sorted) {
                long day = ChronoUnit.DAYS.between(sorted.first(), date);
                for (int i = 0; i < windows.size(); i++) {
                    if (day >= windows.get(i).fromDay && day <= windows.get(i).toDay) {
                        points.put(date, new TimePoint(i));
                    }
                }
            }
            return points;
        }
    }
}
