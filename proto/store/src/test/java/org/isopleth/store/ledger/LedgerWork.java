package org.isopleth.store.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.LedgerEntry;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.NoteSigner;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.TestCertificates;
import org.isopleth.ledger.TestLedger;
import org.isopleth.ledger.TileTree;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;

/// What a ledger costs, measured; each command writes what it saw as JSON:
///
/// ```
/// LedgerWork make DIR ENTRIES          # writes a connector's ledger, one round after another
/// LedgerWork verify DIR FILE           # verifies it from its files; run it with -Xmx to bound the memory
/// LedgerWork append DIR SECONDS FILE   # durable entries: in groups as fast as they go, then 100 a second
/// ```
///
/// Entries that are appended are durable in the store before they count, and published after every 256, as programs
/// do.
final class LedgerWork {
    private static final int STEP = 256;
    private static final int GROUP = 32;
    private static final long PACE_NANOS = 10_000_000;
    private static final String LEDGER = "ledger";
    private static final String ORIGIN = "isopleth.example/ledger/aurora";

    private LedgerWork() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "make" -> make(folder, Long.parseLong(arguments[2]));
            case "verify" -> Files.write(Path.of(arguments[2]), CanonicalJson.bytes(verify(folder)));
            case "append" ->
                Files.write(Path.of(arguments[3]), CanonicalJson.bytes(append(folder, Integer.parseInt(arguments[2]))));
            default -> throw new IllegalArgumentException("make, verify or append");
        }
    }

    /// With a signed head for every 256 entries.
    private static void make(Path folder, long entries) throws IOException {
        NoteSigner signer = TestLedger.newSigner(ORIGIN);
        TileTree tree = new TileTree((path, content) -> write(folder.resolve(path.path()), content));
        List<Occurrence> prelude = TestLedger.prelude();
        Instant time = Instant.parse("2026-11-01T08:00:00Z");
        for (int i = 0; i < entries; i++) {
            Occurrence what = i < prelude.size() ? prelude.get(i) : TestLedger.occurrence(i - prelude.size());
            tree.append(new LedgerEntry(i, time.plusMillis(250L * i), TestLedger.OWNER, what).bytes());
            if (tree.size() % STEP == 0 || tree.size() == entries) {
                byte[] head = new Checkpoint(ORIGIN, tree.size(), tree.root())
                        .sign(signer)
                        .bytes();
                write(folder.resolve("checkpoints/" + tree.size()), head);
                write(folder.resolve("checkpoint"), head);
            }
        }
        tree.partialTiles((path, content) -> write(folder.resolve(path.path()), content));
        write(folder.resolve("key.json"), identity(signer).certification().bytes());
    }

    private static Json verify(Path folder) throws IOException {
        long start = System.nanoTime();
        LedgerVerdict verdict = new FolderSource(new LedgerFiles(folder)).verify();
        double seconds = seconds(start);
        if (!(verdict instanceof LedgerVerdict.Sound sound)) {
            throw new IllegalStateException(verdict.toString());
        }
        return Json.object()
                .with("entries", sound.summary().size())
                .with("checkpoints", sound.summary().checkpoints())
                .with("seconds", seconds)
                .with("peakMiB", peakMebibytes())
                .with("heapLimitMiB", Runtime.getRuntime().maxMemory() >> 20)
                .with("load", load())
                .build();
    }

    private static Json append(Path folder, int seconds) throws IOException {
        InstantSource clock = InstantSource.system();
        try (Store store = Store.open(
                new StoreLocation.Folder(folder.resolve("store")), new StoreOwner("connector", "work"), clock)) {
            Leadership leadership = store.lead("work");
            LedgerBook book = new LedgerBook(store, LEDGER, TestLedger.OWNER, clock);
            LedgerDirectory directory =
                    LedgerDirectory.open(folder.resolve(LEDGER), identity(TestLedger.newSigner(ORIGIN)), book);
            Appending appending = new Appending(store, leadership, book, directory);
            appending.run(GROUP, seconds, 0);
            Json groups = appending.run(GROUP, seconds, 0);
            Json paced = appending.run(1, seconds, PACE_NANOS);
            return Json.object()
                    .with("groupsOf", GROUP)
                    .with("groups", groups)
                    .with("one", paced)
                    .with("load", load())
                    .build();
        }
    }

    /// Appends for a while.
    private record Appending(Store store, Leadership leadership, LedgerBook book, LedgerDirectory directory) {

        /// @param pace nanoseconds between the moments at which entries are due, from which they are measured; 0 for
        ///     as fast as they go
        Json run(int group, int seconds, long pace) {
            Published publisher = new Published(directory);
            Thread publishing = Thread.ofPlatform().start(publisher);
            long[] waited = new long[seconds * 100_000];
            long start = System.nanoTime();
            long end = start + seconds * 1_000_000_000L;
            int groups = 0;
            for (long due = start; due < end && groups < waited.length; groups++) {
                while (pace > 0 && System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                long from = pace > 0 ? due : System.nanoTime();
                int first = groups;
                store.write(leadership, transaction -> {
                    for (int i = 0; i < group; i++) {
                        book.enter(transaction, TestLedger.occurrence(first * group + i));
                    }
                    return true;
                });
                long now = System.nanoTime();
                waited[groups] = now - from;
                if ((groups + 1) * group % STEP == 0) {
                    LockSupport.unpark(publishing);
                }
                due = pace > 0 ? due + pace : now;
            }
            double elapsed = seconds(start);
            publisher.end = true;
            LockSupport.unpark(publishing);
            join(publishing);
            long[] sorted = Arrays.copyOf(waited, groups);
            Arrays.sort(sorted);
            return Json.object()
                    .with("entries", (long) groups * group)
                    .with("entriesPerSecond", groups * group / elapsed)
                    .with("p50Ms", milliseconds(sorted, 0.50))
                    .with("p99Ms", milliseconds(sorted, 0.99))
                    .with("maxMs", milliseconds(sorted, 1))
                    .build();
        }

        private static double milliseconds(long[] sorted, double share) {
            return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)] / 1e6;
        }
    }

    /// Publishes beside the writer, whenever it is woken.
    private static final class Published implements Runnable {
        private final LedgerDirectory directory;
        private volatile boolean end;

        Published(LedgerDirectory directory) {
            this.directory = directory;
        }

        @Override
        public void run() {
            while (!end) {
                LockSupport.park();
                directory.publish();
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LedgerIdentity identity(NoteSigner signer) {
        TestCertificates certificates = new TestCertificates("urn:isopleth:site:aurora:signing");
        return new LedgerIdentity(signer, certificates.certify(TestLedger.OWNER, signer.verifier()));
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(Disk.parent(file));
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /// The most memory the process had, heap and all, as Linux counts it.
    private static long peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).strip();
    }
}
