package org.isopleth.connector.differencing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.isopleth.disclosure.differencing.Memory;
import org.isopleth.disclosure.differencing.RowSet;
import org.isopleth.disclosure.differencing.Statistic;

/// What all events so far amount to. For one thread at a time.
final class Remembered {
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<RowSet, Integer> sets = new HashMap<>();
    private final List<RowSet> inOrder = new ArrayList<>();
    private Memory memory = Memory.EMPTY;

    Memory memory() {
        return memory;
    }

    void take(RowSetEvent event) {
        switch (event) {
            case RowSetEvent.PatientsNumbered(List<Long> keys) ->
                keys.forEach(key -> numbers.putIfAbsent(key, numbers.size()));
            case RowSetEvent.SetKept(RowSet rows) -> {
                sets.putIfAbsent(rows, inOrder.size());
                inOrder.add(rows);
            }
            case RowSetEvent.StatisticReleased released ->
                memory = memory.plus(List.of(new Statistic(
                        released.study(),
                        released.analysis(),
                        released.cohort(),
                        released.variables(),
                        inOrder.get(released.set()),
                        released.reading())));
        }
    }

    /// The set of patients of these keys. Those without a number get the next ones, by the size of their keys, so
    /// that the order of a table tells nothing.
    ///
    /// @param fresh keys that got a number in this proposal, with their numbers; added to
    RowSet set(long[] keys, Map<Long, Integer> fresh) {
        TreeSet<Long> sorted = new TreeSet<>();
        for (long key : keys) {
            sorted.add(key);
        }
        int[] rows = new int[sorted.size()];
        int at = 0;
        for (Long key : sorted) {
            Integer known = numbers.get(key);
            rows[at++] = known != null
                    ? known
                    : Objects.requireNonNull(fresh.computeIfAbsent(key, _ -> numbers.size() + fresh.size()));
        }
        return RowSet.of(rows);
    }

    /// What to store so that these outputs are remembered.
    ///
    /// @param fresh as [#set] left it
    List<RowSetEvent> events(Collection<Statistic> released, Map<Long, Integer> fresh) {
        List<RowSetEvent> events = new ArrayList<>();
        List<Long> keys = List.copyOf(fresh.keySet());
        for (int from = 0; from < keys.size(); from += RowSetEvent.PatientsNumbered.MOST) {
            int to = Math.min(keys.size(), from + RowSetEvent.PatientsNumbered.MOST);
            events.add(new RowSetEvent.PatientsNumbered(keys.subList(from, to)));
        }
        Map<RowSet, Integer> more = new LinkedHashMap<>();
        for (Statistic statistic : released) {
            RowSet rows = statistic.rows();
            Integer set = sets.containsKey(rows) ? sets.get(rows) : more.get(rows);
            if (set == null) {
                set = inOrder.size() + more.size();
                more.put(rows, set);
                events.add(new RowSetEvent.SetKept(rows));
            }
            events.add(new RowSetEvent.StatisticReleased(
                    statistic.study(),
                    statistic.analysis(),
                    statistic.cohort(),
                    statistic.variables(),
                    set,
                    statistic.reading()));
        }
        return events;
    }
}
