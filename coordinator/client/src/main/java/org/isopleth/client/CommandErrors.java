package org.isopleth.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentProblem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// How every command fails: one line for each problem on standard error and an exit code of
/// [ExitCode], never a stack trace. Stateless, thread-safe.
///
/// ```java
/// CommandLine line = new CommandLine(new StudyCommand());
/// CommandErrors.handle(line, Path.of("isopleth-fault.log"));
/// int exit = line.execute(arguments);
/// ```
public final class CommandErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Path faultLog;

    private CommandErrors(Path faultLog) {
        this.faultLog = faultLog;
    }

    /// Makes a command and its subcommands fail this way.
    ///
    /// @param faultLog where the trace of a fault of the program goes: classes and lines of code only,
    ///     never the text of an exception, which could hold a patient's value
    public static void handle(CommandLine command, Path faultLog) {
        CommandErrors errors = new CommandErrors(faultLog);
        command.setExecutionExceptionHandler(errors);
        command.setParameterExceptionHandler(errors);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        return switch (failure) {
            case CommandFailure refused -> print(command, refused.lines());
            case DocumentException refused ->
                print(
                        command,
                        refused.problems().stream()
                                .map(DocumentProblem::toString)
                                .toList());
            default -> fault(failure, command);
        };
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String problem = String.valueOf(failure.getMessage()).replaceAll("\\R", " ");
        print(command, List.of(name + ": " + problem + "; run '" + name + " --help'"));
        // A command whose exit codes say more than "bad input" has one of its own for this.
        return command.getCommandSpec().exitCodeOnInvalidInput();
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
