package org.isopleth.store;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// A program that writes until it is killed, and prints the number of every write it was told is done.
///
/// Each write is an event, a ledger leaf, a message and a document that all say the same number.
final class AppendingProgram {
    static final String STREAM = "study/1";
    static final String LEDGER = "coordinator";
    static final String PEER = "maastro";

    private AppendingProgram() {}

    /// Arguments that describe `location`.
    static String[] arguments(StoreLocation location) {
        return switch (location) {
            case StoreLocation.Folder(Path folder) -> new String[] {folder.toString()};
            case StoreLocation.PostgreSql(String url, String user, Path password) ->
                new String[] {url, user, password.toString()};
        };
    }

    public static void main(String[] arguments) {
        StoreLocation location = arguments.length == 1
                ? new StoreLocation.Folder(Path.of(arguments[0]))
                : new StoreLocation.PostgreSql(arguments[0], arguments[1], Path.of(arguments[2]));
        PrintStream output = System.out;
        try (Store store = Store.open(location, StoreContract.OWNER, InstantSource.system())) {
            Leadership leader = store.lead("program");
            output.println("ready");
            while (!output.checkError()) {
                output.println(store.write(leader, AppendingProgram::append));
            }
        }
    }

    private static long append(Transaction transaction) {
        long number = transaction.lastSequence(STREAM) + 1;
        Body body = Body.of(Long.toString(number));
        transaction.append(STREAM, number, new Event("round.opened", 1, body));
        transaction.appendLeaf(LEDGER, body);
        transaction.enqueue(PEER, "state", body);
        Optional<StoredDocument> before = transaction.document("last", "number");
        transaction.replaceDocument(
                "last", "number", before.map(StoredDocument::version).orElse(0L), body);
        return number;
    }
}
