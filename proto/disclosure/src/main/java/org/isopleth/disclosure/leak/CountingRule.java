package org.isopleth.disclosure.leak;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The counting rule of METHODS 2.13: of every cell of patients a reader can isolate, fewer numbers are told
/// than its patients hold. T rounds of a second moment with totals over k patients tell `T (p+1)(p+2)/2`
/// numbers, and k patients hold `k p`. Necessary, not sufficient, where columns are sparse or coded. Mutable,
/// for one thread.
///
/// Needs no attack to have come to its end: until sums are taken apart, every set of patients who are in the
/// same sums counts as a cell, and all cells that can be isolated are made of such sets.
final class CountingRule {

    /// Sums that are taken apart together.
    ///
    /// @param state what weighs the patients
    /// @param columns what the sums are of; p of them
    /// @param numbers how many numbers one sum is
    record Source(String state, List<String> columns, int numbers) {}

    private record Cell(List<String> columns, BitSet patients) {}

    private final Map<Source, Set<BitSet>> cells = new HashMap<>();
    private long unexplained;

    CountingRule copy() {
        CountingRule copy = new CountingRule();
        copy.cells.putAll(cells);
        copy.unexplained = unexplained;
        return copy;
    }

    /// Sums over these sets of patients are about to be taken apart.
    void expect(Source source, List<BitSet> sets) {
        cells.put(source, Set.copyOf(Elimination.atoms(sets)));
    }

    /// They were taken apart into these.
    void told(Source source, List<Elimination.Part> parts) {
        cells.put(source, parts.stream().map(Elimination.Part::patients).collect(Collectors.toUnmodifiableSet()));
    }

    /// A message about these patients that is not taken apart.
    void told(Source source, BitSet patients) {
        cells.put(source, Set.of(patients));
    }

    /// So many numbers are told of nobody knows whom.
    void unexplained(int numbers) {
        unexplained += numbers;
    }

    /// This hospital's patients in cells that break the rule, for some columns or for all columns told of a cell.
    int crowded(int own) {
        // Of one state, a second moment holds the first moment's numbers too; states add up.
        Map<Cell, Map<String, Integer>> numbers = new HashMap<>();
        cells.forEach((source, isolated) -> isolated.forEach(
                patients -> numbers.computeIfAbsent(new Cell(source.columns(), patients), _ -> new HashMap<>())
                        .merge(source.state(), source.numbers(), Math::max)));
        Map<BitSet, Long> toldOfAll = new HashMap<>();
        Map<BitSet, Set<String>> columnsOfAll = new HashMap<>();
        BitSet crowded = new BitSet();
        numbers.forEach((cell, byState) -> {
            BitSet patients = cell.patients();
            long told = byState.values().stream().mapToLong(Integer::longValue).sum();
            if (breaks(told, patients, cell.columns().size())) {
                crowded.or(patients);
            }
            toldOfAll.merge(patients, told, Long::sum);
            columnsOfAll.computeIfAbsent(patients, _ -> new HashSet<>()).addAll(cell.columns());
        });
        columnsOfAll.forEach((patients, columns) -> {
            if (breaks(toldOfAll.getOrDefault(patients, 0L), patients, columns.size())) {
                crowded.or(patients);
            }
        });
        if (unexplained > 0 && unexplained >= own) {
            // Each patient holds one number at least.
            crowded.set(0, own);
        }
        crowded.clear(own, Math.max(own, crowded.length()));
        return crowded.cardinality();
    }

    private static boolean breaks(long told, BitSet patients, int columns) {
        return told >= (long) patients.cardinality() * columns;
    }
}
