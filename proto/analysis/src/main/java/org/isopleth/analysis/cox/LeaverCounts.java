package org.isopleth.analysis.cox;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Json;
import org.isopleth.tensor.TensorException;

/// How many patients' follow-up ends in each bin. Immutable, thread-safe.
///
/// @param leavers with the event or without
/// @param events of them, those with it; empty where the plan does not tell them apart
record LeaverCounts(List<Long> leavers, List<Long> events) {

    LeaverCounts {
        leavers = List.copyOf(leavers);
        events = List.copyOf(events);
        if (!events.isEmpty() && events.size() != leavers.size()) {
            throw new TensorException("leavers and events are counted in different bins");
        }
        for (int bin = 0; bin < leavers.size(); bin++) {
            if (leavers.get(bin) < 0 || (!events.isEmpty() && !between(0, events.get(bin), leavers.get(bin)))) {
                throw new TensorException("a bin has a number of leavers that no patients have");
            }
        }
    }

    private static boolean between(long least, long value, long most) {
        return least <= value && value <= most;
    }

    /// Counts from a sum or a document.
    ///
    /// @throws TensorException when they are no numbers of patients
    static LeaverCounts of(double[] leavers, double[] events) {
        return new LeaverCounts(whole(leavers), whole(events));
    }

    private static List<Long> whole(double[] numbers) {
        List<Long> whole = new ArrayList<>();
        for (double number : numbers) {
            if (!(Math.abs(number) <= 0x1p53 && number == Math.rint(number))) {
                throw new TensorException("a bin has a number of leavers that no patients have");
            }
            whole.add((long) number);
        }
        return whole;
    }

    /// All of them.
    long patients() {
        return leavers.stream().mapToLong(Long::longValue).sum();
    }

    /// The events of a bin; 0 where they are not told apart.
    long events(int bin) {
        return events.isEmpty() ? 0 : events.get(bin);
    }

    /// Whether these can be a total of which `part` is a part: in no bin does the part have more, neither
    /// events nor others.
    boolean contains(LeaverCounts part) {
        if (part.leavers.size() != leavers.size() || part.events.size() != events.size()) {
            return false;
        }
        for (int bin = 0; bin < leavers.size(); bin++) {
            long moreEvents = events(bin) - part.events(bin);
            if (moreEvents < 0 || leavers.get(bin) - part.leavers.get(bin) < moreEvents) {
                return false;
            }
        }
        return true;
    }

    /// Adds itself to a document.
    void writeTo(Json.Builder out) {
        out.withNumbers("leavers", numbers(leavers)).withNumbers("failures", numbers(events));
    }

    /// Reads what [#writeTo] wrote.
    static LeaverCounts read(Json.Obj in) {
        return of(in.numbers("leavers"), in.numbers("failures"));
    }

    private static double[] numbers(List<Long> counts) {
        return counts.stream().mapToDouble(Long::doubleValue).toArray();
    }
}
