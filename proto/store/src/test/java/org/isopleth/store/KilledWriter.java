package org.isopleth.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;

/// Kills [AppendingProgram] again and again, each time checking that what it acknowledged is there and
/// that events, leaves, messages and document agree.
final class KilledWriter {
    private static final long SEED = 4711;

    private final StoreLocation location;
    private final Path errors;

    KilledWriter(StoreLocation location, Path folder) {
        this.location = location;
        this.errors = folder.resolve("errors.txt");
    }

    void check() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        int kills = Scale.of(5, 50, 500);
        long last = 0;
        for (int kill = 0; kill < kills; kill++) {
            long acknowledged = Math.max(last, runAndKill(random));
            last = verify(acknowledged);
            // One write may be done but not told.
            assertTrue(last <= acknowledged + 1, last + " written, " + acknowledged + " acknowledged");
        }
        assertTrue(last > kills, "the program wrote something between the kills");
    }

    /// The last number that the program printed.
    private long runAndKill(Random random) throws IOException, InterruptedException {
        int lines = 1 + random.nextInt(100);
        int nanos = random.nextInt(3_000_000);
        Process process = start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line = output.readLine();
            assertEquals("ready", line, () -> "the program did not start: " + errorText());
            for (int i = 0; i < lines && line != null; i++) {
                line = output.readLine();
            }
            assertTrue(line != null, () -> "the program stopped by itself: " + errorText());
            Thread.sleep(nanos / 1_000_000, nanos % 1_000_000);
            // Process.destroyForcibly would also close the pipe, and what is still in it counts.
            process.toHandle().destroyForcibly();
            process.waitFor();
            return lastNumber(line, output);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// What was printed before the kill counts as acknowledged, as far as whole lines came.
    private static long lastNumber(String line, BufferedReader output) throws IOException {
        String last = line;
        String rest = output.readAllAsString();
        int end = rest.lastIndexOf('\n');
        if (end >= 0) {
            List<String> lines = rest.substring(0, end).lines().toList();
            last = lines.isEmpty() ? last : lines.getLast();
        }
        return Long.parseLong(last);
    }

    Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProgram.class.getName()));
        command.addAll(List.of(AppendingProgram.arguments(location)));
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    private String errorText() {
        try {
            return Files.readString(errors);
        } catch (IOException failure) {
            return Assertions.fail(failure);
        }
    }

    /// Checks that everything agrees; the last number written.
    private long verify(long acknowledged) {
        try (Store store = Store.open(location, StoreContract.OWNER, InstantSource.system())) {
            List<String> numbers = new ArrayList<>();
            store.replay(AppendingProgram.STREAM, 1, event -> {
                numbers.add(event.event().body().text());
                assertEquals(numbers.size(), event.sequence(), "a gap in the stream");
                assertEquals(numbers.getLast(), Long.toString(event.sequence()));
            });
            long last = numbers.size();
            assertTrue(last >= acknowledged, last + " written, but " + acknowledged + " acknowledged");
            assertEquals(last, store.leafCount(AppendingProgram.LEDGER));
            assertEquals(last, store.progress(AppendingProgram.PEER).enqueued());
            verifyPages(store, last);
            assertEquals(
                    Long.toString(last),
                    store.document("last", "number").orElseThrow().body().text());
            return last;
        }
    }

    private static void verifyPages(Store store, long last) {
        for (long from = 0; from < last; from += Store.MAX_PAGE) {
            long to = Math.min(last, from + Store.MAX_PAGE);
            List<StoredLeaf> leaves = store.leaves(AppendingProgram.LEDGER, from, to);
            List<OutgoingMessage> messages = store.pending(AppendingProgram.PEER, from, (int) (to - from));
            assertEquals(to - from, leaves.size());
            for (int i = 0; i < leaves.size(); i++) {
                long number = from + i + 1;
                assertEquals(number - 1, leaves.get(i).index());
                assertEquals(number, messages.get(i).sequence());
                assertEquals(Long.toString(number), leaves.get(i).entry().text());
                assertEquals(leaves.get(i).entry(), messages.get(i).body());
            }
        }
    }
}
