package org.isopleth.client.report;

import java.util.List;
import org.isopleth.client.report.Html.Element;

/// Tables with headers a screen reader can follow. Stateless, thread-safe.
final class Tables {
    private Tables() {}

    /// A column.
    ///
    /// @param title its header
    /// @param numeric whether its cells are aligned as numbers
    record Head(String title, boolean numeric) {
        static Head words(String title) {
            return new Head(title, false);
        }

        static Head figures(String title) {
            return new Head(title, true);
        }
    }

    /// A table; the first cell of each row is its header.
    ///
    /// @param caption what it shows, printed above it
    static Element table(String caption, List<Head> heads, List<List<Element>> rows) {
        Element header = Html.element("tr");
        for (Head head : heads) {
            header = header.add(Html.element("th", head.title())
                    .with("scope", "col")
                    .with("class", head.numeric() ? "number" : "words"));
        }
        Element body = Html.element("tbody");
        for (List<Element> row : rows) {
            body = body.add(Html.element("tr").add(row));
        }
        Element table = Html.element("table")
                .add(Html.element("caption", caption), Html.element("thead").add(header), body);
        return Html.element("div").with("class", "scroll").add(table);
    }

    /// The header of a row.
    static Element rowHeader(String text) {
        return Html.element("th", text).with("scope", "row");
    }

    /// The header of a row, and a smaller second line.
    static Element rowHeader(String text, String detail) {
        return rowHeader(text).add(Html.element("span", detail).with("class", "detail"));
    }

    /// A cell with words.
    static Element words(String text) {
        return Html.element("td", text);
    }

    /// A cell with a number as a paper prints it; every digit of it as data and on pointing.
    static Element figure(String shown, double value) {
        return figure(shown, PaperNumbers.full(value)).with("data-value", PaperNumbers.full(value));
    }

    /// A cell with a whole number.
    static Element count(long value) {
        return figure(PaperNumbers.whole(value), Long.toString(value)).with("data-value", Long.toString(value));
    }

    /// A cell with figures and a longer form of them on pointing.
    static Element figure(String shown, String full) {
        return Html.element("td", shown).with("class", "number").with("title", full);
    }
}
