package org.isopleth.client.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.client.ResultFile;
import org.isopleth.client.TerminalText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth audit show DIR`: what left this hospital, and what was refused, in plain words. It verifies the ledger
/// first and says what came of it. Not thread-safe.
@Command(
        name = "show",
        description = "Say in plain words what left a hospital: when, to whom, for which study, under which permit.",
        mixinStandardHelpOptions = true)
public final class AuditShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "the hospital's ledger folder")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path directory;

    @Option(
            names = "--study",
            paramLabel = "DIGEST",
            description = "only this study; the first 8 digits of its digest are enough")
    private @Nullable String study;

    @Option(names = "--json", paramLabel = "FILE", description = "also write it as JSON, one line for each")
    private @Nullable Path json;

    /// Made by picocli.
    public AuditShowCommand() {}

    @Override
    public Integer call() {
        if (study != null && !study.matches("[0-9a-f]{8,64}")) {
            throw new CommandFailure("--study", "expected 8 to 64 digits of a study's digest; copy it from the study");
        }
        VerifiedLedger ledger = VerifiedLedger.open(directory);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Ledger of " + ledger.summary().owner() + ", "
                + ledger.summary().size() + " entries: " + ledger.standing());
        Shown shown = new Shown(out, Optional.ofNullable(study));
        Path target = json;
        if (target == null) {
            read(ledger, shown, Writer.nullWriter());
        } else {
            new ResultFile(target).require();
            try (Writer file = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
                read(ledger, shown, file);
            } catch (IOException _) {
                throw unwritten();
            }
        }
        out.println(shown.left + " departures and " + shown.kept + " refusals. By this ledger, nothing else left.");
        out.flush();
        return ExitCode.DONE;
    }

    private void read(VerifiedLedger ledger, Shown shown, Writer file) {
        Departures departures = new Departures();
        ledger.read(
                0,
                entry ->
                        departures.of(entry).filter(shown::wanted).ifPresent(departure -> shown.show(departure, file)));
    }

    private static CommandFailure unwritten() {
        return new CommandFailure("--json", "the file could not be written; check the disk and the folder");
    }

    /// What was shown so far. Not thread-safe.
    private static final class Shown {
        private final PrintWriter out;
        private final Optional<String> study;
        private Optional<Digest> heading = Optional.empty();
        private long left;
        private long kept;

        Shown(PrintWriter out, Optional<String> study) {
            this.out = out;
            this.study = study;
        }

        boolean wanted(Departure departure) {
            return study.isEmpty()
                    || departure
                            .study()
                            .filter(digest -> digest.hex().startsWith(study.get()))
                            .isPresent();
        }

        void show(Departure departure, Writer file) {
            if (!departure.study().equals(heading) || left + kept == 0) {
                heading = departure.study();
                out.println();
                out.println(heading.map(digest -> "Study " + digest.hex()).orElse("For no study"));
            }
            out.println("  " + TerminalText.line(departure.line()));
            try {
                file.write(CanonicalJson.text(departure.json()) + "\n");
            } catch (IOException _) {
                throw unwritten();
            }
            if (departure.left()) {
                left++;
            } else {
                kept++;
            }
        }
    }
}
