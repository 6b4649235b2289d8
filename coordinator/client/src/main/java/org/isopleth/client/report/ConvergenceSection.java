package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.Json;
import org.isopleth.client.report.Html.Element;
import org.isopleth.client.report.Tables.Head;

/// How an iterative analysis came to its answer. Immutable, thread-safe.
///
/// Reads `iterations`, `jointRounds`, `lastStep` and, when the result has it, `trace`: a list with one
/// object of numbers for each round, such as `round`, `logLikelihood` and `step`.
///
/// @param id of the section on the page
/// @param result the analysis' result
record ConvergenceSection(String id, Json.Obj result) {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 150;
    private static final double LEFT = 70;
    private static final double TOP = 14;
    /// Steps below the resolution of a double are drawn there.
    private static final double SMALLEST = 1e-17;

    /// The section's pieces; none for an analysis that does not iterate.
    List<Html> content() {
        List<Html> content = new ArrayList<>();
        sentence().ifPresent(content::add);
        List<Json.Obj> trace = result.find("trace").map(Json::asList).orElse(List.of()).stream()
                .map(Json::asObject)
                .toList();
        if (!trace.isEmpty()) {
            content.add(table(trace));
            steps(trace).ifPresent(content::add);
        }
        return content;
    }

    private Optional<Element> sentence() {
        if (result.find("iterations").isEmpty()) {
            return Optional.empty();
        }
        StringBuilder out =
                new StringBuilder("Convergence: " + Names.count(result.integer("iterations"), "Newton iteration"));
        result.find("jointRounds")
                .ifPresent(rounds -> out.append(" in ")
                        .append(Names.count(rounds.asInteger(), "round"))
                        .append(" that released a gradient and an information matrix"));
        result.find("lastStep")
                .ifPresent(step -> out.append("; the last step moved no standardised coefficient by more than ")
                        .append(PaperNumbers.number(step.asNumber())));
        return Optional.of(Html.element("p", out.append('.').toString()).with("class", "fit"));
    }

    private static Element table(List<Json.Obj> trace) {
        Set<String> members = new LinkedHashSet<>();
        trace.forEach(round -> round.members().forEach((name, value) -> {
            if (value instanceof Json.Num) {
                members.add(name);
            }
        }));
        List<Head> heads =
                members.stream().map(name -> Head.figures(words(name))).toList();
        List<List<Element>> rows = new ArrayList<>();
        for (Json.Obj round : trace) {
            rows.add(members.stream()
                    .map(name -> round.find(name)
                            .filter(Json.Num.class::isInstance)
                            .map(value -> figure(name, value.asNumber()))
                            .orElseGet(() -> Tables.words("")))
                    .toList());
        }
        return Tables.table("Course of the iteration, round by round.", heads, rows);
    }

    private static Element figure(String name, double value) {
        String shown = name.equals("logLikelihood") ? PaperNumbers.fixed(value, 8) : PaperNumbers.number(value);
        return Tables.figure(shown, value);
    }

    private static String words(String name) {
        return switch (name) {
            case "round" -> "Round";
            case "logLikelihood" -> "Log-likelihood";
            case "step", "largestStep", "lastStep" -> "Largest step";
            default -> Names.capital(name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT));
        };
    }

    private Optional<Element> steps(List<Json.Obj> trace) {
        List<Double> steps = new ArrayList<>();
        for (Json.Obj round : trace) {
            round.find("step")
                    .or(() -> round.find("largestStep"))
                    .filter(Json.Num.class::isInstance)
                    .ifPresent(step -> steps.add(Math.max(SMALLEST, Math.abs(step.asNumber()))));
        }
        return steps.size() < 2 ? Optional.empty() : Optional.of(chart(steps));
    }

    private Element chart(List<Double> steps) {
        double high = Math.ceil(StrictMath.log10(
                steps.stream().mapToDouble(Double::doubleValue).max().orElse(1)));
        double low = Math.min(
                high - 1,
                Math.floor(StrictMath.log10(
                        steps.stream().mapToDouble(Double::doubleValue).min().orElse(0.1))));
        StringBuilder points = new StringBuilder();
        Element dots = Html.element("g").with("class", "dots");
        for (int i = 0; i < steps.size(); i++) {
            double x = LEFT + 20 + (WIDTH - LEFT - 40) * i / (steps.size() - 1);
            double y = y(StrictMath.log10(steps.get(i)), low, high);
            points.append(number(x)).append(',').append(number(y)).append(' ');
            dots = dots.add(Html.element("circle")
                    .with("cx", number(x))
                    .with("cy", number(y))
                    .with("r", "3.5")
                    .with("data-value", PaperNumbers.full(steps.get(i))));
        }
        Element svg = Html.element("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("class", "steps")
                .with("viewBox", "0 0 " + number(WIDTH) + " " + number(HEIGHT))
                .with("role", "img")
                .with("aria-labelledby", id + "-steps")
                .add(Html.element("title", "Largest step per round on a logarithmic axis; the table has its numbers")
                        .with("id", id + "-steps"))
                .add(levels(low, high))
                .add(Html.element("polyline").with("points", points.toString().strip()), dots);
        return Html.element("figure")
                .add(svg, Html.element("figcaption", "Largest step of a coefficient per round, logarithmic axis."));
    }

    private static List<Element> levels(double low, double high) {
        List<Element> levels = new ArrayList<>();
        int every = (int) Math.max(1, Math.ceil((high - low) / 5));
        for (double level = high; level >= low; level -= every) {
            String y = number(y(level, low, high));
            levels.add(Html.element("line")
                    .with("x1", number(LEFT))
                    .with("x2", number(WIDTH))
                    .with("y1", y)
                    .with("y2", y));
            levels.add(Html.element("text", "10" + PaperNumbers.superscript((int) level))
                    .with("x", number(LEFT - 8))
                    .with("y", y)
                    .with("dominant-baseline", "middle")
                    .with("text-anchor", "end"));
        }
        return levels;
    }

    private static double y(double level, double low, double high) {
        return TOP + (HEIGHT - 2 * TOP) * (high - level) / (high - low);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
