package org.isopleth.connector.main;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.isopleth.connector.enrolment.EnrolCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `isopleth connector`: the program a hospital runs.
@Command(
        name = "isopleth connector",
        description = "Runs a hospital's connector: joins a consortium, decides on studies, takes part.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "isopleth 0.1.0")
public final class ConnectorMain {
    private ConnectorMain() {}

    /// The commands.
    static CommandLine commands() {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        CommandLine commands = new CommandLine(new ConnectorMain())
                .addSubcommand("enrol", new EnrolCommand(clock, random, System.in))
                .addSubcommand("run", new RunCommand(clock, random))
                .addSubcommand("import", new ImportCommand(random))
                .addSubcommand("images", ImagesCommand.commands(clock, random))
                .addSubcommand("permits", new PermitsCommand(random))
                .addSubcommand("policy", PolicyCommand.commands(random))
                .addSubcommand("budget", new BudgetCommand())
                .addSubcommand("status", new StatusCommand(clock, random))
                .addSubcommand("withdraw", new WithdrawCommand(random));
        CommandErrors.handle(commands, Path.of("isopleth-fault.log"));
        return commands;
    }

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }
}
