package org.isopleth.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.isopleth.cohort.TallyCell.Role;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.Statbarn;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorException;
import org.isopleth.tensor.TensorSum;
import org.isopleth.tensor.WideFormat;

/// The whole numbers on which the rules of `sum-only` rest: patients, events, outcome classes, levels. A
/// site's own never leaves it but under masks; the sum over the sites is readable. Immutable, thread-safe.
///
/// Beside the patients of each cell stands the number of sites that have any: a number that rests on one
/// site is that site's number, whatever it is added to.
///
/// @param entries one for each cell, in the plan's order
public record Tally(List<Entry> entries) {
    private static final String PATIENTS = "tally-patients";
    private static final String SITES = "tally-sites";

    /// What an analysis counts whose sums have noise: the sites and nothing else.
    public static final List<TallyCell> PART = List.of(new TallyCell.Part());

    public Tally {
        entries = List.copyOf(entries);
    }

    /// One cell.
    ///
    /// @param cell which
    /// @param patients how many patients; 0 for [TallyCell.ManyValues]
    /// @param sites how many sites have any
    public record Entry(TallyCell cell, long patients, int sites) {
        private static Entry of(TallyCell cell, long patients) {
            return new Entry(cell, patients, patients > 0 ? 1 : 0);
        }
    }

    /// A site's own, from what its at-site half says of its rows.
    ///
    /// A number is told value by value only where it takes at most two at this site, as the exposure is;
    /// elsewhere it is counted as [TallyCell.ManyValues], which gives away no patient's value.
    ///
    /// @param cells the plan's, in order
    /// @throws IllegalArgumentException when the exposure counts something that no cell names, unless the cells
    ///     are [#PART]
    public static Tally of(List<TallyCell> cells, Exposure exposure) {
        if (cells.equals(PART)) {
            return new Tally(List.of(new Entry(PART.getFirst(), 0, 1)));
        }
        requireNamed(cells, exposure);
        List<Entry> entries = new ArrayList<>();
        for (TallyCell cell : cells) {
            entries.add(
                    switch (cell) {
                        case TallyCell.Part() -> throw new IllegalArgumentException("a part is counted alone");
                        case TallyCell.Rows() -> Entry.of(cell, exposure.rows());
                        case TallyCell.Events() ->
                            Entry.of(cell, exposure.events().orElse(0));
                        case TallyCell.Value(Role role, String variable, String level) ->
                            Entry.of(
                                    cell,
                                    counts(exposure, role, variable)
                                            .filter(count -> count.level().equals(level))
                                            .mapToLong(Exposure.Count::patients)
                                            .sum());
                        case TallyCell.OtherValue(Role role, String variable) ->
                            Entry.of(
                                    cell,
                                    counts(exposure, role, variable)
                                            .filter(count ->
                                                    !cells.contains(new TallyCell.Value(role, variable, count.level())))
                                            .mapToLong(Exposure.Count::patients)
                                            .sum());
                        case TallyCell.ManyValues(Role role, String variable) -> {
                            boolean few =
                                    counts(exposure, role, variable).findAny().isPresent();
                            yield new Entry(cell, 0, few || exposure.rows() == 0 ? 0 : 1);
                        }
                    });
        }
        return new Tally(entries);
    }

    private static Stream<Exposure.Count> counts(Exposure exposure, Role role, String variable) {
        List<Exposure.Count> counts = role == Role.OUTCOME ? exposure.outcomeClasses() : exposure.levels();
        return counts.stream().filter(count -> count.variable().equals(variable));
    }

    private static void requireNamed(List<TallyCell> cells, Exposure exposure) {
        for (Exposure.Count count : exposure.outcomeClasses()) {
            requireNamed(cells, count, List.of(Role.OUTCOME));
        }
        for (Exposure.Count count : exposure.levels()) {
            requireNamed(cells, count, List.of(Role.COVARIATE, Role.STRATUM));
        }
    }

    private static void requireNamed(List<TallyCell> cells, Exposure.Count count, List<Role> roles) {
        boolean named = roles.stream()
                .anyMatch(role -> cells.contains(new TallyCell.Value(role, count.variable(), count.level()))
                        || cells.contains(new TallyCell.OtherValue(role, count.variable())));
        if (!named) {
            throw new IllegalArgumentException("no cell of the plan counts '" + count.variable() + "'");
        }
    }

    /// The tensors that carry a tally of these cells.
    public static List<TensorDeclaration> declare(List<TallyCell> cells) {
        TensorDeclaration.Disclosure marginal = TensorDeclaration.Disclosure.MARGINAL;
        List<Integer> shape = List.of(cells.size());
        return List.of(
                new TensorDeclaration(PATIENTS, shape, marginal, cells.size(), WideFormat.MAX_PARTS)
                        .as(Statbarn.FREQUENCIES),
                new TensorDeclaration(SITES, shape, marginal, cells.size(), 1).as(Statbarn.FREQUENCIES));
    }

    /// As it travels, as [#declare] announced it.
    public Contribution contribution() {
        List<TensorDeclaration> declared =
                declare(entries.stream().map(Entry::cell).toList());
        TensorSum patients = TensorSum.of(declared.get(0));
        TensorSum sites = TensorSum.of(declared.get(1));
        for (int i = 0; i < entries.size(); i++) {
            patients.add(i, (double) entries.get(i).patients());
            sites.add(i, entries.get(i).sites());
        }
        return new Contribution(List.of(patients.total(), sites.total()));
    }

    /// Reads a sum of [#contribution]s back.
    ///
    /// @throws TensorException when it holds numbers that no patients have
    public static Tally read(List<TallyCell> cells, Contribution sum) {
        double[] patients = sum.values(PATIENTS);
        double[] sites = sum.values(SITES);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            entries.add(new Entry(cells.get(i), whole(patients[i]), (int) whole(sites[i])));
        }
        return new Tally(entries);
    }

    private static long whole(double number) {
        if (!(number >= 0 && number <= WideFormat.MAX_PARTS && number == Math.rint(number))) {
            throw new TensorException("a tally holds a number that no patients have");
        }
        return (long) number;
    }

    /// This and another site's.
    public Tally plus(Tally other) {
        return combine(other, 1);
    }

    /// This without a part of it; empty when it cannot be a part, because it has more in some cell.
    public Optional<Tally> minus(Tally part) {
        Tally rest = combine(part, -1);
        boolean contained = rest.entries.stream().allMatch(entry -> entry.patients() >= 0 && entry.sites() >= 0);
        return contained ? Optional.of(rest) : Optional.empty();
    }

    private Tally combine(Tally other, int sign) {
        if (entries.size() != other.entries.size()) {
            throw new TensorException("tallies of different plans do not add");
        }
        List<Entry> combined = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry own = entries.get(i);
            Entry others = other.entries.get(i);
            if (!own.cell().equals(others.cell())) {
                throw new TensorException("tallies of different plans do not add");
            }
            combined.add(new Entry(
                    own.cell(), own.patients() + sign * others.patients(), own.sites() + sign * others.sites()));
        }
        return new Tally(combined);
    }

    /// The patients the analysis sums over.
    public long rows() {
        return entries.stream()
                .filter(entry -> entry.cell() instanceof TallyCell.Rows)
                .mapToLong(Entry::patients)
                .sum();
    }

    /// The entries that count patients with one value, but of numbers that take many somewhere.
    public List<Entry> values() {
        return entries.stream()
                .filter(entry -> entry.cell() instanceof TallyCell.Value value && !many(value.role(), value.variable()))
                .toList();
    }

    /// Whether patients of a variable in this role have values that no cell names, so that nobody can tell
    /// how few share one.
    public boolean unnamed(Role role) {
        return entries.stream()
                .anyMatch(entry -> entry.cell() instanceof TallyCell.OtherValue(Role own, String variable)
                        && own == role
                        && entry.patients() > 0
                        && !many(own, variable));
    }

    private boolean many(Role role, String variable) {
        return entries.stream()
                .anyMatch(entry -> entry.sites() > 0 && entry.cell().equals(new TallyCell.ManyValues(role, variable)));
    }

    /// These numbers as the exposure of one hospital that has all these patients.
    ///
    /// @param plan a site's own exposure to the same analysis, for what the plan says; what it tells of its own
    ///     outputs is no part of it
    public Exposure exposure(Exposure plan) {
        List<Exposure.Count> classes = new ArrayList<>();
        List<Exposure.Count> levels = new ArrayList<>();
        for (Entry entry : values()) {
            if (entry.cell() instanceof TallyCell.Value(Role role, String variable, String level)) {
                (role == Role.OUTCOME ? classes : levels)
                        .add(new Exposure.Count(variable, level, Math.toIntExact(entry.patients())));
            }
        }
        OptionalInt events = entries.stream()
                .filter(entry -> entry.cell() instanceof TallyCell.Events)
                .mapToInt(entry -> Math.toIntExact(entry.patients()))
                .findFirst();
        return new Exposure(
                Math.toIntExact(rows()),
                classes,
                events,
                levels,
                plan.marginalColumns(),
                plan.jointColumns(),
                plan.plannedJointRounds(),
                plan.alongside(),
                List.of());
    }
}
