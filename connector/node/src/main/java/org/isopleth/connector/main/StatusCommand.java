package org.isopleth.connector.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.isopleth.connector.passport.PassportFile;
import org.isopleth.connector.permit.DecisionFolder;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyAndChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector status DIR`: who this connector is, until when its certificates hold, and what it
/// last said of its studies.
@Command(
        name = "status",
        description = "Shows identity, connection and studies of the connector in DIR.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private final InstantSource clock;
    private final SecureRandom random;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    StatusCommand(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return CommandProblems.told(spec.commandLine().getErr(), () -> {
            IdentityFolder identity = IdentityFolder.open(folder, clock.instant());
            out.println("site         " + identity.membership().name());
            out.println("coordinator  " + identity.membership().address());
            out.println("consortium   root " + identity.membership().rootFingerprint());
            out.println("certificates hold until " + until(identity.tls(), "connection") + ", "
                    + until(identity.signing(), "signing"));
            int waiting = new DecisionFolder(folder, random).waiting().size();
            out.println("decisions    " + (waiting == 0 ? "none waiting" : waiting + " waiting: see 'permits'"));
            PassportFile.read(ConnectorConfiguration.read(folder).storage().state())
                    .ifPresent(passport -> out.println("images       " + passport.line()));
            out.print(lastWords());
            out.flush();
            return ExitCode.OK;
        });
    }

    private String until(KeyAndChain keys, String use) {
        Instant end = keys.certificate().getNotAfter().toInstant();
        long days = Duration.between(clock.instant(), end).toDays();
        return end + " (" + use + ", " + days + (days == 1 ? " day" : " days") + " left)";
    }

    private String lastWords() {
        Path file = folder.resolve(StatusFile.NAME);
        try {
            return Files.exists(file) ? Files.readString(file) : "not run yet\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
