package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.ResultsDocument.AnalysisEntry;
import org.isopleth.client.report.ResultsDocument.Answer;
import org.isopleth.client.report.ResultsDocument.Site;

/// What a study found, in sentences. Says what the intervals say and draws no conclusion. Immutable,
/// thread-safe.
///
/// @param names what variables are called
/// @param document the results
record SummarySentences(Names names, ResultsDocument document) {

    /// One paragraph for the study, one for each analysis that says something.
    List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(study());
        for (AnalysisEntry entry : document.analyses()) {
            paragraph(entry).ifPresent(paragraphs::add);
        }
        return paragraphs;
    }

    private String study() {
        String end = document.outcome().equals("completed")
                ? "the study ran to its end"
                : "the study did not run to its end (" + document.outcome().replace('-', ' ') + ")";
        return whoTookPart() + ", and " + end
                + ". Patient records stayed where they are; only declared sums were exchanged.";
    }

    /// A permit alone is no part: the gate of a hospital that gave one may have refused every analysis.
    private String whoTookPart() {
        List<Set<String>> taking = document.analyses().stream()
                .map(entry -> Set.copyOf(entry.sites()))
                .filter(sites -> !sites.isEmpty())
                .toList();
        List<String> invited = document.sites().stream().map(Site::name).toList();
        long some = invited.stream()
                .filter(site -> taking.stream().anyMatch(sites -> sites.contains(site)))
                .count();
        long every = invited.stream()
                .filter(site -> taking.stream().allMatch(sites -> sites.contains(site)))
                .count();
        if (some == 0) {
            return "No hospital took part in an analysis";
        }
        String hospitals = Names.count(invited.size(), "invited hospital");
        String who = some < invited.size() ? some + " of " + hospitals : "All " + hospitals;
        return (invited.size() == 1 ? "One hospital" : who) + " took part"
                + (every < some ? ", " + (every == 0 ? "none" : every) + " of them in every analysis that ran" : "");
    }

    private Optional<String> paragraph(AnalysisEntry entry) {
        if (entry.answer() instanceof Answer.Problem(String words)) {
            return Optional.of("Analysis " + entry.name() + " has no answer: " + words + ".");
        }
        return new AnalysisSection(names, "", entry).regression().map(regression -> regression(entry, regression));
    }

    private String regression(AnalysisEntry entry, RegressionSection regression) {
        Effect effect = regression.effect();
        List<String> clear = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        for (Coefficient coefficient : regression.coefficients()) {
            if (!coefficient.isIntercept() && coefficient.excludesNone()) {
                clear.add(direction(regression, coefficient));
            } else if (!coefficient.isIntercept()) {
                unclear.add(coefficient.name().replace("=", ": "));
            }
        }
        StringBuilder out = new StringBuilder("In analysis ")
                .append(entry.name())
                .append(" (")
                .append(people(regression))
                .append(" at ")
                .append(Names.count(entry.sites().size(), "hospital"))
                .append("), with the other covariates held fixed, ");
        if (clear.isEmpty()) {
            out.append("no covariate had a ").append(regression.level()).append(" interval without ");
            return out.append(PaperNumbers.number(effect.none())).append('.').toString();
        }
        out.append(String.join("; ", clear)).append('.');
        if (!unclear.isEmpty()) {
            out.append(" The ")
                    .append(regression.level())
                    .append(" interval of ")
                    .append(Names.list(unclear));
            out.append(" includes ").append(PaperNumbers.number(effect.none())).append(", no effect.");
        }
        return out.toString();
    }

    private String direction(RegressionSection regression, Coefficient coefficient) {
        Effect effect = regression.effect();
        return regression.step(coefficient) + " went with " + effect.change(coefficient.estimate()) + " ("
                + effect.initials() + " " + coefficient.shown(effect) + ", " + PaperNumbers.pSentence(coefficient.p())
                + ")";
    }

    private static String people(RegressionSection regression) {
        StringBuilder out = new StringBuilder();
        regression
                .result()
                .find("patients")
                .ifPresent(value -> out.append(
                        value instanceof Json.Num(double patients)
                                ? Names.count((long) patients, "patient")
                                : value.asText() + " patients"));
        regression
                .result()
                .find("events")
                .ifPresent(value -> out.append(
                        value instanceof Json.Num(double events)
                                ? ", " + Names.count((long) events, "event")
                                : ", " + value.asText() + " events"));
        return out.toString();
    }
}
