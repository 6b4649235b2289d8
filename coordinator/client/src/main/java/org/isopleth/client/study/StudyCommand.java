package org.isopleth.client.study;

import java.time.InstantSource;
import org.isopleth.client.report.StudyReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `isopleth study`: everything a scientist does with a study. Not thread-safe.
@Command(
        name = "study",
        description = "Check and simulate studies.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class StudyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    private StudyCommand() {}

    /// The command with its local subcommands; commands that talk to a coordinator are added to it.
    ///
    /// @param report makes the page of a simulation
    /// @param clock tells when a simulation takes long enough to show its progress
    public static CommandLine line(StudyReader reader, StudyReport report, InstantSource clock) {
        return new CommandLine(new StudyCommand())
                .addSubcommand(new StudyCheckCommand(reader))
                .addSubcommand(new StudySimulateCommand(reader, report, clock));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing");
    }
}
