package org.isopleth.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isopleth.canonical.Json;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.site.SiteId;
import org.isopleth.tensor.Contribution;
import org.isopleth.tensor.TensorDeclaration;

/// A whole federation in one process: the same two halves and the same exact sums as between
/// hospitals, without the network. Stateless, thread-safe.
public final class Federation {
    private Federation() {}

    /// What happened in one round.
    ///
    /// @param number from 1
    /// @param state what went out
    /// @param declared the tensors announced for it
    /// @param contributions what every site sent
    /// @param sum their sum
    public record Round(
            int number,
            Json.Obj state,
            List<TensorDeclaration> declared,
            Map<SiteId, Contribution> contributions,
            Contribution sum) {
        public Round {
            declared = List.copyOf(declared);
            contributions = Map.copyOf(contributions);
        }
    }

    /// Sees every round as it ends.
    public interface Watcher {
        /// Takes note of a round.
        void saw(Round round);
    }

    /// How an analysis ended.
    ///
    /// @param end [Step.Finished] or [Step.Failed]
    /// @param rounds how many rounds it took
    /// @param contributions how many contributions were added, over all rounds
    public record Run(Step end, int rounds, long contributions) {}

    /// Runs an analysis over the sites' tables to its end.
    public static Run run(PreparedAnalysis analysis, Map<SiteId, AnalysisTable> tables) {
        return run(analysis, tables, _ -> {});
    }

    /// As [#run(PreparedAnalysis, Map)], showing each round to `watcher`.
    public static Run run(PreparedAnalysis analysis, Map<SiteId, AnalysisTable> tables, Watcher watcher) {
        Json.Obj state = analysis.atCoordinator().start();
        for (int number = 1; ; number++) {
            Round round = round(analysis, tables, number, state);
            watcher.saw(round);
            switch (analysis.atCoordinator().step(state, round.sum())) {
                case Step.Continue(Json.Obj next) -> state = next;
                case Step end -> {
                    return new Run(end, number, (long) number * tables.size());
                }
            }
        }
    }

    private static Round round(
            PreparedAnalysis analysis, Map<SiteId, AnalysisTable> tables, int number, Json.Obj state) {
        List<TensorDeclaration> declared = analysis.declare(state);
        Contribution sum = Contribution.zero(declared);
        Map<SiteId, Contribution> contributions = new LinkedHashMap<>();
        for (Map.Entry<SiteId, AnalysisTable> site : tables.entrySet()) {
            Contribution contribution = analysis.atSite().contribute(site.getValue(), state);
            contributions.put(site.getKey(), contribution);
            sum = sum.plus(contribution);
        }
        return new Round(number, state, declared, contributions, sum);
    }
}
