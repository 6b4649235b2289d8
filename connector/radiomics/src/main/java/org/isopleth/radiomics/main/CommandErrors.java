package org.isopleth.radiomics.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentProblem;
import org.isopleth.ontology.table.TableException;
import org.isopleth.radiomics.cases.JournalException;
import org.isopleth.radiomics.cases.UnclearRegionException;
import org.isopleth.radiomics.process.TooManyLevelsException;
import org.isopleth.radiomics.read.UnreadableException;
import org.isopleth.radiomics.volume.EmptyRegionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// How every command fails: one line for each problem on standard error and an exit code of [ExitCode], never
/// a stack trace. Immutable, thread-safe.
///
/// @param faultLog where the trace of a fault of the program goes: classes and lines of code only, never the
///     text of an exception, which could hold a patient's value
record CommandErrors(Path faultLog) implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /// Makes a command and its subcommands fail this way.
    static void handle(CommandLine command, Path faultLog) {
        CommandErrors errors = new CommandErrors(faultLog);
        command.setExecutionExceptionHandler(errors);
        command.setParameterExceptionHandler(errors);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        return switch (failure) {
            case DocumentException e ->
                print(
                        command,
                        e.problems().stream().map(DocumentProblem::toString).toList());
            case CommandException e -> print(command, List.of(String.valueOf(e.getMessage())));
            case TableException e -> print(command, List.of(e.getMessage()));
            case JournalException e -> print(command, List.of(String.valueOf(e.getMessage())));
            case UnclearRegionException e -> print(command, List.of(e.words()));
            case UnreadableException e -> print(command, List.of(e.reason().words()));
            case TooManyLevelsException e -> print(command, List.of(String.valueOf(e.getMessage())));
            case EmptyRegionException e -> print(command, List.of(String.valueOf(e.getMessage())));
            case UncheckedIOException e -> print(command, List.of(String.valueOf(e.getMessage())));
            default -> fault(failure, command);
        };
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String problem = String.valueOf(failure.getMessage()).replaceAll("\\R", " ");
        return print(command, List.of(name + ": " + problem + "; run '" + name + " --help'"));
    }

    private static int print(CommandLine command, List<String> lines) {
        PrintWriter err = command.getErr();
        lines.forEach(line -> err.println("isopleth: error: " + line));
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    private int fault(Exception failure, CommandLine command) {
        String where = logged(failure) ? "the trace is in " + faultLog.toAbsolutePath() : "no trace could be written";
        print(command, List.of("internal: a fault of the program, not of your input; " + where));
        return ExitCode.FAULT;
    }

    private boolean logged(Throwable failure) {
        List<String> trace = new ArrayList<>();
        for (Throwable cause = failure; cause != null && trace.size() < 1000; cause = cause.getCause()) {
            trace.add(cause.getClass().getName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                trace.add("    at " + frame);
            }
        }
        try {
            Files.write(faultLog, trace, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
