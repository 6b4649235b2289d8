package org.isopleth.connector.differencing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.disclosure.differencing.Memory;
import org.isopleth.disclosure.differencing.RowSet;
import org.isopleth.disclosure.differencing.Statistic;

/// What all events so far amount to. For one thread at a time.
final class Remembered {
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<RowSet, Integer> sets = new HashMap<>();
    private final List<RowSet> inOrder = new ArrayList<>();
    private final Set<Statistic> released = new LinkedHashSet<>();

    Memory memory() {
        return new Memory(List.copyOf(released));
    }

    void take(RowSetEvent event) {
        switch (event) {
            case RowSetEvent.PatientsNumbered(List<Long> keys) ->
                keys.forEach(key -> numbers.putIfAbsent(key, numbers.size()));
            case RowSetEvent.SetKept(RowSet rows) -> {
                sets.putIfAbsent(rows, inOrder.size());
                inOrder.add(rows);
            }
            case RowSetEvent.StatisticReleased(
                    var study,
                    var analysis,
                    var cohort,
                    var variables,
                    var set,
                    var reading) ->
                released.add(new Statistic(study, analysis, cohort, variables, inOrder.get(set), reading));
        }
    }

    /// The set of patients of these keys. Those without a number get the next ones, by the size of their keys, so
    /// that the order of a table tells nothing.
    ///
    /// @param fresh keys that got a number in this proposal, with their numbers; added to
    RowSet set(long[] keys, Map<Long, Integer> fresh) {
        TreeSet<Long> unknown = new TreeSet<>();
        for (long key : keys) {
            if (!numbers.containsKey(key) && !fresh.containsKey(key)) {
                unknown.add(key);
            }
        }
        unknown.forEach(key -> fresh.put(key, numbers.size() + fresh.size()));
        return RowSet.of(Arrays.stream(keys)
                .mapToInt(key -> Objects.requireNonNull(numbers.containsKey(key) ? numbers.get(key) : fresh.get(key)))
                .toArray());
    }

    /// What to store so that these outputs are remembered.
    ///
    /// @param fresh as [#set] left it
    List<RowSetEvent> events(Collection<Statistic> leaving, Map<Long, Integer> fresh) {
        List<RowSetEvent> events = new ArrayList<>();
        List<Long> keys = List.copyOf(fresh.keySet());
        for (int from = 0; from < keys.size(); from += RowSetEvent.PatientsNumbered.MOST) {
            int to = Math.min(keys.size(), from + RowSetEvent.PatientsNumbered.MOST);
            events.add(new RowSetEvent.PatientsNumbered(keys.subList(from, to)));
        }
        Map<RowSet, Integer> more = new LinkedHashMap<>();
        for (Statistic statistic : leaving) {
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
