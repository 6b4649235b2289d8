package org.isopleth.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isopleth.study.Permit;
import org.isopleth.study.Readiness;
import org.junit.jupiter.api.Test;

/// docs/protocol/errors.md is the whole list of what may cross the wire as an error.
class ErrorPageTest {
    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of(System.getProperty("isopleth.root"), "docs", "protocol", "errors.md"));
        } catch (IOException e) {
            throw new AssertionError("the page is missing", e);
        }
    }

    @Test
    void the_page_lists_every_code_with_its_meaning_and_remedy_and_no_other() {
        List<String> expected = Arrays.stream(ErrorCode.values())
                .map(code -> "| `" + code.word() + "` | " + code.meaning() + " | " + code.remedy() + " |")
                .toList();
        Matcher rows = Pattern.compile("(?m)^\\| `.*$").matcher(page);
        assertEquals(expected, rows.results().map(row -> row.group()).toList());
    }

    @Test
    void the_page_names_every_refusal_and_every_obstacle() {
        for (Permit.RefusalReason reason : Permit.RefusalReason.values()) {
            assertTrue(page.contains("`" + reason.word() + "`"), reason.word());
        }
        for (Readiness.Cause cause : Readiness.Cause.values()) {
            assertTrue(page.contains("`" + cause.word() + "`"), cause.word());
        }
    }
}
