package org.isopleth.client.audit;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.isopleth.client.CommandFailure;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerFinding;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.LedgerReader;
import org.isopleth.ledger.LedgerSummary;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;

/// A ledger whose files are what was signed, so that its entries may be told. As thread-safe as its folder.
///
/// @param folder where it lies
/// @param summary what it is, at the size that was verified
/// @param findings how many entries are out of order
record VerifiedLedger(LedgerFolder folder, LedgerSummary summary, long findings) {

    /// Verifies the ledger in `directory`.
    ///
    /// @throws CommandFailure when there is none, or its files are not what was signed
    static VerifiedLedger open(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(
                    directory.toString(), "there is no such directory; give a program's ledger folder");
        }
        LedgerFolder folder = new LedgerFolder(directory);
        return switch (LedgerVerification.verify(folder, LedgerExpectations.NONE)) {
            case LedgerVerdict.Sound(LedgerSummary summary) -> new VerifiedLedger(folder, summary, 0);
            case LedgerVerdict.Broken broken
            when broken.kind() == LedgerFinding.Kind.DOMAIN && broken.summary().isPresent() ->
                new VerifiedLedger(folder, broken.summary().get(), broken.count());
            case LedgerVerdict.Broken _ ->
                throw new CommandFailure(
                        directory.toString(), "the files are not what was signed; run 'isopleth audit verify' on it");
            case LedgerVerdict.Unreadable(String reason) ->
                throw new CommandFailure(directory.toString(), reason + "; give a program's ledger folder");
        };
    }

    /// In a few words, whether its entries are in order.
    String standing() {
        return findings == 0
                ? "sound."
                : "genuine, but " + findings + (findings == 1 ? " entry is" : " entries are")
                        + " out of order: see 'isopleth audit verify'.";
    }

    /// Hands on every entry from number `from` on.
    ///
    /// @throws CommandFailure when the files changed meanwhile
    void read(long from, Consumer<LedgerEntry> reader) {
        try {
            LedgerReader.read(folder, from, summary.size(), reader);
        } catch (LedgerFormatException | UncheckedIOException e) {
            throw new CommandFailure(
                    folder.directory().toString(),
                    "an entry cannot be read, or the ledger changed meanwhile; try again");
        }
    }
}
