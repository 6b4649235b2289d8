package org.isopleth.disclosure.leak;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Weight;
import org.isopleth.disclosure.leak.Allowance.SpentException;
import org.isopleth.disclosure.leak.Elimination.Part;

/// Attacks on sums that weigh a patient alike: takes them apart into the smallest parts, and looks for parts of
/// one patient, for small counts, and for small cells between two-valued columns. For one thread.
///
/// @param population the patients
/// @param smallestCell the least number of patients a cell that is told may have, but 0
/// @param allowance when to stop
/// @param findings where to note what is recovered
/// @param counting where to note what can be isolated
record SumAttacks(
        Population population, int smallestCell, Allowance allowance, Findings findings, CountingRule counting) {

    /// Looks for single patients in the first moments and counts of `sums`, all of one weight.
    void isolate(List<Fact.Sums> sums) throws SpentException {
        Map<String, List<Integer>> byColumn = new LinkedHashMap<>();
        List<Integer> counts = new ArrayList<>();
        for (int k = 0; k < sums.size(); k++) {
            Fact.Sums sum = sums.get(k);
            if (sum.order() == Order.FIRST || sum.total()) {
                for (String column : sum.columns()) {
                    byColumn.computeIfAbsent(column, _ -> new ArrayList<>()).add(k);
                }
            }
            if (sum.order() == Order.COUNT) {
                counts.add(k);
            }
            if (sum.total() && sum.weight().isOne()) {
                flagSmall(population.members(sum));
            }
        }
        // Columns told in the same sums are taken apart together, and a row is recovered in all of them.
        Map<List<Integer>, List<String>> groups = new LinkedHashMap<>();
        byColumn.forEach((column, told) ->
                groups.computeIfAbsent(told, _ -> new ArrayList<>()).add(column));
        List<Shared> shared = new ArrayList<>();
        groups.forEach((told, columns) ->
                shared.add(shared(told.stream().map(sums::get).toList(), columns)));
        for (Shared one : shared) {
            isolate(one);
        }
        if (!counts.isEmpty()) {
            count(counts.stream().map(sums::get).toList());
        }
    }

    /// Sums of the same columns, and their sets of patients.
    private record Shared(List<Fact.Sums> sums, Told told, List<BitSet> sets, CountingRule.Source source) {}

    private Shared shared(List<Fact.Sums> sums, List<String> columns) {
        Told told = new Told(population, columns, sums.stream().allMatch(Fact.Sums::total));
        List<BitSet> sets = sums.stream().map(population::members).toList();
        String state = sums.getFirst().weight().state();
        CountingRule.Source source = new CountingRule.Source(state, columns, told.length());
        counting.expect(source, sets);
        return new Shared(sums, told, sets, source);
    }

    private void isolate(Shared shared) throws SpentException {
        Weight weight = shared.sums().getFirst().weight();
        Told told = shared.told();
        List<Part> parts = Elimination.parts(shared.sets(), rows -> told.first(rows, weight), allowance);
        counting.told(shared.source(), parts);
        if (weight.isOne()) {
            for (BitSet set : shared.sets()) {
                flagLevels(set, told);
            }
        }
        for (Part part : parts) {
            if (weight.isOne() && part.plain()) {
                flagLevels(part.patients(), told);
                if (told.total() && part.patients().cardinality() > 1) {
                    flagSmall(part.patients());
                }
            }
            if (part.patients().cardinality() == 1) {
                BitSet found = told.total() || !weight.isOne()
                        ? told.recoveredByMultiple(part.value(), part.patients())
                        : told.recovered(part.value(), part.patients());
                findings.add(attack(part.patients(), shared.sets(), weight), found);
            }
        }
    }

    private void count(List<Fact.Sums> sums) throws SpentException {
        Weight weight = sums.getFirst().weight();
        List<BitSet> sets = sums.stream().map(population::members).toList();
        for (Part part : Elimination.parts(sets, _ -> new double[0], allowance)) {
            if (part.patients().cardinality() == 1) {
                findings.add(attack(part.patients(), sets, weight), part.patients());
            } else if (weight.isOne() && part.plain()) {
                flagSmall(part.patients());
            }
        }
    }

    private void flagSmall(BitSet cell) {
        int patients = cell.cardinality();
        if (patients > 0 && patients < smallestCell) {
            findings.add(Attack.SMALL_CELL, cell);
        }
    }

    /// The sum of a two-valued column counts the patients who have it.
    private void flagLevels(BitSet set, Told told) throws SpentException {
        allowance.check();
        for (BitSet with : told.indicators(set)) {
            flagSmall(with);
            if (told.total()) {
                BitSet without = (BitSet) set.clone();
                without.andNot(with);
                flagSmall(without);
            }
        }
    }

    /// Looks for small cells between the two-valued columns of a second moment over these patients.
    ///
    /// The row of such a column in the moment is the first moment over the patients who have it, so the rows
    /// together are first moments over overlapping sets, and are taken apart like these.
    void crossTables(BitSet cell, Told told, Weight weight) throws SpentException {
        allowance.check();
        List<BitSet> indicators = told.indicators(cell);
        for (int a = 0; a < indicators.size(); a++) {
            for (int b = a; b < indicators.size(); b++) {
                flagPair(cell, indicators.get(a), indicators.get(b), told.total());
            }
        }
        List<BitSet> sets = new ArrayList<>(indicators);
        if (told.total()) {
            sets.add(cell);
        }
        for (Part part : Elimination.parts(sets, rows -> told.first(rows, weight), allowance)) {
            if (part.patients().cardinality() == 1) {
                findings.add(Attack.SMALL_CELL, told.recoveredByMultiple(part.value(), part.patients()));
            }
        }
    }

    private void flagPair(BitSet cell, BitSet a, BitSet b, boolean total) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        flagSmall(both);
        if (total) {
            BitSet onlyA = (BitSet) a.clone();
            onlyA.andNot(b);
            flagSmall(onlyA);
            BitSet onlyB = (BitSet) b.clone();
            onlyB.andNot(a);
            flagSmall(onlyB);
            BitSet neither = (BitSet) cell.clone();
            neither.andNot(a);
            neither.andNot(b);
            flagSmall(neither);
        }
    }

    /// Which attack isolates this one patient.
    private static Attack attack(BitSet one, List<BitSet> sets, Weight weight) {
        Set<BitSet> all = new HashSet<>(sets);
        if (all.contains(one)) {
            return weight.isOne() ? Attack.SMALL_CELL : Attack.ONE_RECORD_GRADIENT;
        }
        int patient = one.nextSetBit(0);
        for (BitSet set : sets) {
            if (set.get(patient)) {
                BitSet without = (BitSet) set.clone();
                without.clear(patient);
                if (all.contains(without)) {
                    return Attack.SINGLE_ROW_DIFFERENCE;
                }
            }
        }
        return Attack.LINEAR_SYSTEM;
    }
}
