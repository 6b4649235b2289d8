package org.isopleth.connector.main;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.isopleth.store.log.FaultLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// How every command fails that did not tell its problem itself: one line on standard error, never a stack
/// trace. Immutable, thread-safe.
///
/// @param faultLog where the trace of a fault of the program goes
record CommandErrors(FaultLog faultLog) implements IExecutionExceptionHandler, IParameterExceptionHandler {

    /// Makes a command and its subcommands fail this way. What libraries say to the JDK's logging is dropped:
    /// it would come between the lines, and every failure reaches the command as an exception too.
    static void handle(CommandLine command, Path faultLog) {
        LogManager.getLogManager().reset();
        CommandErrors errors = new CommandErrors(new FaultLog(faultLog));
        command.setExecutionExceptionHandler(errors);
        command.setParameterExceptionHandler(errors);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        tell(command, faultLog.keep(failure));
        return ExitCode.SOFTWARE;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String problem = String.valueOf(failure.getMessage()).replaceAll("\\R", " ");
        tell(command, name + ": " + problem + "; run '" + name + " --help'");
        return ExitCode.USAGE;
    }

    private static void tell(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("isopleth: error: " + line);
        err.flush();
    }
}
