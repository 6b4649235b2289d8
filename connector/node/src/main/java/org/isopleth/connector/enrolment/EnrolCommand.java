package org.isopleth.connector.enrolment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.isopleth.canonical.Digest;
import org.isopleth.site.Role;
import org.isopleth.store.FileProblem;
import org.isopleth.wire.enrolment.EnrolmentClient;
import org.isopleth.wire.enrolment.EnrolmentException;
import org.isopleth.wire.enrolment.Invitation;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.enrolment.InviteToken;
import org.isopleth.wire.identity.CoordinatorAddress;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector enrol DIR`: makes this hospital's keys here and has them certified.
@Command(
        name = "enrol",
        description = "Joins a consortium with an invite. The keys are made here and never leave DIR.",
        mixinStandardHelpOptions = true)
public final class EnrolCommand implements Callable<Integer> {
    private static final int MAX_TOKEN_BYTES = 4096;

    private final InstantSource clock;
    private final SecureRandom random;
    private final InputStream input;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Option(names = "--address", required = true, paramLabel = "HOST:PORT", description = "The coordinator's.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private String address;

    @Option(names = "--invite", required = true, paramLabel = "ID", description = "The invite's identifier.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private String invite;

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "FILE",
            description = "A file with the invite's token, or - to read it from the standard input.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private String tokenFile;

    @Option(
            names = "--root-fingerprint",
            required = true,
            paramLabel = "HEX",
            description = "SHA-256 of the consortium's root certificate, 64 digits, with or without colons.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private String rootFingerprint;

    @Option(
            names = "--former",
            paramLabel = "IDENTITY",
            description = "This site's identity until now, moved aside: its key certifies the new one, so that studies"
                    + " that run go on.")
    private Optional<Path> former = Optional.empty();

    @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    /// @param input where `--token-file -` reads
    public EnrolCommand(InstantSource clock, SecureRandom random, InputStream input) {
        this.clock = clock;
        this.random = random;
        this.input = input;
    }

    @Override
    public Integer call() {
        try {
            Invitation invitation = new Invitation(
                    named("--address", () -> CoordinatorAddress.parse(address)),
                    named("--root-fingerprint", () -> fingerprint(rootFingerprint)),
                    named("--invite", () -> InviteId.parse(invite)),
                    named("--token-file", () -> InviteToken.parse(token())));
            // Before the invite is spent.
            Optional<FormerKey> formerKey = former.map(moved -> FormerKey.read(moved, clock.instant()));
            IdentityFolder identity = new EnrolmentClient(clock, random).enrol(invitation, Set.of(Role.SITE), folder);
            spec.commandLine()
                    .getOut()
                    .println("Enrolled as the site " + identity.membership().name() + " of the consortium at "
                            + invitation.address() + "; keys and certificates are in "
                            + folder.resolve(IdentityFolder.NAME) + ".");
            formerKey
                    .map(key -> key.certify(identity, folder, clock.instant(), random))
                    .ifPresent(this::tellRenewal);
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        } catch (EnrolmentException | IdentityException | IllegalArgumentException e) {
            return told(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            return told(FileProblem.line(e));
        }
    }

    private void tellRenewal(Path file) {
        spec.commandLine()
                .getOut()
                .println("The former key certified the new one in " + file
                        + ". Send that file to the coordinator's officer, who puts it into the folder 'members':"
                        + " until then partners refuse this site in studies that run. It holds no secret.");
    }

    private int told(String line) {
        spec.commandLine().getErr().println("isopleth: error: " + line);
        spec.commandLine().getErr().flush();
        return ExitCode.USAGE;
    }

    private static Digest fingerprint(String typed) {
        return new Digest(typed.replace(":", "").strip().toLowerCase(Locale.ROOT));
    }

    private String token() {
        try (InputStream from = tokenFile.equals("-") ? input : Files.newInputStream(Path.of(tokenFile))) {
            return new String(from.readNBytes(MAX_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read; check the path and its rights", e);
        }
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T named(String option, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
