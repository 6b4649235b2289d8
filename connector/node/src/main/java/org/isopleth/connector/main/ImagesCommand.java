package org.isopleth.connector.main;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.connector.image.ImageImport;
import org.isopleth.connector.image.ImageRequests.Wish;
import org.isopleth.connector.passport.PassportMeasurement;
import org.isopleth.store.StoreInUseException;
import org.isopleth.store.log.LogFile;
import org.isopleth.study.Passport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector images`: measures a hospital's images before a study asks, and lists what is measured. What
/// is measured is open to one program at a time: while a connector runs, it is asked.
@Command(
        name = "images",
        description = "Measures the hospital's images, and lists what is measured.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class ImagesCommand {
    private ImagesCommand() {}

    static CommandLine commands(InstantSource clock, SecureRandom random) {
        return new CommandLine(new ImagesCommand())
                .addSubcommand("import", new Import(clock, random))
                .addSubcommand("list", new Listed(clock, random));
    }

    /// What both commands have.
    private abstract static class OnFolder implements Callable<Integer> {
        private final InstantSource clock;
        private final SecureRandom random;

        @Spec
        @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
        @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
        private Path folder;

        @Option(names = "--json", description = "Prints one JSON object instead of text.")
        private boolean json;

        OnFolder(InstantSource clock, SecureRandom random) {
            this.clock = clock;
            this.random = random;
        }

        @Override
        public Integer call() throws InterruptedException {
            return CommandProblems.told(spec.commandLine().getErr(), () -> {
                if (!Files.isDirectory(folder)) {
                    throw new CommandException(folder + " is no folder: name the connector's folder");
                }
                ConnectorConfiguration configuration = ConnectorConfiguration.read(folder);
                LogFile.at(configuration.log());
                switch (answer(configuration)) {
                    case ImageAnswer.Done(List<String> lines, Json account) ->
                        print(json ? List.of(CanonicalJson.text(account)) : lines);
                    case ImageAnswer.Failed(String line) -> throw new CommandException(line);
                }
                return ExitCode.OK;
            });
        }

        private void print(List<String> lines) {
            PrintWriter out = spec.commandLine().getOut();
            lines.forEach(out::println);
            out.flush();
        }

        abstract ImageAnswer answer(ConnectorConfiguration configuration) throws InterruptedException;

        HospitalPatients open(ConnectorConfiguration configuration, Optional<Passport> passport) {
            return HospitalPatients.open(
                    new HospitalPatients.Opening(
                            configuration.sources(), configuration.storage().state(), passport),
                    random,
                    clock);
        }

        RunningConnector running(ConnectorConfiguration configuration) {
            return new RunningConnector(folder, configuration.storage().state(), random, this::tell);
        }

        void tell(String line) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(line);
            err.flush();
        }
    }

    /// `isopleth connector images import DIR`.
    @Command(
            name = "import",
            description = {
                "Lists the images, links them to the tables' patients and measures what is new.",
                "A running connector is asked to do it by itself."
            },
            mixinStandardHelpOptions = true)
    private static final class Import extends OnFolder {
        private static final int TELL_EVERY = 100;

        @Option(names = "--dry-run", description = "Says what would be measured; measures and keeps nothing.")
        private boolean dryRun;

        Import(InstantSource clock, SecureRandom random) {
            super(clock, random);
        }

        @Override
        ImageAnswer answer(ConnectorConfiguration configuration) throws InterruptedException {
            ImageImport.Effect effect = dryRun ? ImageImport.Effect.TRY : ImageImport.Effect.KEEP;
            Optional<Passport> passport =
                    configuration.sources().images().map(_ -> PassportMeasurement.of(ImageImport.SOFTWARE));
            try (HospitalPatients patients = open(configuration, passport)) {
                tell("The connector is not running: the images are imported here.");
                return ImageAnswer.of(patients.importImages(effect, (what, number) -> {
                    if (number % TELL_EVERY == 0) {
                        tell(number + " " + what);
                    }
                }));
            } catch (StoreInUseException connectorRuns) {
                tell("The connector is running: it imports the images, after what it is measuring now.");
                return running(configuration)
                        .ask(
                                dryRun ? Wish.TRIAL : Wish.IMPORT,
                                "the connector stopped before it had imported the images: start it, or import without"
                                        + " it, by the same command; what was measured is kept");
            }
        }
    }

    /// `isopleth connector images list DIR`.
    @Command(
            name = "list",
            description = {
                "Lists the measured regions of every series, by pseudonym.",
                "A running connector is asked, also while it measures."
            },
            mixinStandardHelpOptions = true)
    private static final class Listed extends OnFolder {
        Listed(InstantSource clock, SecureRandom random) {
            super(clock, random);
        }

        @Override
        ImageAnswer answer(ConnectorConfiguration configuration) throws InterruptedException {
            try (HospitalPatients patients = open(configuration, Optional.empty())) {
                return ImageAnswer.listing(patients.listImages());
            } catch (StoreInUseException connectorRuns) {
                return running(configuration)
                        .ask(
                                Wish.LISTING,
                                "the connector stopped before it had listed the images: repeat the command, which"
                                        + " then lists them without it");
            }
        }
    }
}
