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
/// is measured is open to one program at a time: a running connector is asked to import by itself.
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
                Answer answer = answer(configuration);
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    out.println(CanonicalJson.text(answer.json()));
                } else {
                    answer.lines().forEach(out::println);
                }
                out.flush();
                return ExitCode.OK;
            });
        }

        abstract Answer answer(ConnectorConfiguration configuration) throws InterruptedException;

        HospitalPatients open(ConnectorConfiguration configuration, Optional<Passport> passport) {
            return HospitalPatients.open(
                    new HospitalPatients.Opening(
                            configuration.sources(), configuration.storage().state(), passport),
                    random,
                    clock);
        }

        RunningImport running(ConnectorConfiguration configuration) {
            return new RunningImport(folder, configuration.storage().state(), random, this::tell);
        }

        void tell(String line) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(line);
            err.flush();
        }
    }

    /// What a command says, for people and for programs.
    private record Answer(List<String> lines, Json json) {}

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
        Answer answer(ConnectorConfiguration configuration) throws InterruptedException {
            ImageImport.Effect effect = dryRun ? ImageImport.Effect.TRY : ImageImport.Effect.KEEP;
            return switch (imported(configuration, effect)) {
                case ImportAnswer.Done(List<String> lines, Json account) -> new Answer(lines, account);
                case ImportAnswer.Failed(String line) -> throw new CommandException(line);
            };
        }

        private ImportAnswer imported(ConnectorConfiguration configuration, ImageImport.Effect effect)
                throws InterruptedException {
            Optional<Passport> passport =
                    configuration.sources().images().map(_ -> PassportMeasurement.of(ImageImport.SOFTWARE));
            try (HospitalPatients patients = open(configuration, passport)) {
                tell("The connector is not running: the images are imported here.");
                return ImportAnswer.of(patients.importImages(effect, (what, number) -> {
                    if (number % TELL_EVERY == 0) {
                        tell(number + " " + what);
                    }
                }));
            } catch (StoreInUseException connectorRuns) {
                return running(configuration).ask(effect);
            }
        }
    }

    /// `isopleth connector images list DIR`.
    @Command(
            name = "list",
            description = "Lists the measured regions of every series, by pseudonym; the connector must not run.",
            mixinStandardHelpOptions = true)
    private static final class Listed extends OnFolder {
        Listed(InstantSource clock, SecureRandom random) {
            super(clock, random);
        }

        @Override
        Answer answer(ConnectorConfiguration configuration) {
            try (HospitalPatients patients = open(configuration, Optional.empty())) {
                List<String> lines = patients.listImages();
                return new Answer(
                        lines.isEmpty() ? List.of("no image is measured") : lines,
                        Json.object().with("regions", Json.ofTexts(lines)).build());
            }
        }
    }
}
