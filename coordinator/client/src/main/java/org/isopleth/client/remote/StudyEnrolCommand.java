package org.isopleth.client.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.isopleth.canonical.Digest;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.site.Role;
import org.isopleth.wire.enrolment.EnrolmentClient;
import org.isopleth.wire.enrolment.EnrolmentException;
import org.isopleth.wire.enrolment.Invitation;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.enrolment.InviteToken;
import org.isopleth.wire.identity.CoordinatorAddress;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth study enrol`: how a scientist or an auditor joins a consortium. Not thread-safe.
@Command(
        name = "enrol",
        description = "Join a consortium as a scientist or an auditor. The keys are made here and never leave DIR.",
        mixinStandardHelpOptions = true)
public final class StudyEnrolCommand implements Callable<Integer> {
    private static final int MAX_TOKEN_BYTES = 4096;

    private final InstantSource clock;
    private final SecureRandom random;
    private final InputStream input;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--address", required = true, paramLabel = "HOST:PORT", description = "The coordinator's.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String address;

    @Option(names = "--invite", required = true, paramLabel = "ID", description = "The invite's identifier.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String invite;

    @Option(names = "--token-file", required = true, paramLabel = "FILE", description = "The token, or - for stdin.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String tokenFile;

    @Option(names = "--root-fingerprint", required = true, paramLabel = "HEX", description = "SHA-256 of the root.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String rootFingerprint;

    @Parameters(paramLabel = "DIR", description = "The folder to enrol into.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path folder;

    /// @param input where `--token-file -` reads
    public StudyEnrolCommand(InstantSource clock, SecureRandom random, InputStream input) {
        this.clock = clock;
        this.random = random;
        this.input = input;
    }

    @Override
    public Integer call() {
        Invitation invitation = new Invitation(
                named("--address", () -> CoordinatorAddress.parse(address)),
                named(
                        "--root-fingerprint",
                        () -> new Digest(
                                rootFingerprint.replace(":", "").strip().toLowerCase(Locale.ROOT))),
                named("--invite", () -> InviteId.parse(invite)),
                named("--token-file", () -> InviteToken.parse(token())));
        try {
            IdentityFolder identity =
                    new EnrolmentClient(clock, random).enrol(invitation, Set.of(Role.SCIENTIST, Role.AUDITOR), folder);
            PrintWriter out = spec.commandLine().getOut();
            out.println("Enrolled as the " + identity.membership().role().word() + " "
                    + identity.membership().name() + " of the consortium at " + invitation.address() + ".");
            out.flush();
            return ExitCode.DONE;
        } catch (EnrolmentException | IdentityException e) {
            throw new CommandFailure(invitation.address().toString(), String.valueOf(e.getMessage()));
        }
    }

    private String token() {
        try (InputStream from = tokenFile.equals("-") ? input : Files.newInputStream(Path.of(tokenFile))) {
            return new String(from.readNBytes(MAX_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read", e);
        }
    }

    private static <T> T named(String option, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(option, String.valueOf(e.getMessage()));
        }
    }
}
