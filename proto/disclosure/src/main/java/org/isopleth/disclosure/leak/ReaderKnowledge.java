package org.isopleth.disclosure.leak;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isopleth.cohort.fact.Fact;
import org.isopleth.cohort.fact.Fact.Order;
import org.isopleth.cohort.fact.Facts;
import org.isopleth.cohort.fact.Patient;
import org.isopleth.cohort.fact.Weight;
import org.isopleth.disclosure.leak.Allowance.SpentException;
import org.isopleth.disclosure.leak.Elimination.Part;

/// What one reader was told in a study, kept as far as attacks on later messages need it: the sums' sets of
/// patients and, for every cell of patients, the first and the latest matrix, both bounded. Immutable once built.
final class ReaderKnowledge {
    /// More sums than these are not kept; what needs them counts as unfinished from then on.
    static final int MOST_FACTS = 4_000;

    /// Bits of all kept sets together: 64 MiB.
    private static final long MOST_BITS = 1L << 29;

    /// Elements of all kept matrices together: 64 MiB.
    private static final long MOST_ELEMENTS = 1L << 23;

    private record Columns(List<String> names, boolean total) {}

    /// A second moment or an information, row by row.
    @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
    private record Matrix(String state, double[] elements) {}

    /// What makes two facts the same.
    private record Key(Object kind, String state, List<String> columns, boolean total, BitSet members, long others) {}

    private final Population population;
    private final Set<Key> seen;
    private final Map<String, List<Fact.Sums>> sums;
    private final Map<String, List<Fact.Equation>> equations;
    private final Map<Columns, Map<BitSet, List<Matrix>>> matrices;
    private final Findings findings;
    private final CountingRule counting;
    private int facts;
    private long elements;

    private ReaderKnowledge(ReaderKnowledge from, Population population) {
        this.population = population;
        this.seen = new HashSet<>(from.seen);
        this.sums = copy(from.sums);
        this.equations = copy(from.equations);
        this.matrices = new HashMap<>();
        from.matrices.forEach((columns, cells) -> matrices.put(columns, copy(cells)));
        this.findings = from.findings.copy();
        this.counting = from.counting.copy();
        this.facts = from.facts;
        this.elements = from.elements;
    }

    /// Before the first message.
    ReaderKnowledge(Population population) {
        this.population = population;
        this.seen = new HashSet<>();
        this.sums = new LinkedHashMap<>();
        this.equations = new LinkedHashMap<>();
        this.matrices = new HashMap<>();
        this.findings = new Findings(population.own());
        this.counting = new CountingRule();
    }

    private static <K, V> Map<K, List<V>> copy(Map<K, List<V>> lists) {
        Map<K, List<V>> copy = new LinkedHashMap<>();
        lists.forEach((key, list) -> copy.put(key, new ArrayList<>(list)));
        return copy;
    }

    /// With one more message, attacked together with the earlier ones.
    ReaderKnowledge after(Facts message, int smallestCell, Allowance allowance) {
        ReaderKnowledge next = new ReaderKnowledge(this, population.with(message));
        next.hear(message, smallestCell, allowance);
        return next;
    }

    LeakReport report(Reader reader) {
        return findings.report(reader, counting.crowded(population.own()));
    }

    private void hear(Facts message, int smallestCell, Allowance allowance) {
        if (message.unexplained() > 0) {
            counting.unexplained(message.unexplained());
            findings.leaveAllUnfinished();
        }
        Set<String> states = new LinkedHashSet<>();
        Set<String> hidden = new LinkedHashSet<>();
        List<Fact.Information> informations = new ArrayList<>();
        for (Fact fact : message.facts()) {
            switch (fact) {
                case Fact.Sums sum
                when isNew(sum) -> {
                    sums.computeIfAbsent(sum.weight().state(), _ -> new ArrayList<>())
                            .add(sum);
                    states.add(sum.weight().state());
                }
                case Fact.Equation equation
                when hasRoom() -> {
                    equations
                            .computeIfAbsent(equation.column(), _ -> new ArrayList<>())
                            .add(equation);
                    hidden.add(equation.column());
                }
                case Fact.Information information when isNew(information) -> informations.add(information);
                default -> {
                    // Told before, or no room for it, which is noted.
                }
            }
        }
        SumAttacks attacks = new SumAttacks(population, smallestCell, allowance, findings, counting);
        states.forEach(state -> attack(state, attacks));
        hidden.forEach(column -> findings.attempt(
                EnumSet.of(Attack.LINEAR_SYSTEM),
                () -> findings.add(
                        Attack.LINEAR_SYSTEM,
                        new EquationAttack(population, allowance)
                                .solve(column, equations.getOrDefault(column, List.of())))));
        informations.forEach(information -> findings.attempt(
                EnumSet.of(Attack.SIMULTANEOUS_DIAGONALISATION), () -> attack(information, allowance)));
    }

    private boolean isNew(Fact.Sums sum) {
        return seen.add(new Key(
                        sum.order(), sum.weight().state(), sum.columns(), sum.total(), sum.members(), sum.others()))
                && hasRoom();
    }

    private boolean isNew(Fact.Information information) {
        return seen.add(new Key(
                        "information",
                        information.state(),
                        information.columns(),
                        false,
                        information.members(),
                        information.others()))
                && hasRoom();
    }

    private boolean hasRoom() {
        boolean room = facts < MOST_FACTS && (long) facts * population.size() < MOST_BITS;
        if (room) {
            facts++;
        } else {
            findings.leaveAllUnfinished();
        }
        return room;
    }

    /// Attacks the sums of a state, old and new.
    private void attack(String state, SumAttacks attacks) {
        List<Fact.Sums> told = sums.getOrDefault(state, List.of());
        findings.attempt(
                EnumSet.complementOf(EnumSet.of(Attack.SIMULTANEOUS_DIAGONALISATION)), () -> attacks.isolate(told));
        Map<Columns, List<Fact.Sums>> second = new LinkedHashMap<>();
        told.stream()
                .filter(sum -> sum.order() == Order.SECOND)
                .forEach(sum -> second.computeIfAbsent(new Columns(sum.columns(), sum.total()), _ -> new ArrayList<>())
                        .add(sum));
        second.forEach((columns, matrices) -> findings.attempt(
                EnumSet.of(Attack.SIMULTANEOUS_DIAGONALISATION, Attack.SMALL_CELL),
                () -> attackSecond(columns, matrices, attacks)));
    }

    private void attackSecond(Columns columns, List<Fact.Sums> matrices, SumAttacks attacks) throws SpentException {
        Weight weight = matrices.getFirst().weight();
        Told told = new Told(population, columns.names(), columns.total());
        List<BitSet> sets = matrices.stream().map(population::members).toList();
        int numbers = told.length() * (told.length() + 1) / 2;
        CountingRule.Source source = new CountingRule.Source(weight.state(), columns.names(), numbers);
        counting.expect(source, sets);
        List<Part> parts = Elimination.parts(sets, rows -> told.second(rows, weight), attacks.allowance());
        counting.told(source, parts);
        for (Part part : parts) {
            if (part.plain()) {
                compare(columns, told, part.patients(), new Matrix(weight.state(), part.value()), attacks.allowance());
                attacks.crossTables(part.patients(), told, weight);
            }
        }
    }

    private void attack(Fact.Information information, Allowance allowance) throws SpentException {
        BitSet members = population.members(information);
        if (members.isEmpty()) {
            return;
        }
        String state = "information " + information.state();
        counting.told(new CountingRule.Source(state, information.columns(), information.numbers()), members);
        allowance.check();
        Columns columns = new Columns(information.columns(), false);
        Told told = new Told(population, columns.names(), false);
        double[] matrix = told.scaled(information.matrix().of(hospitals(members)));
        compare(columns, told, members, new Matrix(state, matrix), allowance);
    }

    private List<List<Patient>> hospitals(BitSet members) {
        List<Patient> ours = new ArrayList<>();
        List<Patient> others = new ArrayList<>();
        members.stream().forEach(row -> (row < population.own() ? ours : others).add(population.patient(row)));
        return List.of(ours, others).stream().filter(list -> !list.isEmpty()).toList();
    }

    /// Looks for common axes with the first and the latest other state of the same patients, and keeps this one.
    private void compare(Columns columns, Told told, BitSet cell, Matrix latest, Allowance allowance)
            throws SpentException {
        List<Matrix> kept =
                matrices.computeIfAbsent(columns, _ -> new HashMap<>()).computeIfAbsent(cell, _ -> new ArrayList<>());
        List<Matrix> earlier =
                kept.stream().filter(one -> !one.state().equals(latest.state())).toList();
        for (Matrix one : earlier) {
            allowance.check();
            for (double[] axis : CommonAxes.of(one.elements(), latest.elements(), told.length())) {
                findings.add(Attack.SIMULTANEOUS_DIAGONALISATION, told.recoveredByMultiple(axis, cell));
            }
        }
        if (earlier.size() == kept.size() && kept.size() < 2) {
            elements += latest.elements().length;
            if (elements > MOST_ELEMENTS) {
                findings.leaveUnfinished(Attack.SIMULTANEOUS_DIAGONALISATION);
                return;
            }
        }
        kept.clear();
        earlier.stream().findFirst().ifPresent(kept::add);
        kept.add(latest);
    }
}
