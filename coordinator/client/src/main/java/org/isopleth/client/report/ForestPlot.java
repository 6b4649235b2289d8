package org.isopleth.client.report;

import java.util.List;
import java.util.Locale;
import org.isopleth.client.report.Html.Element;

/// A forest plot: one line per covariate with its estimate and interval, and a line at no effect.
///
/// Ratios stand on a logarithmic axis, differences on a linear one. An interval that leaves the axis
/// ends in an arrow. Immutable, thread-safe.
///
/// @param id of the figure, unique on the page
/// @param effect what is plotted
/// @param rows from top to bottom
record ForestPlot(String id, Effect effect, List<Row> rows) {
    static final double WIDTH = 760;
    static final double LEFT = 230;
    static final double RIGHT = 580;
    private static final double TOP = 34;
    private static final double STEP = 30;
    private static final int LONGEST_LABEL = 32;

    /// One covariate, on the scale the effect is shown on.
    record Row(String label, double estimate, double lower, double upper) {}

    ForestPlot {
        rows = List.copyOf(rows);
    }

    /// The axis that shows every row.
    Axis axis() {
        double low = rows.stream().mapToDouble(Row::lower).min().orElse(effect.none());
        double high = rows.stream().mapToDouble(Row::upper).max().orElse(effect.none());
        return effect.isRatio() ? Axis.logarithmic(low, high) : Axis.linear(low, high);
    }

    /// The plot as an SVG element with title and description.
    Element svg() {
        Axis axis = axis();
        double bottom = TOP + STEP * rows.size();
        Element svg = Html.element("svg")
                .with("xmlns", "http://www.w3.org/2000/svg")
                .with("class", "forest")
                .with("viewBox", "0 0 " + number(WIDTH) + " " + number(bottom + 48))
                .with("role", "img")
                .with("aria-labelledby", id + "-title " + id + "-desc")
                .add(
                        Html.element("title", "Forest plot: " + effect.words() + " per covariate")
                                .with("id", id + "-title"),
                        Html.element("desc", description()).with("id", id + "-desc"));
        svg = svg.add(scale(axis, bottom)).add(heads());
        for (int i = 0; i < rows.size(); i++) {
            svg = svg.add(row(axis, rows.get(i), TOP + STEP * (i + 0.5)));
        }
        return svg;
    }

    private String description() {
        StringBuilder out = new StringBuilder();
        for (Row row : rows) {
            out.append(row.label()).append(": ").append(figures(row)).append(". ");
        }
        return out.append("The vertical line stands at ")
                .append(PaperNumbers.number(effect.none()))
                .append(", no effect.")
                .toString();
    }

    private static String figures(Row row) {
        return PaperNumbers.interval(row.estimate(), row.lower(), row.upper());
    }

    private Element heads() {
        return Html.element("g")
                .with("class", "heads")
                .add(
                        words(0, TOP - 16, "start", "Covariate"),
                        words(WIDTH, TOP - 16, "end", capital(effect.words()) + " [interval]"));
    }

    private Element scale(Axis axis, double bottom) {
        Element scale =
                Html.element("g").with("class", "axis").add(line(LEFT, bottom, RIGHT, bottom), reference(axis, bottom));
        for (double tick : axis.ticks()) {
            double x = x(axis, tick);
            scale = scale.add(
                    line(x, bottom, x, bottom + 5),
                    words(x, bottom + 19, "middle", PaperNumbers.mark(tick))
                            .with("class", "tick")
                            .with("data-value", PaperNumbers.full(tick)));
        }
        String name = capital(effect.words()) + (effect.isRatio() ? " (logarithmic axis)" : "");
        return scale.add(words((LEFT + RIGHT) / 2, bottom + 40, "middle", name));
    }

    private Element reference(Axis axis, double bottom) {
        double x = x(axis, effect.none());
        return line(x, TOP - 6, x, bottom).with("class", "none");
    }

    private Element row(Axis axis, Row row, double y) {
        Element drawn = Html.element("g")
                .with("class", "row")
                .with("data-estimate", PaperNumbers.full(row.estimate()))
                .with("data-lower", PaperNumbers.full(row.lower()))
                .with("data-upper", PaperNumbers.full(row.upper()))
                .add(label(row, y))
                .add(line(clamped(axis, row.lower()), y, clamped(axis, row.upper()), y)
                        .with("class", "interval"))
                .add(end(axis, row.lower(), y), end(axis, row.upper(), y));
        if (isShown(axis, row.estimate())) {
            drawn = drawn.add(Html.element("rect")
                    .with("class", "estimate")
                    .with("x", number(x(axis, row.estimate()) - 5))
                    .with("y", number(y - 5))
                    .with("width", "10")
                    .with("height", "10"));
        }
        return drawn.add(words(WIDTH, y + 4.5, "end", figures(row)));
    }

    private static Element label(Row row, double y) {
        String label = row.label();
        boolean whole = label.codePointCount(0, label.length()) <= LONGEST_LABEL;
        String shown = whole ? label : label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
        return words(0, y + 4.5, "start", shown);
    }

    /// A short bar where the interval ends, an arrow where it goes on beyond the axis.
    private static Element end(Axis axis, double value, double y) {
        double x = clamped(axis, value);
        if (isShown(axis, value)) {
            return line(x, y - 4, x, y + 4).with("class", "interval");
        }
        double back = x + (x > LEFT ? -7 : 7);
        return Html.element("path")
                .with("class", "arrow")
                .with(
                        "d",
                        "M" + number(x) + " " + number(y) + "L" + number(back) + " " + number(y - 4.5) + "L"
                                + number(back) + " " + number(y + 4.5) + "Z");
    }

    private static boolean isShown(Axis axis, double value) {
        double position = axis.position(value);
        return position >= 0 && position <= 1;
    }

    private static double clamped(Axis axis, double value) {
        return LEFT + Math.clamp(axis.position(value), 0, 1) * (RIGHT - LEFT);
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.position(value) * (RIGHT - LEFT);
    }

    private static Element line(double x1, double y1, double x2, double y2) {
        return Html.element("line")
                .with("x1", number(x1))
                .with("y1", number(y1))
                .with("x2", number(x2))
                .with("y2", number(y2));
    }

    private static Element words(double x, double y, String anchor, String text) {
        return Html.element("text", text)
                .with("x", number(x))
                .with("y", number(y))
                .with("text-anchor", anchor);
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
