package org.isopleth.coordinator.main;

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

    public static void main(String[] arguments) {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        CommandLine commands = new CommandLine(new CoordinatorMain())
                .addSubcommand("init", new InitCommand(clock, random))
                .addSubcommand("invite", new InviteCommand(clock, random))
                .addSubcommand("run", new RunCommand(clock, random));
        System.exit(commands.execute(arguments));
    }
}
