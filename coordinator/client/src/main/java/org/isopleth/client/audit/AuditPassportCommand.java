package org.isopleth.client.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.JsonException;
import org.isopleth.client.CommandFailure;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.SignedPassport;
import org.isopleth.wire.identity.TrustRoot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth audit passport FILE`: who signed a passport and what it says, without a network. Exit code 0 when the
/// signature holds and every reference value was met, 1 when it holds and one was missed, 2 otherwise.
@Command(
        name = "passport",
        description = "Check the signature of a site's IBSI passport (its state/passport.json).",
        mixinStandardHelpOptions = true)
public final class AuditPassportCommand implements Callable<Integer> {
    private static final int MISSED = 1;
    private static final int LARGEST = 1 << 17;

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the passport")
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private Path file;

    /// @param clock at whose time the certificates must hold
    public AuditPassportCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SignedPassport signed = read();
        TrustRoot root;
        Identity signer;
        try {
            root = TrustRoot.of(signed.chain().getLast());
            signer = signed.signer(root, clock.instant());
        } catch (IdentityException e) {
            throw new CommandFailure(
                    file.toString(), "the passport's signature does not hold; ask the site for the file again");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("signed by    " + signer.name());
        out.println("consortium   root " + root.fingerprint());
        out.println("passport     " + signed.passport().line());
        out.println("Compare the root with the fingerprint the consortium told you.");
        out.flush();
        return signed.passport().isSound() ? 0 : MISSED;
    }

    private SignedPassport read() {
        try (InputStream in = Files.newInputStream(file)) {
            return SignedPassport.read(
                    CanonicalJson.parse(in.readNBytes(LARGEST)).asObject());
        } catch (IOException e) {
            throw new CommandFailure(file.toString(), "cannot be read; check the path and its rights");
        } catch (JsonException | IdentityException e) {
            throw new CommandFailure(file.toString(), "is no signed passport; give a site's state/passport.json");
        }
    }
}
