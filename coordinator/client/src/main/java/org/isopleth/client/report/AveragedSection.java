package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.Tables.Head;

/// An averaged model: its estimates, and how the hospitals voted on it round by round. Immutable, thread-safe.
///
/// @param names what covariates are called
/// @param result as `averaged-logistic@1` documents it
record AveragedSection(Names names, Json.Obj result) {

    List<Html> content() {
        List<Html> content = new ArrayList<>();
        content.add(verdict());
        content.add(estimates());
        content.add(votes());
        return content;
    }

    private Element verdict() {
        long accepted = result.integer("accepted");
        String ended = result.text("ended").equals("not-accepted")
                ? " It ended early: three models in a row were not accepted and were rolled back."
                : "";
        String model = accepted == 0
                ? "No model was accepted. What follows is the model without covariates, from which the training began:"
                        + " it answers nothing."
                : "The model below is the last one that the hospitals accepted, " + accepted + " of "
                        + result.list("votes").size() + ".";
        return Html.element(
                        "p",
                        model + ended
                                + " It approximates the pooled fit without a bound, so there are no standard errors,"
                                + " intervals or p values; glm@1 gives the pooled fit itself.")
                .with("class", accepted == 0 ? "problem" : "note");
    }

    private Element estimates() {
        List<List<Element>> rows = new ArrayList<>();
        for (Json item : result.list("estimates")) {
            Json.Obj estimate = item.asObject();
            double value = estimate.number("estimate");
            boolean intercept = estimate.text("name").equals("(Intercept)");
            double ratio = StrictMath.exp(value);
            rows.add(List.of(
                    intercept ? Tables.rowHeader("intercept") : covariate(estimate.text("name")),
                    Tables.figure(PaperNumbers.number(value), value),
                    intercept
                            ? Tables.words("").with("class", "number")
                            : Tables.figure(PaperNumbers.number(ratio), ratio)));
        }
        return Tables.table(
                "Estimates. OR: odds ratio, the exponential of the estimate.",
                List.of(Head.words("Covariate"), Head.figures("Log odds ratio"), Head.figures("OR")),
                rows);
    }

    private Element covariate(String name) {
        String title = names.covariate(name, false);
        return names.covariateTerm(name)
                .map(term -> Tables.rowHeader(title, term))
                .orElseGet(() -> Tables.rowHeader(title));
    }

    private Element votes() {
        List<List<Element>> rows = new ArrayList<>();
        for (Json item : result.list("votes")) {
            Json.Obj vote = item.asObject();
            rows.add(List.of(
                    Tables.rowHeader(Long.toString(vote.integer("round"))),
                    Tables.figure(PaperNumbers.number(vote.number("step")), vote.number("step")),
                    Tables.count(vote.integer("judged")),
                    Tables.count(vote.integer("against")),
                    Tables.words(words(vote.text("ruling")))));
        }
        return Tables.table(
                "Votes. Each hospital judges a new model on patients that took no part in fitting it. Step: the length"
                        + " of the average update, per standard deviation of the columns.",
                List.of(
                        Head.words("Training round"),
                        Head.figures("Step"),
                        Head.figures("Hospitals that judged"),
                        Head.figures("Against"),
                        Head.words("Ruling")),
                rows);
    }

    private static String words(String ruling) {
        return switch (ruling) {
            case "accepted" -> "accepted";
            case "refused" -> "refused and rolled back";
            case "undecided" -> "rolled back: fewer than three hospitals could judge";
            case "beyond-bound" -> "rolled back: beyond the bound on updates";
            default -> ruling;
        };
    }
}
