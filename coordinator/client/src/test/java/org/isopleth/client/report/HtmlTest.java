package org.isopleth.client.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void text_and_attributes_are_escaped() {
        String hostile = "</p><script>alert(\"1\")</script>&amp;'";
        String escaped = "&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39;";
        assertEquals(
                "<p title=\"" + escaped + "\">" + escaped + "</p>",
                Html.element("p", hostile).with("title", hostile).markup());
    }

    @Test
    void what_xml_forbids_or_turns_text_around_is_replaced() {
        for (String bad : List.of("\u0000", "\u001b", "\u0085", "\uFFFE", "\uD800", "\u202E", "\u2066")) {
            assertEquals("<p>a\uFFFDb</p>", Html.element("p", "a" + bad + "b").markup());
        }
        assertEquals(
                "<p>a\tb\nç 𝔸 עברית</p>", Html.element("p", "a\tb\nç 𝔸 עברית").markup());
    }

    @Test
    void nothing_that_runs_or_fetches_can_be_written() {
        for (String name :
                List.of("script", "iframe", "img", "link", "object", "form", "base", "style", "foreignObject")) {
            assertThrows(IllegalArgumentException.class, () -> Html.element(name));
        }
        Html.Element paragraph = Html.element("p");
        for (String name : List.of("onclick", "style", "src", "action", "xlink:href", "a b", "data-x=\"1\" y")) {
            assertThrows(IllegalArgumentException.class, () -> paragraph.with(name, "x"));
        }
        assertThrows(IllegalArgumentException.class, () -> Html.element("a").with("href", "https://example.org"));
        assertThrows(IllegalArgumentException.class, () -> Html.element("a").with("href", "javascript:alert(1)"));
        assertEquals("<a href=\"#x\"></a>", Html.element("a").with("href", "#x").markup());
    }

    @Test
    void a_style_sheet_cannot_end_early() {
        assertThrows(IllegalArgumentException.class, () -> Html.style("a{}</style><script>"));
    }
}
