package org.isopleth.client.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isopleth.client.report.ForestPlot.Row;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ForestPlotTest {
    private static final List<Row> ROWS =
            List.of(new Row("age, per year", 1.01, 0.99, 1.03), new Row("ecog, per unit", 2, 1, 4));

    private static Element svg(Effect effect, List<Row> rows) throws Exception {
        return Pages.parse(new ForestPlot("f", effect, rows).svg().markup()).getDocumentElement();
    }

    /// The middle of the square of a row.
    private static double estimate(Element svg, int row) throws Exception {
        Element square = Pages.elements(svg, "//*[@class='estimate']").get(row);
        return Double.parseDouble(square.getAttribute("x")) + Double.parseDouble(square.getAttribute("width")) / 2;
    }

    /// The longest line of a row: its interval.
    private static Element interval(Element svg, int row) throws Exception {
        return Pages.elements(svg, "//*[@class='row'][" + (row + 1) + "]/*[@class='interval'][1]")
                .getFirst();
    }

    private static double x(Element line, String end) {
        return Double.parseDouble(line.getAttribute(end));
    }

    private static double none(Element svg) throws Exception {
        return x(Pages.elements(svg, "//*[@class='none']").getFirst(), "x1");
    }

    @Test
    void ratios_stand_where_their_logarithm_is() throws Exception {
        Element svg = svg(Effect.HAZARD_RATIO, ROWS);
        Element line = interval(svg, 1);
        // Of 1, 2 and 4 the middle one is halfway on a logarithmic axis.
        assertEquals(none(svg), x(line, "x1"), 0.011);
        assertEquals((x(line, "x1") + x(line, "x2")) / 2, estimate(svg, 1), 0.02);
        // One unit of length is the same everywhere: 1.01 lies log(1.01)/log(2) of the way from 1 to 2.
        double share = (estimate(svg, 0) - none(svg)) / (estimate(svg, 1) - none(svg));
        assertEquals(Math.log(1.01) / Math.log(2), share, 1e-3);
    }

    @Test
    void marks_stand_on_the_same_scale() throws Exception {
        Element svg = svg(Effect.HAZARD_RATIO, ROWS);
        double two = estimate(svg, 1);
        double one = none(svg);
        List<Element> ticks = Pages.elements(svg, "//*[@class='tick']");
        assertTrue(ticks.size() >= 3);
        for (Element tick : ticks) {
            double value = Double.parseDouble(tick.getAttribute("data-value"));
            double expected = one + (two - one) * Math.log(value) / Math.log(2);
            assertEquals(expected, x(tick, "x"), 0.1, "mark " + value);
        }
    }

    @Test
    void differences_stand_on_a_linear_axis_with_a_line_at_zero() throws Exception {
        Element svg = svg(Effect.DIFFERENCE, List.of(new Row("age", 1, -1, 3)));
        Element line = interval(svg, 0);
        assertEquals((x(line, "x1") + x(line, "x2")) / 2, estimate(svg, 0), 0.02);
        assertEquals((x(line, "x1") + estimate(svg, 0)) / 2, none(svg), 0.02);
    }

    @Test
    void an_interval_beyond_the_axis_ends_in_an_arrow() throws Exception {
        Element svg = svg(Effect.ODDS_RATIO, List.of(new Row("rare", 1e5, 0.5, Double.POSITIVE_INFINITY)));
        assertEquals(1, Pages.elements(svg, "//*[@class='arrow']").size());
        assertEquals(ForestPlot.RIGHT, x(interval(svg, 0), "x2"), 0.01);
        assertEquals(List.of(), Pages.elements(svg, "//*[@class='estimate']"));
    }

    @Test
    void the_figures_are_there_for_those_who_cannot_see_the_plot() throws Exception {
        Element svg = svg(Effect.HAZARD_RATIO, ROWS);
        String description =
                Pages.elements(svg, "//*[local-name()='desc']").getFirst().getTextContent();
        assertTrue(description.contains("ecog, per unit: 2.00 [1.00, 4.00]"), description);
        assertEquals("f-title f-desc", svg.getAttribute("aria-labelledby"));
        assertEquals("2", Pages.elements(svg, "//*[@class='row']").get(1).getAttribute("data-estimate"));
    }

    @Test
    void a_long_name_is_cut_in_the_plot() throws Exception {
        String longest = "x".repeat(60) + ", per unit";
        Element svg = svg(Effect.HAZARD_RATIO, List.of(new Row(longest, 2, 1, 4)));
        String label = Pages.elements(svg, "//*[@class='row']/*[local-name()='text']")
                .getFirst()
                .getTextContent();
        assertEquals(32, label.length());
        assertTrue(label.endsWith("…"));
    }
}
