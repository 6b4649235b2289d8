package org.isopleth.client.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.isopleth.client.report.Html.Element;

/// One page that needs nothing else: it fetches nothing and runs nothing, and looks the same wherever it is opened.
/// Stateless, thread-safe.
public final class HtmlPage {
    private static final String STYLE = style();

    /// Nothing may be fetched or run, whoever hosts the page.
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private HtmlPage() {}

    /// The page as a file's text.
    ///
    /// @param body a `body` element
    public static String of(String title, Html body) {
        return "<!DOCTYPE html>\n"
                + Html.element("html").with("lang", "en").add(head(title), body).markup() + "\n";
    }

    private static Element head(String title) {
        return Html.element("head")
                .add(
                        Html.element("meta").with("charset", "utf-8"),
                        Html.element("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", POLICY),
                        meta("viewport", "width=device-width, initial-scale=1"),
                        meta("color-scheme", "light dark"),
                        meta("referrer", "no-referrer"),
                        meta("generator", "Isopleth"),
                        Html.element("title", title),
                        Html.style(STYLE));
    }

    private static Element meta(String name, String content) {
        return Html.element("meta").with("name", name).with("content", content);
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not beside HtmlPage");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
