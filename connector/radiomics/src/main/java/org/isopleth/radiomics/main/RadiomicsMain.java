package org.isopleth.radiomics.main;

import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import org.isopleth.radiomics.Software;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `isopleth radiomics`: IBSI features from images and regions, on this machine alone.
@Command(
        name = "isopleth radiomics",
        description = "Measures IBSI features in images and regions; nothing leaves this machine.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = RadiomicsMain.class)
public final class RadiomicsMain implements Runnable, IVersionProvider {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    RadiomicsMain() {}

    /// The commands.
    ///
    /// @param terminal whether a person watches standard error
    static CommandLine commands(boolean terminal) {
        CommandLine commands = new CommandLine(new RadiomicsMain())
                .addSubcommand("extract", new ExtractCommand(terminal))
                .addSubcommand("map", new MapCommand())
                .addSubcommand("inspect", new InspectCommand())
                .addSubcommand("conformance", new ConformanceCommand())
                .addSubcommand("bench", new BenchCommand())
                .addSubcommand("phantom", new PhantomCommand());
        CommandErrors.handle(commands, Path.of("isopleth-fault.log"));
        return commands;
    }

    public static void main(String[] arguments) {
        // Pictures need no screen.
        System.setProperty("java.awt.headless", "true");
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        System.exit(commands(terminal).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"isopleth " + Software.VERSION};
    }
}
