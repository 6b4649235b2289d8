package org.isopleth.disclosure.differencing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.isopleth.canonical.Digest;
import org.isopleth.disclosure.QuestionLimits;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;

/// Every output that has left a hospital, and the rules that look at the next one beside them. Immutable,
/// thread-safe.
///
/// The rules look at pairs. That three outputs together tell of a patient is bounded by how many different sets of
/// patients a study may ask of, and is what the leak meter attacks.
///
/// @param released in the order in which they left, each once
public record Memory(List<Statistic> released) {

    /// Nothing has left.
    public static final Memory EMPTY = new Memory(List.of());

    public Memory {
        released = List.copyOf(released);
    }

    /// This and more outputs.
    public Memory plus(Collection<Statistic> more) {
        Set<Statistic> all = new LinkedHashSet<>(released);
        all.addAll(more);
        return new Memory(List.copyOf(all));
    }

    /// What would be new if these left: outputs of patients that have not left.
    public List<Statistic> unknown(Collection<Statistic> asked) {
        Set<Statistic> known = new HashSet<>(released);
        return asked.stream()
                .filter(statistic -> statistic.rows().size() > 0 && known.add(statistic))
                .toList();
    }

    /// Applies the rules to outputs of one analysis of one study. An output that rests on nobody says nothing.
    public List<RuleResult> judge(QuestionLimits limits, Collection<Statistic> asked) {
        List<Statistic> unknown = unknown(asked);
        List<RuleResult> results = new ArrayList<>();
        results.add(differencing(limits, unknown));
        results.addAll(budgets(limits, unknown));
        return results;
    }

    private RuleResult differencing(QuestionLimits limits, List<Statistic> unknown) {
        List<Statistic> earlier = new ArrayList<>(released);
        boolean passed = true;
        for (Statistic statistic : unknown) {
            passed &= earlier.stream().noneMatch(before -> statistic.exposes(before, limits.minimumDifference()));
            // What leaves at once is read side by side as well.
            earlier.add(statistic);
        }
        return new RuleResult(RuleId.DIFFERENCING, OptionalDouble.of(limits.minimumDifference()), passed);
    }

    private List<RuleResult> budgets(QuestionLimits limits, List<Statistic> unknown) {
        Set<Question> questions = new HashSet<>();
        Set<RowSet> subsets = new HashSet<>();
        Set<Digest> studies = new HashSet<>();
        unknown.forEach(statistic -> studies.add(statistic.study()));
        for (Statistic statistic : plus(unknown).released()) {
            if (studies.contains(statistic.study())) {
                questions.add(new Question(statistic.analysis(), statistic.variables(), statistic.rows()));
                subsets.add(statistic.rows());
            }
        }
        return List.of(
                new RuleResult(
                        RuleId.BUDGET_QUESTIONS,
                        OptionalDouble.of(limits.maximumStatistics()),
                        questions.size() <= limits.maximumStatistics()),
                new RuleResult(
                        RuleId.BUDGET_SUBSETS,
                        OptionalDouble.of(limits.maximumSubsets()),
                        subsets.size() <= limits.maximumSubsets()));
    }

    /// An output, whoever reads it: its totals and its sum are one.
    private record Question(int analysis, Set<String> variables, RowSet rows) {}
}
