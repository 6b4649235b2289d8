package org.isopleth.client.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ResultFile;
import org.isopleth.ledger.LedgerExpectations;
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

/// `isopleth audit verify DIR`: recomputes one ledger, or each ledger of a bundle and how they agree, without a
/// network and without trusting anyone. A script tells the verdicts apart by the exit codes below.
@Command(
        name = "verify",
        description = "Recompute a ledger: every signature, tile, root and entry; and of a bundle, whether the ledgers"
                + " agree.",
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
    @Parameters(paramLabel = "DIR", description = "the ledger's directory, or a bundle (a folder or a .zip file)")
    private Path directory;

    @Option(names = "--json", description = "print the verdict as one line of JSON")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "also write the verdict as a page for people")
    private @Nullable Path html;

    @Option(
            names = "--root-fingerprint",
            paramLabel = "HEX",
            description = "SHA-256 of the consortium's root certificate, as the consortium told you;"
                    + " colons and capitals do not matter")
    private @Nullable String rootFingerprint;

    @Option(
            names = {"--known", "--checkpoint"},
            paramLabel = "FILE",
            description = "a checkpoint of this ledger kept from earlier or by a witness, which the ledger"
                    + " must still contain; may be repeated")
    private List<Path> checkpoints = new ArrayList<>();

    /// Made by picocli.
    public AuditVerifyCommand() {}

    @Override
    public Integer call() {
        try {
            Optional<ResultFile> page = Optional.ofNullable(html).map(ResultFile::new);
            page.ifPresent(ResultFile::require);
            LedgerExpectations expectations = new LedgerExpectations(
                    Optional.ofNullable(rootFingerprint).map(AuditVerifyCommand::fingerprint),
                    checkpoints.stream().map(AuditVerifyCommand::checkpoint).toList());
            AuditVerdict verdict = verdict(expectations);
            print(verdict, expectations);
            page.ifPresent(file -> file.write(AuditPage.of(verdict).getBytes(StandardCharsets.UTF_8)));
            return verdict.exitCode();
        } catch (CommandFailure failure) {
            // Other commands' code for bad input means "forged" here, which must never be said lightly.
            PrintWriter err = spec.commandLine().getErr();
            failure.lines().forEach(line -> err.println("isopleth: error: " + line));
            err.flush();
            return UNREADABLE;
        }
    }

    private AuditVerdict verdict(LedgerExpectations expectations) {
        if (Files.isDirectory(directory)) {
            return verdict(directory, expectations);
        }
        if (Files.isRegularFile(directory)) {
            try (FileSystem zip = FileSystems.newFileSystem(directory)) {
                return verdict(zip.getPath("/"), expectations);
            } catch (IOException | ProviderNotFoundException e) {
                return unreadable("this is no folder and no bundle");
            }
        }
        return unreadable("there is no such directory");
    }

    private AuditVerdict verdict(Path folder, LedgerExpectations expectations) {
        return AuditBundle.isOne(folder)
                ? new AuditBundle(folder).verify(expectations)
                : AuditVerdict.of(
                        directory.toString(), LedgerVerification.verify(new LedgerFolder(folder), expectations));
    }

    private AuditVerdict unreadable(String reason) {
        return AuditVerdict.of(directory.toString(), new LedgerVerdict.Unreadable(reason));
    }

    private void print(AuditVerdict verdict, LedgerExpectations expectations) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(CanonicalJson.text(VerdictPage.json(verdict)));
        } else {
            VerdictPage.lines(verdict, expectations).forEach(out::println);
        }
        out.flush();
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
