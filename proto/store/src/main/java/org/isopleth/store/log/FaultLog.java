package org.isopleth.store.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Where the trace of a fault of a program goes: classes and lines of code only, never the text of an
/// exception, which could hold a patient's value. Immutable, thread-safe.
///
/// @param path the file to append to
public record FaultLog(Path path) {
    private static final int MOST_LINES = 1000;

    /// Appends the trace of `fault`.
    ///
    /// @return the line for the person at the terminal
    public String keep(Throwable fault) {
        List<String> trace = new ArrayList<>();
        for (Throwable cause = fault; cause != null && trace.size() < MOST_LINES; cause = cause.getCause()) {
            trace.add(cause.getClass().getName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                trace.add("    at " + frame);
            }
        }
        return "internal: a fault of the program, not of your input; "
                + (appended(trace) ? "the trace is in " + path.toAbsolutePath() : "no trace could be written");
    }

    private boolean appended(List<String> trace) {
        try {
            Files.write(path, trace, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
