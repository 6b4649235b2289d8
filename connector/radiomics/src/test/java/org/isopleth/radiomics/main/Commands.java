package org.isopleth.radiomics.main;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// Runs a command in this process.
///
/// @param exit its exit code
/// @param out what it printed
/// @param err what it complained of
record Commands(int exit, String out, String err) {
    static Commands run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = RadiomicsMain.commands(false);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] words = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        return new Commands(line.execute(words), out.toString(), err.toString());
    }
}
