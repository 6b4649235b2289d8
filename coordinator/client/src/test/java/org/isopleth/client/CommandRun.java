package org.isopleth.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.isopleth.analysis.Analysis;
import org.isopleth.client.report.StudyReport;
import org.isopleth.client.study.StudyCommand;
import org.isopleth.client.study.StudyReader;
import org.isopleth.ontology.Vocabulary;
import picocli.CommandLine;

/// One run of a command in this process, with what it printed.
///
/// @param exit the exit code
/// @param out standard output
/// @param err standard error
public record CommandRun(int exit, String out, String err) {

    /// Runs `isopleth study …` with these analyses; the clock stands still, so nothing is ever slow.
    public static CommandRun study(List<Analysis> analyses, Path faultLog, String... arguments) {
        Instant now = Instant.parse("2026-11-21T08:00:00Z");
        return run(
                StudyCommand.line(
                        new StudyReader(Vocabulary.bundled(), analyses),
                        new StudyReport(_ -> Optional.empty()),
                        InstantSource.fixed(now)),
                faultLog,
                arguments);
    }

    /// Runs any command.
    public static CommandRun run(CommandLine command, Path faultLog, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        CommandErrors.handle(command, faultLog);
        return new CommandRun(command.execute(arguments), out.toString(), err.toString());
    }
}
