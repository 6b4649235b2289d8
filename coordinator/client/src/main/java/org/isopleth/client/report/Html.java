package org.isopleth.client.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A piece of a page. Immutable, thread-safe.
///
/// Text and attribute values are escaped here and nowhere else; elements and attributes come from two
/// closed lists in which nothing can run or be fetched. What is written is well-formed XML and valid
/// HTML alike.
public sealed interface Html {

    /// Characters between tags.
    static Html text(String text) {
        return new Text(text);
    }

    /// An element without attributes and content.
    ///
    /// @throws IllegalArgumentException when it is none of the elements a report may have
    static Element element(String name) {
        return new Element(name, Map.of(), List.of());
    }

    /// An element with text in it.
    static Element element(String name, String text) {
        return element(name).add(text);
    }

    /// The page's own style sheet; the only text that is not escaped, because style sheets know no
    /// escapes, and refused where an escape would be needed.
    static Html style(String css) {
        return new Style(css);
    }

    /// Appends the markup.
    void write(StringBuilder out);

    /// The markup.
    default String markup() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    /// Text.
    record Text(String text) implements Html {
        @Override
        public void write(StringBuilder out) {
            escape(text, out);
        }
    }

    /// A style sheet.
    record Style(String css) implements Html {
        public Style {
            if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
                throw new IllegalArgumentException("a style sheet has no '<' and no '&'");
            }
        }

        @Override
        public void write(StringBuilder out) {
            out.append("<style>").append(css).append("</style>");
        }
    }

    /// An element with attributes and content.
    record Element(String name, Map<String, String> attributes, List<Html> content) implements Html {
        private static final Set<String> NAMES = Set.of(
                ("html head meta title body header main section footer h1 h2 h3 h4 p div span dl dt dd ul li strong em"
                                + " sub sup code pre table caption thead tbody tr th td details summary figure"
                                + " figcaption abbr a nav svg g line rect circle path polygon polyline text desc br")
                        .split(" "));
        private static final Set<String> ATTRIBUTES =
                Set.of(("lang dir charset name content http-equiv class id title scope colspan rowspan role open xmlns"
                                + " viewBox width height x y x1 y1 x2 y2 cx cy r d points transform text-anchor"
                                + " dominant-baseline")
                        .split(" "));
        private static final Set<String> VOID = Set.of("meta", "br");

        public Element {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("a report has no element '" + name + "'");
            }
            attributes.forEach(Element::requireAttribute);
            attributes = new LinkedHashMap<>(attributes);
            content = List.copyOf(content);
        }

        /// The same with one more attribute.
        ///
        /// @throws IllegalArgumentException when it is none of those a report may have
        public Element with(String attribute, String value) {
            Map<String, String> more = new LinkedHashMap<>(attributes);
            more.put(attribute, value);
            return new Element(name, more, content);
        }

        /// The same with text after its content.
        public Element add(String text) {
            return add(new Text(text));
        }

        /// The same with more content.
        public Element add(Html... pieces) {
            return add(List.of(pieces));
        }

        /// The same with more content.
        public Element add(List<? extends Html> pieces) {
            List<Html> more = new ArrayList<>(content);
            more.addAll(pieces);
            return new Element(name, attributes, more);
        }

        private static void requireAttribute(String attribute, String value) {
            boolean link = attribute.equals("href") && value.startsWith("#");
            boolean described = attribute.matches("(data|aria)-[a-z-]+");
            if (!link && !described && !ATTRIBUTES.contains(attribute)) {
                throw new IllegalArgumentException("a report has no attribute '" + attribute + "' of this value");
            }
        }

        @Override
        public void write(StringBuilder out) {
            out.append('<').append(name);
            attributes.forEach((attribute, value) -> {
                out.append(' ').append(attribute).append("=\"");
                escape(value, out);
                out.append('"');
            });
            if (VOID.contains(name)) {
                out.append("/>");
                return;
            }
            out.append('>');
            content.forEach(piece -> piece.write(out));
            out.append("</").append(name).append('>');
        }
    }

    private static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isPrintable(point) ? point : 0xFFFD);
            }
        });
    }

    /// What XML 1.0 allows (section 2.2), without the C1 controls and without the characters that
    /// turn the order of what follows (Unicode UAX 9, explicit overrides and isolates): a reader must
    /// see a text as it is.
    private static boolean isPrintable(int point) {
        boolean control =
                (point < 0x20 && point != '\t' && point != '\n' && point != '\r') || (point >= 0x7F && point < 0xA0);
        boolean turning = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        return !control && !turning && !surrogate && (point & 0xFFFE) != 0xFFFE;
    }
}
