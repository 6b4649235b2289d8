package org.isopleth.client.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.isopleth.analysis.AnalysisProblem;
import org.isopleth.disclosure.Decision;
import org.isopleth.site.SiteId;
import org.isopleth.study.NoiseTerms;

/// A [SimulatedStudy] as a person reads it on a terminal. Stateless, thread-safe.
public final class SimulationText {
    private SimulationText() {}

    /// The lines.
    public static List<String> lines(SimulatedStudy simulated) {
        List<String> lines = new ArrayList<>();
        lines.add(simulated.study().title());
        lines.add("study  " + simulated.study().digest());
        lines.add("stamps " + String.join(", ", simulated.stamps()));
        lines.add("sites  "
                + simulated.sites().entrySet().stream()
                        .map(site -> site.getKey() + " (" + site.getValue().words() + ")")
                        .collect(Collectors.joining(", ")));
        simulated.analyses().forEach(analysis -> add(lines, analysis));
        return lines;
    }

    private static void add(List<String> lines, SimulatedAnalysis analysis) {
        lines.add("");
        lines.add(analysis.plan().name() + ": " + analysis.plan().id() + ", "
                + count(analysis.sites().size(), "site")
                + ", " + count(analysis.rounds(), "round") + "; equality "
                + analysis.equality().name() + ", "
                + analysis.equality().words());
        lines.add("  differential privacy: "
                + analysis.plan().privacy().map(NoiseTerms::words).orElse("none, the disclosure rules alone"));
        analysis.refusals().forEach((site, refused) -> lines.add("  " + refusal(site, refused)));
        switch (analysis.outcome()) {
            case SimulatedAnalysis.Outcome.Result(var result) ->
                ResultText.lines(result).forEach(line -> lines.add("  " + line));
            case SimulatedAnalysis.Outcome.Unanswered(AnalysisProblem problem) ->
                lines.add("  no result: " + problem.words());
            case SimulatedAnalysis.Outcome.TooFewSites _ -> lines.add("  no result: too few sites");
        }
    }

    private static String refusal(SiteId site, Decision.Refused refused) {
        return "left out: " + site + ", refused by " + refused.words();
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
