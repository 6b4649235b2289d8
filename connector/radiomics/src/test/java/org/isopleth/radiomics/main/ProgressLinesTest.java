package org.isopleth.radiomics.main;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.isopleth.radiomics.cases.CaseResult;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private static final CaseResult WHOLE = new CaseResult("a", List.of(), List.of(), List.of());
    private static final CaseResult FAILED =
            new CaseResult("b", List.of(), List.of(), List.of(new CaseResult.Failure("GTV", "a slice is missing")));

    private final StringWriter err = new StringWriter();

    @Test
    void a_bar_moves_on_a_terminal() {
        ProgressLines progress = new ProgressLines(new PrintWriter(err), true);
        progress.done(WHOLE, 1, 2);
        progress.done(WHOLE, 2, 2);
        assertEquals(
                "\r[###############...............] 1 of 2 cases\r[##############################] 2 of 2 cases"
                        + System.lineSeparator(),
                err.toString());
    }

    @Test
    void a_log_has_a_line_for_each_twentieth() {
        ProgressLines progress = new ProgressLines(new PrintWriter(err), false);
        for (int done = 1; done <= 1000; done++) {
            progress.done(WHOLE, done, 1000);
        }
        assertEquals(20, err.toString().lines().count());
    }

    @Test
    void a_failure_is_told_at_once_and_counted() {
        ProgressLines progress = new ProgressLines(new PrintWriter(err), false);
        progress.continued(3, 5);
        progress.done(FAILED, 4, 5);
        assertEquals(
                List.of(
                        "isopleth: continuing: 3 of 5 cases were measured before",
                        "isopleth: not measured: b, region GTV: a slice is missing",
                        "isopleth: 4 of 5 cases, 1 with failures"),
                err.toString().lines().toList());
    }
}
