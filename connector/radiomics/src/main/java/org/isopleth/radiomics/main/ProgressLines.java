package org.isopleth.radiomics.main;

import java.io.PrintWriter;
import org.isopleth.radiomics.cases.CaseResult;
import org.isopleth.radiomics.cases.CaseRun;

/// Tells how far a run is: a bar that moves on a terminal, a line for each twentieth in a log; and each failure
/// as soon as it is known. Not thread-safe.
final class ProgressLines implements CaseRun.Progress {
    private static final int WIDTH = 30;
    private static final int LINES = 20;

    private final PrintWriter err;
    private final boolean terminal;
    private int failed;

    /// @param terminal whether a person watches
    ProgressLines(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void continued(int done, int total) {
        err.println("isopleth: continuing: " + done + " of " + total + " cases were measured before");
        err.flush();
    }

    @Override
    public void done(CaseResult result, int done, int total) {
        if (!result.isWhole()) {
            failed++;
            clear();
            result.failures().forEach(failure -> tell(result.name(), failure));
        }
        if (terminal) {
            int filled = (int) ((long) WIDTH * done / total);
            err.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + state(done, total));
            if (done == total) {
                err.println();
            }
        } else if (done == total || (long) done * LINES / total > (long) (done - 1) * LINES / total) {
            err.println("isopleth: " + state(done, total));
        }
        err.flush();
    }

    /// A failure, in one line.
    void tell(String name, CaseResult.Failure failure) {
        String region = failure.roi().isEmpty() ? "" : ", region " + printable(failure.roi());
        err.println("isopleth: not measured: " + printable(name) + region + ": " + failure.reason());
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{C}", "?");
    }

    private void clear() {
        if (terminal) {
            err.print("\r" + " ".repeat(WIDTH + 40) + "\r");
        }
    }

    private String state(int done, int total) {
        return done + " of " + total + " cases" + (failed == 0 ? "" : ", " + failed + " with failures");
    }
}
