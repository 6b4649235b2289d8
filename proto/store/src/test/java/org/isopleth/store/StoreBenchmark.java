package org.isopleth.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.isopleth.canonical.Digest;
import org.isopleth.store.blob.BlobFolder;
import org.isopleth.store.blob.BlobUpload;

/// Measures durable writes and prints one line of JSON per case:
///
/// ```
/// mvn -pl proto/store -am test-compile
/// java -cp <test class path> org.isopleth.store.StoreBenchmark FOLDER [SECONDS]
/// ```
///
/// A write is an event, a ledger leaf and a message of 600 bytes each in one transaction, forced to
/// disk before it counts. FOLDER lies on the disk to be measured.
final class StoreBenchmark {
    private static final StoreOwner OWNER = new StoreOwner("benchmark", "benchmark");
    private static final Body BODY = Body.of(StoreContract.bytes(new Random(1), 600));
    private static final int[] THREADS = {1, 8};

    private final PrintStream output;
    private final long nanos;

    private StoreBenchmark(PrintStream output, int seconds) {
        this.output = output;
        this.nanos = seconds * 1_000_000_000L;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "benchmark-");
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        StoreBenchmark benchmark = new StoreBenchmark(System.out, seconds);
        benchmark.h2(folder);
        benchmark.postgreSql(folder);
        benchmark.upload(folder);
    }

    private void h2(Path folder) throws InterruptedException, IOException {
        for (int threads : THREADS) {
            Path place = folder.resolve("h2-" + threads);
            long writes = writes("h2", new StoreLocation.Folder(place), threads);
            output.printf(
                    Locale.ROOT,
                    "{\"case\":\"h2-file\",\"threads\":%d,\"bytesPerWriteAfterClosing\":%d}%n",
                    threads,
                    Files.size(place.resolve(H2Database.FILE)) / writes);
        }
    }

    private void postgreSql(Path folder) throws IOException, InterruptedException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(folder.resolve("postgresql"))
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .start()) {
            Path password = folder.resolve("password");
            PrivateFiles.createFile(password);
            Files.writeString(password, "postgres");
            String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?currentSchema=public";
            for (int threads : THREADS) {
                writes("postgresql", new StoreLocation.PostgreSql(url, "postgres", password), threads);
            }
        }
    }

    private long writes(String name, StoreLocation location, int threads) throws InterruptedException {
        try (Store store = Store.open(location, OWNER, InstantSource.system())) {
            Leadership leader = store.lead("benchmark");
            long from = System.nanoTime();
            List<Callable<long[]>> tasks = LongStream.range(0, threads)
                    .<Callable<long[]>>mapToObj(thread -> () -> write(store, leader, "stream/" + thread))
                    .toList();
            long[] latencies = StoreContract.inParallel(tasks).stream()
                    .map(Future::resultNow)
                    .flatMapToLong(Arrays::stream)
                    .sorted()
                    .toArray();
            print(name, threads, latencies, System.nanoTime() - from);
            return latencies.length;
        }
    }

    /// Nanoseconds of each write.
    private long[] write(Store store, Leadership leader, String stream) {
        LongStream.Builder latencies = LongStream.builder();
        long end = System.nanoTime() + nanos;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            store.write(leader, transaction -> {
                transaction.append(stream, transaction.lastSequence(stream) + 1, new Event("event", 1, BODY));
                transaction.appendLeaf("ledger", BODY);
                return transaction.enqueue("peer", "message", BODY);
            });
            latencies.add(System.nanoTime() - now);
        }
        return latencies.build().toArray();
    }

    private void print(String name, int threads, long[] sorted, long elapsed) {
        output.printf(
                Locale.ROOT,
                "{\"case\":\"%s\",\"threads\":%d,\"writes\":%d,\"writesPerSecond\":%.0f,"
                        + "\"medianMs\":%.2f,\"p99Ms\":%.2f}%n",
                name,
                threads,
                sorted.length,
                sorted.length * 1e9 / elapsed,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }

    private void upload(Path folder) {
        byte[] chunk = StoreContract.bytes(new Random(2), BlobFolder.MAX_CHUNK_BYTES);
        int chunks = 64;
        long size = (long) chunks * chunk.length;
        var hash = Digest.sha256();
        for (int i = 0; i < chunks; i++) {
            hash.update(chunk);
        }
        BlobFolder blobs = BlobFolder.open(folder.resolve("blobs"), size);
        long from = System.nanoTime();
        try (BlobUpload upload = blobs.upload(Digest.ofHash(hash.digest()), size)) {
            for (int i = 0; i < chunks; i++) {
                upload.append(upload.offset(), ByteBuffer.wrap(chunk));
            }
            upload.complete();
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        output.printf(
                Locale.ROOT,
                "{\"case\":\"upload\",\"chunkBytes\":%d,\"megabytesPerSecond\":%.0f}%n",
                chunk.length,
                size / 1e6 / seconds);
    }
}
