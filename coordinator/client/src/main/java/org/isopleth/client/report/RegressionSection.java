package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.Tables.Head;

/// A regression's result: its table of coefficients, forest plot and fit. Immutable, thread-safe.
///
/// @param names what covariates are called
/// @param id of the section on the page
/// @param result as the analyses `cox` and `glm` document it
record RegressionSection(Names names, String id, Json.Obj result) {

    /// The coefficients, intercept first.
    List<Coefficient> coefficients() {
        return result.list("coefficients").stream().map(Coefficient::read).toList();
    }

    Effect effect() {
        return Effect.of(result);
    }

    /// `95 %`.
    String level() {
        return PaperNumbers.percent(result.find("level").map(Json::asNumber).orElse(0.95));
    }

    /// A covariate with what one step of it is.
    String covariate(Coefficient coefficient) {
        return coefficient.isIntercept() ? "intercept" : names.covariate(coefficient.name(), standardised());
    }

    /// The header of a covariate's row in a table.
    Element rowHeader(Coefficient coefficient) {
        return names.covariateTerm(coefficient.name())
                .map(term -> Tables.rowHeader(covariate(coefficient), term))
                .orElseGet(() -> Tables.rowHeader(covariate(coefficient)));
    }

    /// What changes in one step of a covariate, for a sentence.
    String step(Coefficient coefficient) {
        return names.step(coefficient.name(), standardised());
    }

    /// Everything below the facts of the analysis.
    List<Html> content() {
        List<Html> content = new ArrayList<>();
        content.add(table());
        if (standardised()) {
            content.add(Html.element(
                            "p",
                            "With a ridge penalty the model is defined on standardised columns; estimates are per"
                                    + " standard deviation. Intervals and p values ignore the bias that a penalty"
                                    + " brings.")
                    .with("class", "note"));
        }
        plot().ifPresent(content::add);
        fit().ifPresent(content::add);
        return content;
    }

    /// How the model is set up, in one sentence.
    String method() {
        Effect effect = effect();
        StringBuilder out = new StringBuilder();
        if (effect == Effect.HAZARD_RATIO) {
            out.append("Cox proportional hazards model for ")
                    .append(text("time"))
                    .append(" until ")
                    .append(text("event"));
            String strata = text("strata");
            out.append(
                    switch (strata) {
                        case "site" -> ", with a baseline hazard of its own for every hospital";
                        case "none" -> ", with one baseline hazard for all hospitals" + onGrid();
                        default -> ", stratified by hospital and " + strata.replaceFirst("^site,? *", "");
                    });
            out.append("; ties after ").append(Names.capital(text("ties")));
        } else {
            String model = switch (effect) {
                case ODDS_RATIO -> "Logistic";
                case RATE_RATIO -> "Poisson";
                case DIFFERENCE, HAZARD_RATIO -> "Linear";
            };
            out.append(model).append(" regression of ").append(text("outcome"));
        }
        double ridge = result.find("ridge").map(Json::asNumber).orElse(0.0);
        if (ridge > 0) {
            out.append("; ridge penalty λ = ").append(PaperNumbers.number(ridge));
        }
        return out.append(". All covariates are in the model together.").toString();
    }

    /// The common grid of time, where the model has one.
    private String onGrid() {
        return result.find("grid")
                .map(grid -> ", on " + grid.asList().size() + " steps of time that each lose at least "
                        + PaperNumbers.number(result.number("fewestLeavers")) + " patients over all hospitals")
                .orElse("");
    }

    private boolean standardised() {
        return result.find("scale")
                .filter(scale -> scale.asText().equals("standardised"))
                .isPresent();
    }

    private String text(String member) {
        return result.find(member).map(Json::asText).orElse("not stated");
    }

    private Element table() {
        Effect effect = effect();
        List<Head> heads = new ArrayList<>(List.of(
                Head.words("Covariate"),
                Head.figures(Names.capital(effect.coefficientWords())),
                Head.figures("Standard error"),
                Head.figures(level() + " interval")));
        if (effect.isRatio()) {
            heads.add(Head.figures(effect.initials() + " [" + level() + " interval]"));
        }
        heads.add(Head.figures("p"));
        List<List<Element>> rows = coefficients().stream().map(this::row).toList();
        String caption = effect.isRatio()
                ? "Estimates. " + effect.initials() + ": " + effect.words() + ", the exponential of the estimate."
                : "Estimates.";
        return Tables.table(caption, heads, rows);
    }

    private List<Element> row(Coefficient coefficient) {
        Effect effect = effect();
        List<Element> row = new ArrayList<>();
        row.add(rowHeader(coefficient));
        row.add(Tables.figure(PaperNumbers.number(coefficient.estimate()), coefficient.estimate()));
        row.add(Tables.figure(PaperNumbers.number(coefficient.standardError()), coefficient.standardError()));
        row.add(Tables.figure(
                PaperNumbers.bounds(coefficient.lower(), coefficient.upper()),
                full(coefficient.lower(), coefficient.upper())));
        if (effect.isRatio()) {
            double estimate = effect.shown(coefficient.estimate());
            String exact = PaperNumbers.full(estimate) + " "
                    + full(effect.shown(coefficient.lower()), effect.shown(coefficient.upper()));
            row.add(
                    coefficient.isIntercept()
                            ? Tables.words("").with("class", "number")
                            : Tables.figure(coefficient.shown(effect), exact)
                                    .with("class", "number main")
                                    .with("data-value", PaperNumbers.full(estimate)));
        }
        row.add(Tables.figure(PaperNumbers.p(coefficient.p()), coefficient.p()));
        return row;
    }

    private static String full(double lower, double upper) {
        return "[" + PaperNumbers.full(lower) + ", " + PaperNumbers.full(upper) + "]";
    }

    private Optional<Element> plot() {
        Effect effect = effect();
        List<ForestPlot.Row> rows = coefficients().stream()
                .filter(coefficient -> !coefficient.isIntercept())
                .map(coefficient -> new ForestPlot.Row(
                        covariate(coefficient),
                        effect.shown(coefficient.estimate()),
                        effect.shown(coefficient.lower()),
                        effect.shown(coefficient.upper())))
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Element caption = Html.element(
                "figcaption",
                Names.capital(effect.words()) + " and " + level() + " interval per covariate; the line at "
                        + PaperNumbers.number(effect.none()) + " means no effect.");
        return Optional.of(Html.element("figure").add(new ForestPlot(id + "-forest", effect, rows).svg(), caption));
    }

    private Optional<Element> fit() {
        List<String> parts = new ArrayList<>();
        result.find("logLikelihood")
                .ifPresent(value -> parts.add("Log-likelihood " + PaperNumbers.fixed(value.asNumber(), 4)));
        result.find("nullLogLikelihood")
                .ifPresent(value -> parts.add("without covariates " + PaperNumbers.fixed(value.asNumber(), 4)));
        result.find("likelihoodRatio")
                .map(Json::asObject)
                .ifPresent(test -> parts.add("likelihood-ratio test χ²("
                        + PaperNumbers.number(test.number("degreesOfFreedom")) + ") = "
                        + PaperNumbers.fixed(test.number("statistic"), 2) + ", "
                        + PaperNumbers.pSentence(test.number("p"))));
        result.find("residualStandardError")
                .ifPresent(value -> parts.add("residual standard error " + PaperNumbers.number(value.asNumber())
                        + " on " + PaperNumbers.number(result.number("degreesOfFreedom")) + " degrees of freedom"));
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(Html.element("p", Names.capital(String.join("; ", parts)) + ".")
                        .with("class", "fit"));
    }
}
