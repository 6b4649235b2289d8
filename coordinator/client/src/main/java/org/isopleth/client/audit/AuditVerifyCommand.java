package org.isopleth.client.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.client.CommandFailure;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerFinding;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.ledger.SignedNote;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth audit verify DIR`: recomputes one ledger from its files, without a network and without
/// trusting anyone. A script tells the verdicts apart by the exit codes below.
@Command(
        name = "verify",
        description = "Recompute a ledger: every signature, tile, root and entry.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditVerifyCommand.UNREADABLE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the ledger is sound",
            "1:the files are as signed, but the entries show something out of order",
            "2:the files are not what was signed",
            "3:no ledger could be read there, or the command was wrong"
        })
public final class AuditVerifyCommand implements Callable<Integer> {
    /// Everything verified.
    public static final int SOUND = 0;
    /// The entries, rightly signed, show something out of order.
    public static final int OUT_OF_ORDER = 1;
    /// The files are not what was signed.
    public static final int FORGED = 2;
    /// There was nothing to verify.
    public static final int UNREADABLE = 3;

    // Set by picocli before anything runs.
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    @Parameters(paramLabel = "DIR", description = "the ledger's directory")
    private Path directory;

    @Option(names = "--json", description = "print the verdict as one line of JSON")
    private boolean json;

    @Option(
            names = "--root-fingerprint",
            paramLabel = "HEX",
            description = "SHA-256 of the consortium's root certificate, as the consortium told you;"
                    + " colons and capitals do not matter")
    private @Nullable String rootFingerprint;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a checkpoint of this ledger kept from earlier or by a witness, which the ledger"
                    + " must still contain; may be repeated")
    private List<Path> checkpoints = new ArrayList<>();

    /// Made by picocli.
    public AuditVerifyCommand() {}

    @Override
    public Integer call() {
        LedgerExpectations expectations;
        try {
            expectations = new LedgerExpectations(
                    Optional.ofNullable(rootFingerprint).map(AuditVerifyCommand::fingerprint),
                    checkpoints.stream().map(AuditVerifyCommand::checkpoint).toList());
        } catch (CommandFailure failure) {
            // Other commands' code for bad input means "forged" here, which must never be said lightly.
            PrintWriter err = spec.commandLine().getErr();
            failure.lines().forEach(line -> err.println("isopleth: error: " + line));
            err.flush();
            return UNREADABLE;
        }
        LedgerVerdict verdict = Files.isDirectory(directory)
                ? LedgerVerification.verify(new LedgerFolder(directory), expectations)
                : new LedgerVerdict.Unreadable("there is no such directory");
        print(verdict, expectations);
        return exitCode(verdict);
    }

    private void print(LedgerVerdict verdict, LedgerExpectations expectations) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(CanonicalJson.text(VerdictPage.json(verdict)));
        } else {
            VerdictPage.lines(directory, verdict, expectations).forEach(out::println);
        }
        out.flush();
    }

    private static int exitCode(LedgerVerdict verdict) {
        return switch (verdict) {
            case LedgerVerdict.Sound _ -> SOUND;
            case LedgerVerdict.Unreadable _ -> UNREADABLE;
            case LedgerVerdict.Broken broken ->
                broken.kind() == LedgerFinding.Kind.CRYPTOGRAPHIC ? FORGED : OUT_OF_ORDER;
        };
    }

    private static Digest fingerprint(String text) {
        try {
            return new Digest(text.replace(":", "").toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--root-fingerprint", "expected 64 hexadecimal digits, with or without colons");
        }
    }

    private static SignedNote checkpoint(Path file) {
        try {
            return SignedNote.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailure("--checkpoint " + file, "cannot be read; check the path");
        } catch (LedgerFormatException e) {
            throw new CommandFailure("--checkpoint " + file, "is no signed checkpoint: " + e.problem());
        }
    }
}
