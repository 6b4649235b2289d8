package org.isopleth.connector.main;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector import DIR`: reads every table through its mapping and lists the values that have
/// no meaning yet. Nothing is kept; the running connector reads the tables itself when a study asks.
@Command(
        name = "import",
        description = "Tries the mappings: reads every table and lists the values that have no meaning yet.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private final SecureRandom random;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    ImportCommand(SecureRandom random) {
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return CommandProblems.told(spec.commandLine().getErr(), () -> {
            if (!Files.isDirectory(folder)) {
                throw new CommandException(folder + " is no folder: name the connector's folder");
            }
            ConnectorConfiguration configuration = ConnectorConfiguration.read(folder);
            LogFile.at(configuration.log());
            HospitalPatients.preview(
                            configuration.mappings(), configuration.storage().state(), random)
                    .forEach(out::println);
            out.flush();
            return ExitCode.OK;
        });
    }
}
