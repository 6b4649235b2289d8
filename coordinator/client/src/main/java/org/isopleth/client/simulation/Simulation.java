package org.isopleth.client.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.analysis.Federation;
import org.isopleth.analysis.PreparedAnalysis;
import org.isopleth.analysis.Step;
import org.isopleth.analysis.TogetherAnalysis;
import org.isopleth.analysis.vote.HoldOut;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandFailure;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.CohortSize;
import org.isopleth.cohort.Exposure;
import org.isopleth.disclosure.Decision;
import org.isopleth.disclosure.ProposedRelease;
import org.isopleth.disclosure.RuleId;
import org.isopleth.disclosure.SitePolicy;
import org.isopleth.site.SiteId;
import org.isopleth.study.ReleaseLevel;
import org.isopleth.study.Study;
import org.isopleth.tensor.TensorException;

/// Runs a study in one process: the same two halves, exact sums and disclosure rules as between
/// hospitals. Immutable; safe for several threads if the observer is.
public final class Simulation {
    private final Study study;
    private final List<PreparedAnalysis> analyses;
    private final Optional<SitePolicy> policy;
    private final RoundObserver observer;

    /// @param policy the limits of every site's gate; empty for no gate at all, which is stamped on the
    ///     result and also waives the study's minimum of sites
    /// @param observer told of every round
    public Simulation(
            Study study, List<PreparedAnalysis> analyses, Optional<SitePolicy> policy, RoundObserver observer) {
        this.study = study;
        this.analyses = TogetherAnalysis.all(analyses);
        this.policy = policy;
        this.observer = observer;
    }

    /// Runs every analysis over these tables.
    ///
    /// @param tables one for each site, with every variable of the study
    /// @param stamps further marks for the result
    /// @throws CommandFailure when a table holds what no site could send
    public SimulatedStudy run(SortedMap<SiteId, AnalysisTable> tables, List<String> stamps) {
        SortedMap<SiteId, AnalysisTable> cohorts = new TreeMap<>();
        tables.forEach((site, table) -> cohorts.put(site, held(site, CohortSelection.select(table, study.cohort()))));
        SortedMap<SiteId, CohortSize> sizes = new TreeMap<>();
        cohorts.forEach((site, table) -> sizes.put(site, CohortSize.of(table.rows())));
        List<String> marks = new ArrayList<>(List.of("simulation"));
        if (policy.isEmpty()) {
            marks.add("no-gate-floors");
        }
        if (sumOnly()) {
            marks.add("masked-in-a-real-run");
        }
        marks.addAll(stamps);
        return new SimulatedStudy(
                study,
                marks,
                sizes,
                analyses.stream().map(analysis -> run(analysis, cohorts)).toList());
    }

    /// A simulated site has no secret: which patients it holds out follows from its name, so that a simulation
    /// can be repeated.
    private AnalysisTable held(SiteId site, AnalysisTable table) {
        byte[] secret = Digest.of(("simulated site " + site.name()).getBytes(StandardCharsets.UTF_8))
                .hex()
                .getBytes(StandardCharsets.US_ASCII);
        return analyses.stream().anyMatch(PreparedAnalysis::holdsOut)
                ? HoldOut.drawn(table, secret, study.digest())
                : table;
    }

    private SimulatedAnalysis run(PreparedAnalysis analysis, SortedMap<SiteId, AnalysisTable> tables) {
        SortedMap<SiteId, Exposure> exposures = new TreeMap<>();
        tables.forEach((site, table) -> exposures.put(site, exposure(analysis, site, table)));
        Optional<SimulatedGates> gates =
                policy.map(limits -> SimulatedGates.of(study.privacy().release(), limits, analysis, exposures));
        Map<SiteId, Optional<Decision>> decisions = new LinkedHashMap<>();
        SortedMap<SiteId, AnalysisTable> allowed = new TreeMap<>();
        tables.forEach((site, table) -> {
            Optional<Decision> decision = gates.map(all -> all.before(site));
            decisions.put(site, decision);
            if (!(decision.orElse(null) instanceof Decision.Refused)) {
                allowed.put(site, table);
            }
        });
        if (sumOnly() && allowed.size() < tables.size()) {
            // The totals of fewer sites, beside those of all, would be what the missing ones have.
            allowed.clear();
        }
        Course course = allowed.size() < fewestSites()
                ? new Course(0, tooFewSites(tables.size(), allowed.size(), decisions))
                : rounds(analysis, allowed, gates);
        return new SimulatedAnalysis(
                analysis.plan(),
                analysis.equality(),
                decisions,
                List.copyOf(allowed.keySet()),
                course.rounds,
                course.outcome);
    }

    /// Whether the gates look at sums over the sites instead of at each site alone.
    private boolean sumOnly() {
        return policy.isPresent() && study.privacy().release() == ReleaseLevel.SUM_ONLY;
    }

    /// What the rules need to know of this site's rows; stays in the process.
    private static Exposure exposure(PreparedAnalysis analysis, SiteId site, AnalysisTable table) {
        try {
            return analysis.atSite().exposure(table);
        } catch (TensorException e) {
            throw new CommandFailure(
                    "site " + site,
                    "analysis '" + analysis.plan().name() + "': " + e.getMessage()
                            + "; correct the table or the study");
        }
    }

    private record Course(int rounds, SimulatedAnalysis.Outcome outcome) {}

    private Course rounds(
            PreparedAnalysis analysis, SortedMap<SiteId, AnalysisTable> tables, Optional<SimulatedGates> gates) {
        Gate gate = new Gate(analysis.plan().name(), gates);
        Federation.Run run;
        try {
            run = Federation.run(SimulatedNoise.of(analysis, study.digest()), tables, gate);
        } catch (TensorException e) {
            throw new CommandFailure(
                    "analysis '" + analysis.plan().name() + "'", e.getMessage() + "; correct the tables or the study");
        }
        return new Course(
                run.rounds(),
                switch (run.end()) {
                    case Step.Finished(Json.Obj result) -> new SimulatedAnalysis.Outcome.Result(result);
                    case Step.Failed(AnalysisProblem problem) -> new SimulatedAnalysis.Outcome.Unanswered(problem);
                    case Step.Continue _ -> throw new IllegalStateException("an analysis that goes on has not ended");
                });
    }

    /// Judges every contribution of every round as each site's gate would.
    ///
    /// The sites of a running analysis are fixed and the rules were checked before it began, so what is
    /// refused here is an analysis that does not keep to its own plan.
    private final class Gate implements Federation.Watcher {
        private final String analysis;
        private final Optional<SimulatedGates> gates;
        private int jointRounds;

        private Gate(String analysis, Optional<SimulatedGates> gates) {
            this.analysis = analysis;
            this.gates = gates;
        }

        @Override
        public void saw(Federation.Round round) {
            observer.ended(analysis, round.number());
            gates.ifPresent(
                    all -> new TreeSet<>(round.contributions().keySet()).forEach(site -> judge(all, site, round)));
            jointRounds += ProposedRelease.hasJointTensor(round.declared()) ? 1 : 0;
        }

        private void judge(SimulatedGates all, SiteId site, Federation.Round round) {
            if (all.in(round, jointRounds, site) instanceof Decision.Refused refused) {
                throw new CommandFailure(
                        "site " + site,
                        "analysis '" + analysis + "', round " + round.number() + ": refused: " + refused.words());
            }
        }
    }

    private int fewestSites() {
        return policy.isPresent() ? study.privacy().minimumSites() : 1;
    }

    /// Who was refused by which rules, and once what each of these rules asks: the limits are the same for
    /// every simulated site.
    private SimulatedAnalysis.Outcome tooFewSites(int sites, int allowed, Map<SiteId, Optional<Decision>> decisions) {
        List<String> refusals = new ArrayList<>();
        Set<String> rules = new LinkedHashSet<>();
        decisions.forEach((site, decision) -> {
            if (decision.orElse(null) instanceof Decision.Refused refused) {
                refusals.add(site + " by "
                        + refused.broken().stream().map(RuleId::word).collect(Collectors.joining(", ")));
                refused.results().stream()
                        .filter(result -> !result.passed())
                        .forEach(result -> rules.add(result.rule().word() + ": " + result.words()));
            }
        });
        String together = sumOnly() && !refusals.isEmpty()
                ? " (one refusal stops a sum: the sum without that site would give it away)"
                : "";
        return new SimulatedAnalysis.Outcome.TooFewSites(allowed + " of " + sites
                + " sites may take part" + together + " and minimum-sites is " + fewestSites()
                + (refusals.isEmpty()
                        ? "; add sites"
                        : "; refused: " + String.join("; ", refusals) + "; " + String.join("; ", rules)));
    }
}
