package org.isopleth.connector.differencing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.disclosure.differencing.RowSet;
import org.isopleth.disclosure.differencing.Statistic;
import org.isopleth.disclosure.differencing.Statistic.Reading;
import org.isopleth.store.Body;
import org.junit.jupiter.api.Test;

/// What is stored of the patients behind an output, and what it amounts to.
class RowSetsTest {
    private static final Digest STUDY = Digest.of("study");
    private static final Digest COHORT = Digest.of("cohort");

    @Test
    void every_event_reads_back() {
        List<RowSetEvent> events = List.of(
                new RowSetEvent.PatientsNumbered(List.of(0L, 1L << 52, 77L)),
                new RowSetEvent.SetKept(RowSet.of(0, 2, 65)),
                new RowSetEvent.SetKept(RowSet.of()),
                released(new Reading.Alone()),
                released(new Reading.Totals()),
                released(new Reading.Summed(1_000_000, Digest.of("a,b,c"))));
        for (RowSetEvent event : events) {
            byte[] bytes = CanonicalJson.bytes(RowSetEventJson.write(event));
            assertEquals(
                    event,
                    RowSetEventJson.read(
                            RowSetEventJson.kind(event),
                            RowSetEventJson.VERSION,
                            CanonicalJson.parse(bytes).asObject()));
        }
        assertThrows(
                JsonException.class,
                () -> RowSetEventJson.read("rows.other", 1, RowSetEventJson.write(events.getFirst())));
        assertThrows(
                JsonException.class,
                () -> RowSetEventJson.read("rows.numbered", 2, RowSetEventJson.write(events.getFirst())));
    }

    private static RowSetEvent released(Reading reading) {
        return new RowSetEvent.StatisticReleased(STUDY, 3, COHORT, Set.of("ncit:C25150"), 1, reading);
    }

    /// The numbers that [RowSets] promises.
    @Test
    void a_hundred_thousand_patients_take_a_megabyte_once_and_little_for_each_set() {
        long[] all = LongStream.range(0, 100_000)
                .map(i -> i * 0x9E3779B97F4A7L & (1L << 53) - 1)
                .toArray();
        Remembered remembered = new Remembered();
        List<RowSetEvent> first = release(remembered, 0, all);
        long numbering = size(first, RowSetEvent.PatientsNumbered.class);
        assertTrue(numbering < 1_100_000, "numbering: " + numbering);
        assertTrue(size(first, RowSetEvent.SetKept.class) < 17_000);
        for (RowSetEvent event : first) {
            assertTrue(CanonicalJson.bytes(RowSetEventJson.write(event)).length <= Body.MAX_BYTES);
        }
        List<RowSetEvent> second = release(
                remembered,
                1,
                IntStream.range(0, 50_000).mapToLong(i -> all[2 * i]).toArray());
        assertEquals(0, size(second, RowSetEvent.PatientsNumbered.class));
        assertTrue(size(second, RowSetEvent.SetKept.class) < 17_000);
        assertTrue(size(second, RowSetEvent.StatisticReleased.class) < 600);
    }

    @Test
    void the_same_patients_are_one_set_in_any_order_and_new_ones_are_told_apart() {
        Remembered remembered = new Remembered();
        release(remembered, 0, new long[] {5, 3, 9});
        List<RowSetEvent> again = release(remembered, 1, new long[] {9, 5, 3});
        assertEquals(1, again.size(), "nothing but that the output left");
        release(remembered, 2, new long[] {3, 5, 11});
        List<Statistic> released = remembered.memory().released();
        assertEquals(released.get(0).rows(), released.get(1).rows());
        assertEquals(2, released.get(0).rows().difference(released.get(2).rows()));
    }

    /// As the guard does: what is stored is what is remembered.
    private static List<RowSetEvent> release(Remembered remembered, int analysis, long[] keys) {
        Map<Long, Integer> fresh = new LinkedHashMap<>();
        RowSet rows = remembered.set(keys, fresh);
        Statistic statistic = new Statistic(STUDY, analysis, COHORT, Set.of("age"), rows, new Reading.Alone());
        List<RowSetEvent> events = remembered.events(List.of(statistic), fresh);
        events.forEach(remembered::take);
        assertEquals(statistic, remembered.memory().released().getLast());
        return events;
    }

    private static long size(List<RowSetEvent> events, Class<? extends RowSetEvent> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .mapToLong(event -> CanonicalJson.bytes(RowSetEventJson.write(event)).length)
                .sum();
    }
}
