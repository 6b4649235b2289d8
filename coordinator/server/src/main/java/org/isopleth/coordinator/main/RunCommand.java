package org.isopleth.coordinator.main;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.store.FileProblem;
import org.isopleth.store.StoreException;
import org.isopleth.store.log.LogFile;
import org.isopleth.wire.identity.IdentityException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth coordinator run DIR`: serves until it is stopped. It may be killed at any moment and
/// started again: it resumes where it stood.
@Command(name = "run", description = "Serves the consortium in DIR until stopped.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final String LOG = "coordinator.log";

    private final InstantSource clock;
    private final SecureRandom random;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The coordinator's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    RunCommand(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Coordinator coordinator = start()) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(coordinator::close));
            out.println("Coordinator ready at " + coordinator.address());
            out.flush();
            Optional<Throwable> failure = coordinator.awaitEnd();
            if (failure.isPresent()) {
                err.println("isopleth: error: the coordinator stopped: see " + folder.resolve(LOG));
                err.flush();
                return ExitCode.SOFTWARE;
            }
            return ExitCode.OK;
        } catch (DocumentException e) {
            e.problems().forEach(problem -> err.println("isopleth: error: " + problem));
        } catch (IdentityException | StoreException | LedgerException | AddressInUseException e) {
            err.println("isopleth: error: " + e.getMessage());
        } catch (UncheckedIOException e) {
            err.println("isopleth: error: " + FileProblem.line(e));
        }
        err.flush();
        return ExitCode.USAGE;
    }

    private Coordinator start() {
        LogFile.at(folder.resolve(LOG));
        return Coordinator.start(folder, CoordinatorConfiguration.read(folder), clock, random);
    }
}
