package org.isopleth.connector.main;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.isopleth.connector.permit.OfficerKey;
import org.isopleth.connector.permit.PermitPolicy;
import org.isopleth.connector.permit.PermitPolicyFile;
import org.isopleth.connector.permit.PolicyApproval;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth connector policy`: signs a policy as a data protection officer, and says whether the policy of a
/// connector holds.
@Command(
        name = "policy",
        description = "Signs a policy as a data protection officer; checks the policy of a connector.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class PolicyCommand {
    private static final long LARGEST_KEY = 64 * 1024;

    private PolicyCommand() {}

    static CommandLine commands(SecureRandom random) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand("sign", new Sign(random))
                .addSubcommand("check", new Check());
    }

    private static void tell(PrintWriter out, PermitPolicy policy) {
        out.println("policy   " + policy.digest());
        out.println("profile  " + policy.limits().profile().word());
        out.println("limits   at least " + policy.limits().minimumRows() + " patients, cells of 0 or at least "
                + policy.limits().minimumCell() + ", at most " + policy.limits().maximumColumnsPerRow()
                + " columns per patient, outputs that differ by at least "
                + policy.limits().questions().minimumDifference() + " patients");
    }

    /// `policy sign POLICY --key FILE --public-key FILE`, on whatever machine the officer trusts.
    @Command(
            name = "sign",
            description = "Signs POLICY with the officer's key and writes POLICY.approval.",
            mixinStandardHelpOptions = true)
    private static final class Sign implements Callable<Integer> {
        private final SecureRandom random;

        @Spec
        @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "POLICY", description = "The policy file.")
        @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
        private Path policy;

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "The officer's private key: Ed25519 or P-256, PEM (PKCS#8).")
        @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
        private Path key;

        @Option(
                names = "--public-key",
                required = true,
                paramLabel = "FILE",
                description = "The public key that belongs to it, PEM.")
        @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
        private Path publicKey;

        Sign(SecureRandom random) {
            this.random = random;
        }

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            return CommandProblems.told(spec.commandLine().getErr(), () -> {
                PermitPolicy read = PermitPolicyFile.read(policy);
                PolicyApproval approval = approval(read);
                Path file = PolicyApproval.file(policy);
                OwnerOnlyFiles.write(file, approval.bytes(), random);
                tell(out, read);
                out.println("signed   " + file);
                out.println("The connector's connector.yaml must say: data-protection-officer: "
                        + approval.key().fingerprint());
                out.flush();
                return ExitCode.OK;
            });
        }

        private PolicyApproval approval(PermitPolicy read) {
            try {
                return PolicyApproval.sign(
                        read, OfficerKey.readPrivate(text(key)), OfficerKey.readPublic(text(publicKey)));
            } catch (GeneralSecurityException e) {
                throw new CommandException(key + " and " + publicKey
                        + " are no pair of keys to sign with: PEM files of one Ed25519 or P-256 key are needed, the"
                        + " private one as PKCS#8 and not encrypted");
            }
        }

        private static String text(Path file) {
            try {
                if (Files.size(file) > LARGEST_KEY) {
                    throw new CommandException(file + " is larger than a key can be");
                }
                return Files.readString(file, StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new CommandException(file + " cannot be read: it must hold a key in PEM");
            }
        }
    }

    /// `policy check DIR`.
    @Command(
            name = "check",
            description = "Says what the policy of the connector in DIR allows, and whether it holds.",
            mixinStandardHelpOptions = true)
    private static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // Set by picocli before the call.
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "DIR", description = "The connector's folder.")
        @SuppressWarnings("NullAway.Init") // Required, so picocli sets it.
        private Path folder;

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            return CommandProblems.told(spec.commandLine().getErr(), () -> {
                if (!Files.isDirectory(folder)) {
                    throw new CommandException(folder + " is no folder: name the connector's folder");
                }
                PermitPolicy policy = ConnectorConfiguration.read(folder).policy();
                tell(out, policy);
                out.println(
                        policy.limits().profile().needsSignature()
                                ? "signed   by the data protection officer: it holds"
                                : "signed   by nobody, which this profile does not need");
                out.flush();
                return ExitCode.OK;
            });
        }
    }
}
