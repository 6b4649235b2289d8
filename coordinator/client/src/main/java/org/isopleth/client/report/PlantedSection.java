package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.JsonException;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.PlantedDocument.PlantedEffect;
import org.isopleth.client.report.ResultsDocument.AnalysisEntry;
import org.isopleth.client.report.Tables.Head;

/// What was planted in synthetic patients beside what the study found. Immutable, thread-safe.
///
/// @param names what covariates are called
/// @param document the results
/// @param planted the effects that were planted
record PlantedSection(Names names, ResultsDocument document, PlantedDocument planted) {

    /// One effect and its estimate, both as coefficients.
    private record Found(PlantedEffect effect, Coefficient estimate) {
        boolean isInside() {
            return estimate.lower() <= effect.value() && effect.value() <= estimate.upper();
        }
    }

    /// The section.
    ///
    /// @throws JsonException when an effect is of an analysis or a covariate that the results do not have
    Element section() {
        planted.effects().forEach(this::requireAnalysis);
        Element section = Html.element("section")
                .with("id", "planted")
                .add(Html.element("h2", "Planted effects"))
                .add(Html.element(
                        "p",
                        "The patients are synthetic: a program made them and planted effects of known size in them."
                                + " Whether the intervals hold what was planted tells whether this study would have"
                                + " found such effects; it tells nothing of any real patient."));
        for (AnalysisEntry entry : document.analyses()) {
            List<PlantedEffect> effects = planted.effects().stream()
                    .filter(effect -> effect.analysis().equals(entry.name()))
                    .toList();
            if (!effects.isEmpty()) {
                section = section.add(analysis(entry, effects));
            }
        }
        return section;
    }

    private void requireAnalysis(PlantedEffect effect) {
        if (document.analyses().stream().noneMatch(entry -> entry.name().equals(effect.analysis()))) {
            throw new JsonException(
                    "an effect is planted in analysis '" + effect.analysis() + "', which the results do not have");
        }
    }

    private List<Html> analysis(AnalysisEntry entry, List<PlantedEffect> effects) {
        Optional<RegressionSection> regression = new AnalysisSection(names, "", entry).regression();
        if (regression.isEmpty()) {
            return List.of(Html.element("p", "Analysis " + entry.name() + " has no estimates to compare."));
        }
        List<Found> found =
                effects.stream().map(effect -> found(regression.get(), effect)).toList();
        return List.of(Html.element("p", sentence(entry, regression.get(), found)), table(regression.get(), found));
    }

    private static Found found(RegressionSection regression, PlantedEffect effect) {
        Coefficient estimate = regression.coefficients().stream()
                .filter(coefficient -> coefficient.name().equals(effect.covariate()))
                .findFirst()
                .orElseThrow(() -> new JsonException("an effect of '" + effect.covariate() + "' is planted, which"
                        + " analysis '" + effect.analysis() + "' does not estimate"));
        return new Found(effect, estimate);
    }

    private static String sentence(AnalysisEntry entry, RegressionSection regression, List<Found> found) {
        List<String> outside = found.stream()
                .filter(one -> !one.isInside())
                .map(one -> regression.covariate(one.estimate()))
                .toList();
        String inside = outside.isEmpty()
                ? "Every planted effect lies inside the " + regression.level() + " interval of its estimate."
                : found.size() - outside.size() + " of " + Names.count(found.size(), "planted effect") + " inside the "
                        + regression.level() + " interval of the estimate; outside: " + String.join("; ", outside)
                        + ".";
        return "Analysis " + entry.name() + ". " + inside + " Of intervals like these, " + regression.level()
                + " hold what was planted.";
    }

    private static Element table(RegressionSection regression, List<Found> found) {
        Effect effect = regression.effect();
        String coefficient = effect.coefficientWords();
        List<Head> heads = new ArrayList<>(List.of(
                Head.words("Covariate"),
                Head.figures("Planted " + coefficient),
                Head.figures("Estimate [" + regression.level() + " interval]")));
        if (effect.isRatio()) {
            heads.add(Head.figures("Planted " + effect.initials()));
            heads.add(Head.figures(effect.initials() + " [" + regression.level() + " interval]"));
        }
        heads.add(Head.words("Planted effect"));
        return Tables.table(
                "Planted and estimated effects. Synthetic data.",
                heads,
                found.stream().map(one -> row(regression, one)).toList());
    }

    private static List<Element> row(RegressionSection regression, Found found) {
        Effect effect = regression.effect();
        Coefficient estimate = found.estimate();
        double value = found.effect().value();
        List<Element> row = new ArrayList<>();
        row.add(regression.rowHeader(estimate));
        row.add(Tables.figure(PaperNumbers.number(value), value));
        row.add(Tables.figure(
                PaperNumbers.number(estimate.estimate()) + " "
                        + PaperNumbers.bounds(estimate.lower(), estimate.upper()),
                estimate.estimate()));
        if (effect.isRatio()) {
            row.add(Tables.figure(PaperNumbers.number(effect.shown(value)), effect.shown(value)));
            row.add(Tables.figure(estimate.shown(effect), effect.shown(estimate.estimate())));
        }
        row.add(Tables.words(found.isInside() ? "inside the interval" : "outside the interval"));
        return row;
    }
}
