package org.isopleth.connector.main;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.isopleth.connector.image.ImageSourceException;
import org.isopleth.connector.semantic.SemanticStoreException;
import org.isopleth.connector.source.SourceUnavailableException;
import org.isopleth.ledger.LedgerException;
import org.isopleth.ontology.document.DocumentException;
import org.isopleth.ontology.document.DocumentProblem;
import org.isopleth.ontology.table.TableException;
import org.isopleth.store.FileProblem;
import org.isopleth.store.StoreException;
import org.isopleth.store.blob.BlobException;
import org.isopleth.wire.identity.IdentityException;
import picocli.CommandLine.ExitCode;

/// How a command tells its user what is wrong: one line for each problem, exit code 2. Stateless.
final class CommandProblems {
    private CommandProblems() {}

    /// A command's work.
    @FunctionalInterface
    interface Work {
        int run() throws InterruptedException;
    }

    /// Runs `work`; what a user can put right becomes lines on `err`, anything else is thrown.
    static int told(PrintWriter err, Work work) throws InterruptedException {
        try {
            return work.run();
        } catch (DocumentException e) {
            e.problems().stream().map(DocumentProblem::toString).forEach(line -> tell(err, line));
            return ExitCode.USAGE;
        } catch (RuntimeException | InternalError e) {
            Optional<String> line = line(e);
            if (line.isEmpty()) {
                throw e;
            }
            tell(err, line.get());
            return ExitCode.USAGE;
        }
    }

    /// The line for a failure that its user can put right.
    static Optional<String> line(Throwable failure) {
        return switch (failure) {
            case IdentityException e -> Optional.ofNullable(e.getMessage());
            case StoreException e -> Optional.ofNullable(e.getMessage());
            case BlobException e -> Optional.ofNullable(e.getMessage());
            case LedgerException e -> Optional.ofNullable(e.getMessage());
            case SemanticStoreException e -> Optional.ofNullable(e.getMessage());
            case TableException e -> Optional.ofNullable(e.getMessage());
            case ImageSourceException e -> Optional.ofNullable(e.getMessage());
            case SourceUnavailableException e -> Optional.ofNullable(e.getMessage());
            case UncheckedIOException e -> Optional.of(FileProblem.line(e));
            // What a full disk does to a file that is mapped into memory, as the semantic store's are.
            case InternalError e
            when String.valueOf(e.getMessage()).contains("unsafe memory access") ->
                Optional.of("the semantic store cannot be written: its disk is probably full; free some and start"
                        + " again, nothing is lost");
            case CommandException e -> Optional.ofNullable(e.getMessage());
            default -> Optional.empty();
        };
    }

    /// One line on `err`.
    static void tell(PrintWriter err, String line) {
        err.println("isopleth: error: " + line);
        err.flush();
    }
}
