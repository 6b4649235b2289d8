package org.isopleth.coordinator.enrolment;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.isopleth.store.FileProblem;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth coordinator init DIR`: founds a consortium.
@Command(
        name = "init",
        description = "Makes a consortium's root, issuing authority and server certificate in DIR.",
        mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {
    private final InstantSource clock;
    private final SecureRandom random;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The coordinator's folder: absent or empty.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "DNS name or IP address under which the coordinator is reached; repeat for more. The first"
                    + " appears in invites. Default: localhost, 127.0.0.1.")
    private List<String> hosts = List.of("localhost", "127.0.0.1");

    @Option(names = "--port", paramLabel = "N", description = "Where it listens. Default: ${DEFAULT-VALUE}.")
    private int port = 7443;

    public InitCommand(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            IdentityFolder identity = new ConsortiumFounding(random).found(folder, hosts, port, clock.instant());
            out.println("Consortium founded in " + folder + ".");
            out.println("  address           " + identity.membership().address());
            out.println("  root fingerprint  " + identity.root().fingerprint());
            out.println("Keep a copy of " + new ConsortiumFolder(folder).authority()
                    + " where nobody else can read it. Next: isopleth coordinator invite " + folder + " --site NAME");
            out.flush();
            return ExitCode.OK;
        } catch (IdentityException | IllegalArgumentException e) {
            return told(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return told(FileProblem.line(e));
        }
    }

    private int told(String line) {
        spec.commandLine().getErr().println("isopleth: error: " + line);
        spec.commandLine().getErr().flush();
        return ExitCode.USAGE;
    }
}
