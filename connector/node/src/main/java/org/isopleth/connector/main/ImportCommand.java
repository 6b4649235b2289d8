package org.isopleth.connector.main;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.ontology.Vocabulary;
import org.isopleth.store.log.LogFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector import DIR`: reads every table through its mapping and lists the values that have
/// no meaning yet, and the patients whose values contradict each other. Nothing is kept; the running
/// connector reads the tables itself when a study asks. What was published under a mapping's name that is
/// no longer configured is removed.
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

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

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
            ImportListing listing = HospitalPatients.preview(
                    configuration.sources(), configuration.storage().state(), random);
            if (json) {
                out.println(CanonicalJson.text(listing.json(Vocabulary.bundled())));
            } else {
                listing.lines(Vocabulary.bundled()).forEach(out::println);
            }
            out.flush();
            return ExitCode.OK;
        });
    }
}
