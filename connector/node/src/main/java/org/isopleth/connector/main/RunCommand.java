package org.isopleth.connector.main;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.isopleth.store.log.LogFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector run DIR`: takes part until it is stopped. It may be killed at any moment and
/// started again: it goes on where it stood.
@Command(name = "run", description = "Runs the connector in DIR until stopped.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final InstantSource clock;
    private final SecureRandom random;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    RunCommand(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        return CommandProblems.told(spec.commandLine().getErr(), this::run);
    }

    private int run() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(folder)) {
            throw new CommandException(folder + " is no folder: enrol first, or name the connector's folder");
        }
        ConnectorConfiguration configuration = ConnectorConfiguration.read(folder);
        LogFile.at(configuration.log());
        AtomicBoolean told = new AtomicBoolean();
        Connector.Surroundings surroundings = new Connector.Surroundings(
                (state, passport) -> HospitalPatients.open(
                        new HospitalPatients.Opening(configuration.sources(), state, passport), random, clock),
                clock,
                random,
                ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime,
                connector -> {
                    if (told.compareAndSet(false, true)) {
                        out.println(
                                "Connector ready: connected to " + connector.coordinator() + " as " + connector.site());
                        out.flush();
                    }
                });
        try (Connector connector = Connector.start(folder, configuration, surroundings)) {
            Thread closing = Thread.ofPlatform().unstarted(connector::close);
            Runtime.getRuntime().addShutdownHook(closing);
            if (!told.get()) {
                out.println("Connecting to " + connector.coordinator() + " as " + connector.site()
                        + "; until that succeeds " + configuration.log() + " says why it does not");
                out.flush();
            }
            Optional<Throwable> failure = connector.awaitEnd();
            if (failure.isPresent()) {
                CommandProblems.tell(
                        spec.commandLine().getErr(),
                        CommandProblems.line(failure.get())
                                .orElse("the connector stopped for a reason it did not foresee: see "
                                        + configuration.log()));
                return ExitCode.SOFTWARE;
            }
            return ExitCode.OK;
        }
    }
}
