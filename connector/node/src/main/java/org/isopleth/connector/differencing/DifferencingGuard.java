package org.isopleth.connector.differencing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.RowsBehind;
import org.isopleth.connector.cohort.RowKeys;
import org.isopleth.connector.gate.Guard;
import org.isopleth.connector.gate.Proposal;
import org.isopleth.disclosure.QuestionLimits;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.RuleResult;
import org.isopleth.disclosure.differencing.Memory;
import org.isopleth.disclosure.differencing.Statistic;
import org.isopleth.disclosure.differencing.Statistic.Reading;
import org.isopleth.site.SiteId;
import org.isopleth.store.Store;
import org.isopleth.study.Study;

/// Refuses what differs by too few patients from what has left before, and more outputs of a study than it may have.
/// One thread at a time asks the gate, and so this.
///
/// Withdrawals and corrections need nothing else: a fit of the patients that are left differs from the earlier one
/// by those who withdrew, so that it is refused until enough have gathered.
public final class DifferencingGuard implements Guard {
    private final RowSets sets;
    private final QuestionLimits limits;

    /// @param store where what has left is remembered
    public DifferencingGuard(Store store, QuestionLimits limits) {
        this.sets = new RowSets(store);
        this.limits = limits;
    }

    @Override
    public synchronized Finding examine(Leaving leaving) {
        Remembered remembered = sets.remembered();
        Map<Long, Integer> fresh = new LinkedHashMap<>();
        Optional<List<Statistic>> asked = statistics(leaving, remembered, fresh);
        if (asked.isEmpty()) {
            // Frozen before patients had keys: nobody can tell whose rows these are.
            return new Finding(List.of(untold()), _ -> {});
        }
        Memory memory = remembered.memory();
        List<Statistic> unknown = memory.unknown(asked.get());
        long last = sets.sequence();
        List<RowSetEvent> events = unknown.isEmpty() ? List.of() : remembered.events(unknown, fresh);
        return new Finding(memory.judge(limits, asked.get()), transaction -> RowSets.append(transaction, last, events));
    }

    private RuleResult untold() {
        return new RuleResult(RuleId.DIFFERENCING, OptionalDouble.of(limits.minimumDifference()), false);
    }

    private static Optional<List<Statistic>> statistics(
            Leaving leaving, Remembered remembered, Map<Long, Integer> fresh) {
        Study study = leaving.offer().study();
        Proposal proposal = leaving.proposal();
        Digest cohort = SelectionKey.cohort(study);
        Reading reading = reading(leaving);
        List<Statistic> statistics = new ArrayList<>();
        for (RowsBehind behind : proposal.behind()) {
            Optional<long[]> keys = RowKeys.of(behind.patients());
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            statistics.add(new Statistic(
                    proposal.round().study(),
                    proposal.round().analysis(),
                    cohort,
                    SelectionKey.variables(study, behind.variables()),
                    remembered.set(keys.get(), fresh),
                    reading));
        }
        return Optional.of(statistics);
    }

    private static Reading reading(Leaving leaving) {
        return switch (leaving.proposal().visible()) {
            case Proposal.Visible.Contributed() -> new Reading.Alone();
            case Proposal.Visible.TotalsOfSites() -> new Reading.Totals();
            case Proposal.Visible.SumOfSites(var totals) ->
                new Reading.Summed(totals.rows() - leaving.proposal().exposure().rows(), Digest.of(names(leaving)));
        };
    }

    private static String names(Leaving leaving) {
        return String.join(
                ",", new TreeSet<>(leaving.sites()).stream().map(SiteId::name).toList());
    }
}
