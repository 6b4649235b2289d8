package org.isopleth.client.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.client.ResultFile;
import org.isopleth.client.export.Article30Export;
import org.isopleth.client.export.CsvExport;
import org.isopleth.client.export.FhirExport;
import org.isopleth.client.export.LedgerExport;
import org.isopleth.client.export.SyslogLine;
import org.isopleth.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth audit export DIR`: a verified ledger in another system's form. Not thread-safe.
@Command(
        name = "export",
        description = "Write a ledger as CSV, syslog lines, DICOM/ATNA messages, FHIR AuditEvents or the GDPR record.",
        mixinStandardHelpOptions = true)
public final class AuditExportCommand implements Callable<Integer> {
    /// Into which form.
    enum Format {
        CSV,
        SYSLOG,
        ATNA,
        FHIR,
        ART30;

        /// As it is typed.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "the ledger's directory")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path directory;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "one of ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "where to; otherwise it is printed")
    private @Nullable Path out;

    @Option(names = "--json", description = "art30: as JSON instead of a text for people")
    private boolean json;

    @Option(names = "--controller", paramLabel = "TEXT", description = "art30: the controller's name and contact")
    private @Nullable String controller;

    @Option(names = "--officer", paramLabel = "TEXT", description = "art30: the data protection officer's")
    private @Nullable String officer;

    @Option(names = "--purpose", paramLabel = "TEXT", description = "art30: why data are processed")
    private @Nullable String purpose;

    @Option(names = "--retention", paramLabel = "TEXT", description = "art30: when data are erased")
    private @Nullable String retention;

    /// Made by picocli.
    public AuditExportCommand() {}

    @Override
    public Integer call() {
        VerifiedLedger ledger = VerifiedLedger.open(directory);
        LedgerExport export = export();
        Path target = out;
        if (target == null) {
            PrintWriter console = spec.commandLine().getOut();
            try {
                write(ledger, export, console);
            } catch (IOException e) {
                throw new CommandFailure("standard output", "could not be written to");
            }
            console.flush();
            return ExitCode.DONE;
        }
        new ResultFile(target).require();
        try (Writer file = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
            write(ledger, export, file);
        } catch (IOException e) {
            throw new CommandFailure(target.toString(), "could not be written; check the disk and the folder");
        }
        PrintWriter console = spec.commandLine().getOut();
        console.println(
                ledger.summary().size() + " entries of " + ledger.summary().owner() + ": " + ledger.standing());
        console.flush();
        return ExitCode.DONE;
    }

    private static void write(VerifiedLedger ledger, LedgerExport export, Writer to) throws IOException {
        to.write(export.begin());
        Writing writing = new Writing(to);
        ledger.read(0, entry -> writing.write(export.entry(entry)));
        writing.write(export.end());
        writing.requireNoFailure();
    }

    private LedgerExport export() {
        return switch (format) {
            case CSV -> new CsvExport();
            case FHIR -> new FhirExport();
            case SYSLOG -> lines(SyslogLine::of);
            case ATNA -> lines(SyslogLine::atna);
            case ART30 -> new Article30Export(told(), json);
        };
    }

    private Article30Export.Told told() {
        return new Article30Export.Told(
                Optional.ofNullable(controller),
                Optional.ofNullable(officer),
                Optional.ofNullable(purpose),
                Optional.ofNullable(retention));
    }

    private static LedgerExport lines(Function<LedgerEntry, String> form) {
        return entry -> form.apply(entry) + "\n";
    }

    /// Writes until the first failure, which it keeps. Not thread-safe.
    private static final class Writing {
        private final Writer to;
        private Optional<IOException> failure = Optional.empty();

        Writing(Writer to) {
            this.to = to;
        }

        void write(String text) {
            if (failure.isPresent()) {
                return;
            }
            try {
                to.write(text);
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }

        void requireNoFailure() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}
