package org.isopleth.client.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.isopleth.client.CommandFailure;
import org.isopleth.client.ExitCode;
import org.isopleth.client.export.LedgerForwarder;
import org.isopleth.client.export.LedgerForwarder.OtherLedgerException;
import org.isopleth.client.export.SyslogLine;
import org.isopleth.client.export.SyslogReceiver;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerFormatException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `isopleth audit forward DIR`: sends a ledger's entries to a hospital's syslog receiver over TLS, and goes on with
/// what is added. It runs beside the connector, in a process of its own, and never holds it up. Not thread-safe.
@Command(
        name = "forward",
        description = "Send a ledger's entries to a syslog receiver over TLS (RFC 5425), each at least once.",
        mixinStandardHelpOptions = true)
public final class AuditForwardCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// What a message holds.
    enum Format {
        SYSLOG,
        ATNA;

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

    @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "the receiver; usually port 6514")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String to;

    @Option(
            names = "--ca",
            required = true,
            paramLabel = "FILE",
            description = "PEM certificates of the authorities that may certify the receiver")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path authorities;

    @Option(names = "--format", paramLabel = "FORMAT", description = "one of ${COMPLETION-CANDIDATES}")
    private Format format = Format.SYSLOG;

    @Option(
            names = "--position",
            paramLabel = "FILE",
            description = "where to keep how far it came; otherwise beside the ledger, named for the receiver")
    private @Nullable Path position;

    @Option(names = "--once", description = "send what there is and end")
    private boolean once;

    @Option(names = "--every", paramLabel = "SECONDS", description = "how often to look for more (5)")
    private int seconds = 5;

    /// Made by picocli.
    public AuditForwardCommand() {}

    @Override
    public Integer call() {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(
                    directory.toString(), "there is no such directory; give a program's ledger folder");
        }
        if (seconds < 1 || seconds > LONGEST_PAUSE.toSeconds()) {
            throw new CommandFailure("--every", "expected 1 to " + LONGEST_PAUSE.toSeconds() + " seconds");
        }
        LedgerForwarder forwarder =
                new LedgerForwarder(new LedgerFolder(directory), positionFile(), form(), receiver());
        if (once) {
            try {
                say(forward(forwarder) + " entries delivered to " + to);
                return ExitCode.DONE;
            } catch (IOException e) {
                throw new CommandFailure(to, unreached() + "; check the receiver and its certificate, then try again");
            }
        }
        return forwardAlways(forwarder);
    }

    private int forwardAlways(LedgerForwarder forwarder) {
        Duration pause = Duration.ofSeconds(seconds);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                long delivered = forward(forwarder);
                if (delivered > 0) {
                    say(delivered + " entries delivered to " + to);
                }
                pause = Duration.ofSeconds(seconds);
            } catch (IOException e) {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                say(to + ": " + unreached() + "; next try in " + pause.toSeconds() + " s, nothing is lost");
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return ExitCode.DONE;
    }

    private long forward(LedgerForwarder forwarder) throws IOException {
        try {
            return forwarder.forward();
        } catch (OtherLedgerException e) {
            throw new CommandFailure(
                    positionFile().toString(),
                    "is of another ledger, or this one was put back; verify it, then remove the file to send all"
                            + " again");
        } catch (LedgerFormatException e) {
            throw new CommandFailure(directory.toString(), "cannot be read; run 'isopleth audit verify' on it");
        }
    }

    private static String unreached() {
        return "not every entry was delivered";
    }

    private Function<LedgerEntry, String> form() {
        return switch (format) {
            case SYSLOG -> SyslogLine::of;
            case ATNA -> SyslogLine::atna;
        };
    }

    private SyslogReceiver receiver() {
        int colon = to.lastIndexOf(':');
        String port = to.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > LARGEST_PORT) {
            throw new CommandFailure("--to", "expected HOST:PORT, such as siem.example:6514");
        }
        try {
            return SyslogReceiver.certifiedBy(
                    authorities, to.substring(0, colon), Integer.parseInt(port), Duration.ofSeconds(60));
        } catch (IOException | GeneralSecurityException e) {
            throw new CommandFailure(authorities.toString(), "holds no certificates to trust; give a PEM file");
        }
    }

    private Path positionFile() {
        if (position != null) {
            return position;
        }
        Path ledger = directory.toAbsolutePath().normalize();
        return ledger.resolveSibling(ledger.getFileName() + ".forwarded-" + to.replaceAll("[^A-Za-z0-9.-]", "_"));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
