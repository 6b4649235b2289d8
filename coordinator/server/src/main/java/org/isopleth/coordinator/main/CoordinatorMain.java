package org.isopleth.coordinator.main;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.isopleth.coordinator.enrolment.InitCommand;
import org.isopleth.coordinator.enrolment.InviteCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `isopleth coordinator`: the program the consortium runs.
@Command(
        name = "isopleth coordinator",
        description = "Runs a consortium: enrols its members, conducts its studies.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "isopleth 0.1.0")
public final class CoordinatorMain {
    private CoordinatorMain() {}

    /// The commands.
    static CommandLine commands() {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        CommandLine commands = new CommandLine(new CoordinatorMain())
                .addSubcommand("init", new InitCommand(clock, random))
                .addSubcommand("invite", new InviteCommand(clock, random))
                .addSubcommand("run", new RunCommand(clock, random));
        CommandErrors.handle(commands, Path.of("isopleth-fault.log"));
        return commands;
    }

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }
}
