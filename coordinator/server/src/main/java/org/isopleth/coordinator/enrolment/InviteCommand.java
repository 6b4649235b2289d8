package org.isopleth.coordinator.enrolment;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.site.Role;
import org.isopleth.store.FileProblem;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.Membership;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth coordinator invite DIR`: makes a one-time invite, also while the coordinator runs.
@Command(
        name = "invite",
        description = "Makes an invite: a one-time token, the address and the root's fingerprint.",
        mixinStandardHelpOptions = true)
public final class InviteCommand implements Callable<Integer> {

    static final class Guest {
        @Option(names = "--site", paramLabel = "NAME", required = true, description = "Invites a hospital.")
        private @Nullable String site;

        @Option(names = "--scientist", paramLabel = "NAME", required = true, description = "Invites a scientist.")
        private @Nullable String scientist;

        @Option(names = "--auditor", paramLabel = "NAME", required = true, description = "Invites an auditor.")
        private @Nullable String auditor;

        Invite.Open from(EnrolmentDesk desk) {
            if (site != null) {
                return desk.invite(site, Role.SITE);
            }
            if (scientist != null) {
                return desk.invite(scientist, Role.SCIENTIST);
            }
            if (auditor != null) {
                return desk.invite(auditor, Role.AUDITOR);
            }
            throw new IllegalArgumentException("name one of --site, --scientist and --auditor");
        }
    }

    private final InstantSource clock;
    private final SecureRandom random;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The coordinator's folder.")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Path folder;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
    private Guest guest;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    public InviteCommand(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() {
        try {
            ConsortiumAuthority authority = ConsortiumAuthority.open(folder, clock.instant(), random);
            EnrolmentDesk desk = new EnrolmentDesk(authority, new InviteFolder(folder, random), clock, random);
            print(guest.from(desk), authority.identity().membership());
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

    private void print(Invite.Open invite, Membership consortium) {
        PrintWriter out = spec.commandLine().getOut();
        Invite.Guest who = invite.guest();
        String expires = who.expires().truncatedTo(ChronoUnit.SECONDS).toString();
        String command = "isopleth " + (who.role() == Role.SITE ? "connector" : "study") + " enrol --address "
                + consortium.address() + " --invite " + who.id() + " --token-file - --root-fingerprint "
                + consortium.rootFingerprint() + " DIR";
        if (json) {
            out.println(CanonicalJson.text(Json.object()
                    .with("invite", who.id().text())
                    .with("token", invite.token().text())
                    .with("address", consortium.address().toString())
                    .with("rootFingerprint", consortium.rootFingerprint().hex())
                    .with("name", who.name())
                    .with("role", who.role().word())
                    .with("expires", expires)
                    .with("command", command)
                    .build()));
        } else {
            out.println("Invite for the " + who.role().word() + " " + who.name() + ", to be used once, until " + expires
                    + ".");
            out.println("  invite            " + who.id());
            out.println("  token             " + invite.token().text());
            out.println("  address           " + consortium.address());
            out.println("  root fingerprint  " + consortium.rootFingerprint());
            out.println("Tell the token by another way than the rest, by telephone for example. Then, at " + who.name()
                    + ", with a folder for DIR, and the token typed when the command waits:");
            out.println("  " + command);
        }
        out.flush();
    }
}
