package org.isopleth.store.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.store.Scale;
import org.isopleth.store.StoreFolderException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobFolderTest {
    private static final long MAX_BYTES = 4_000_000;

    @TempDir
    Path temporary;

    private Path root;
    private BlobFolder folder;

    @BeforeEach
    void open() {
        root = temporary.resolve("blobs");
        reopen();
    }

    private void reopen() {
        folder = BlobFolder.open(root, MAX_BYTES);
    }

    @Test
    void whatIsPutIsReadBackWholeAndInRanges() throws IOException {
        byte[] bytes = random(1, 100_000);
        Digest digest = folder.put(bytes);
        assertEquals(Digest.of(bytes), digest);
        assertEquals(digest, folder.put(bytes), "putting again changes nothing");
        reopen();
        assertTrue(folder.has(digest));
        assertEquals(bytes.length, folder.size(digest));
        try (InputStream stream = folder.open(digest, 99_990)) {
            assertArrayEquals(Arrays.copyOfRange(bytes, 99_990, 100_000), stream.readAllBytes());
        }
        assertArrayEquals(bytes, folder.read(digest, 0, BlobFolder.MAX_CHUNK_BYTES));
        assertArrayEquals(Arrays.copyOfRange(bytes, 500, 700), folder.read(digest, 500, 200));
        assertEquals(0, folder.read(digest, 100_000, 1).length);
        assertThrows(BlobSizeException.class, () -> folder.read(digest, 100_001, 1));
        assertThrows(BlobSizeException.class, () -> folder.read(digest, -1, 1));
        assertThrows(BlobSizeException.class, () -> folder.read(digest, 0, BlobFolder.MAX_CHUNK_BYTES + 1));
    }

    @Test
    void whatIsWrittenPieceByPieceIsTheSameBlob() {
        byte[] bytes = random(2, 100_000);
        Digest digest = folder.put(out -> {
            out.write(bytes[0]);
            out.write(bytes, 1, 60_000);
            out.write(bytes, 60_001, bytes.length - 60_001);
        });
        assertEquals(Digest.of(bytes), digest);
        assertArrayEquals(bytes, folder.read(digest, 0, bytes.length));
        assertEquals(digest, folder.put(bytes), "putting again changes nothing");
        assertEquals(digest, folder.put(out -> out.write(bytes)), "putting again changes nothing");
    }

    @Test
    void whatIsGivenUpWhileItIsWrittenLeavesNothing() throws IOException {
        byte[] bytes = random(3, 1_000_000);
        assertThrows(
                IllegalStateException.class,
                () -> folder.put(out -> {
                    out.write(bytes);
                    throw new IllegalStateException("given up");
                }));
        assertThrows(
                BlobSizeException.class,
                () -> folder.put(out -> {
                    for (int i = 0; i < 5; i++) {
                        out.write(bytes);
                    }
                }));
        try (var left = Files.walk(root).filter(Files::isRegularFile)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void anAbsentBlobIsNamed() {
        Digest digest = Digest.of("absent");
        assertFalse(folder.has(digest));
        assertEquals(
                digest,
                assertThrows(BlobAbsentException.class, () -> folder.size(digest))
                        .digest());
        assertThrows(BlobAbsentException.class, () -> folder.read(digest, 0, 1));
        assertThrows(BlobAbsentException.class, () -> folder.open(digest, 0));
        assertFalse(folder.delete(digest));
    }

    @Test
    void filesLieInTwoLevelsAndAreClosedToOthers() throws IOException {
        String hex = folder.put("x".getBytes(UTF_8)).hex();
        try (BlobUpload upload = folder.upload(Digest.of("y"), 1)) {
            assertEquals(0, upload.offset());
            assertTrue(Files.isRegularFile(root.resolve(hex.substring(0, 2))
                    .resolve(hex.substring(2, 4))
                    .resolve(hex)));
            try (Stream<Path> all = Files.walk(root)) {
                for (Path each : all.toList()) {
                    String expected = Files.isDirectory(each) ? "rwx------" : "rw-------";
                    assertEquals(expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
                }
            }
        }
    }

    @Test
    void anEmptyBlobIsABlob() {
        Digest digest = Digest.of(new byte[0]);
        try (BlobUpload upload = folder.upload(digest, 0)) {
            upload.complete();
        }
        assertEquals(0, folder.size(digest));
        assertEquals(0, folder.read(digest, 0, 10).length);
    }

    /// Chunks of any size, some sent twice, some overlapping, some too early, with connections that
    /// break and programs that restart in between.
    @Test
    void anyChunkingGivesTheSameBlob() {
        for (int seed = 0; seed < Scale.of(30, 1000, 10_000); seed++) {
            Random random = new Random(seed);
            byte[] bytes = random(seed, random.nextInt(50_000));
            Digest digest = Digest.of(bytes);
            uploadAtRandom(random, bytes, digest);
            assertArrayEquals(bytes, folder.read(digest, 0, BlobFolder.MAX_CHUNK_BYTES), "seed " + seed);
            assertTrue(folder.delete(digest));
        }
    }

    private void uploadAtRandom(Random random, byte[] bytes, Digest digest) {
        BlobUpload upload = folder.upload(digest, bytes.length);
        while (upload.offset() < bytes.length) {
            int offset = (int) upload.offset();
            switch (random.nextInt(8)) {
                case 0 -> reopen();
                case 1 -> upload.close();
                case 2 -> refuseGap(upload, offset, bytes.length);
                default -> {
                    int start = Math.max(0, offset - random.nextInt(3000));
                    int length = Math.min(bytes.length - start, random.nextInt(12_000));
                    assertEquals(
                            Math.max(offset, start + length),
                            upload.append(start, ByteBuffer.wrap(bytes, start, length)));
                    continue;
                }
            }
            long before = upload.offset();
            upload = folder.upload(digest, bytes.length);
            assertEquals(before, upload.offset());
        }
        upload.complete();
        upload.complete();
        assertTrue(upload.isWhole());
    }

    private static void refuseGap(BlobUpload upload, int offset, int size) {
        if (offset + 1 < size) {
            BlobOffsetException refusal = assertThrows(
                    BlobOffsetException.class, () -> upload.append(offset + 1, ByteBuffer.wrap(new byte[1])));
            assertEquals(offset, refusal.expected());
        }
        assertThrows(BlobOffsetException.class, upload::complete);
    }

    @Test
    void bytesWithAnotherDigestAreDeletedAndCanBeSentAgain() {
        byte[] announced = random(1, 5000);
        byte[] sent = announced.clone();
        sent[4999] ^= 1;
        Digest digest = Digest.of(announced);
        BlobUpload wrong = folder.upload(digest, 5000);
        wrong.append(0, ByteBuffer.wrap(sent));
        BlobMismatchException refusal = assertThrows(BlobMismatchException.class, wrong::complete);
        assertEquals(digest, refusal.expected());
        assertEquals(Digest.of(sent), refusal.found());
        assertFalse(folder.has(digest));
        assertFalse(Files.exists(folder.part(digest)));
        assertThrows(UploadReplacedException.class, wrong::complete);
        BlobUpload again = folder.upload(digest, 5000);
        assertEquals(0, again.offset());
        again.append(0, ByteBuffer.wrap(announced));
        again.complete();
        assertTrue(folder.has(digest));
    }

    @Test
    void sizesAreBounded() {
        assertThrows(BlobSizeException.class, () -> folder.put(new byte[(int) MAX_BYTES + 1]));
        assertThrows(BlobSizeException.class, () -> folder.upload(Digest.of("x"), MAX_BYTES + 1));
        assertThrows(BlobSizeException.class, () -> folder.upload(Digest.of("x"), -1));
        try (BlobUpload upload = folder.upload(Digest.of("x"), 10)) {
            assertThrows(BlobSizeException.class, () -> upload.append(0, ByteBuffer.wrap(new byte[11])));
            assertThrows(BlobSizeException.class, () -> upload.append(Long.MAX_VALUE, ByteBuffer.wrap(new byte[1])));
            assertThrows(BlobSizeException.class, () -> upload.append(-1, ByteBuffer.wrap(new byte[1])));
            assertEquals(0, upload.offset());
        }
        try (BlobUpload upload = folder.upload(Digest.of("y"), MAX_BYTES)) {
            ByteBuffer chunk = ByteBuffer.wrap(new byte[BlobFolder.MAX_CHUNK_BYTES + 1]);
            assertThrows(BlobSizeException.class, () -> upload.append(0, chunk));
        }
    }

    @Test
    void aNewerUploadTakesOver() {
        byte[] bytes = random(1, 3000);
        Digest digest = Digest.of(bytes);
        BlobUpload dead = folder.upload(digest, 3000);
        dead.append(0, ByteBuffer.wrap(bytes, 0, 1000));
        BlobUpload alive = folder.upload(digest, 3000);
        assertEquals(1000, alive.offset());
        ByteBuffer late = ByteBuffer.wrap(bytes, 1000, 500);
        assertThrows(UploadReplacedException.class, () -> dead.append(1000, late));
        dead.close();
        alive.append(1000, ByteBuffer.wrap(bytes, 1000, 2000));
        alive.complete();
        assertArrayEquals(bytes, folder.read(digest, 0, 3000));
    }

    @Test
    void anUploadOfABlobThatIsHereStandsAtItsEnd() {
        byte[] bytes = random(1, 3000);
        Digest digest = folder.put(bytes);
        try (BlobUpload upload = folder.upload(digest, 3000)) {
            assertEquals(3000, upload.offset());
            assertTrue(upload.isWhole());
            assertEquals(3000, upload.append(0, ByteBuffer.wrap(bytes)));
            upload.complete();
        }
        assertThrows(BlobSizeException.class, () -> folder.upload(digest, 2999));
        assertFalse(Files.exists(folder.part(digest)));
    }

    @Test
    void threadsThatStoreTheSameBlobAgree() throws Exception {
        byte[] bytes = random(1, 200_000);
        Digest digest = Digest.of(bytes);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            tasks.add(thread % 2 == 0 ? () -> folder.put(bytes).equals(digest) : () -> tryUpload(bytes, digest));
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> each : executor.invokeAll(tasks)) {
                assertTrue(each.get());
            }
        }
        assertArrayEquals(bytes, folder.read(digest, 0, 200_000));
    }

    private boolean tryUpload(byte[] bytes, Digest digest) {
        try (BlobUpload upload = folder.upload(digest, bytes.length)) {
            for (int start = 0; start < bytes.length; start += 10_000) {
                upload.append(start, ByteBuffer.wrap(bytes, start, 10_000));
            }
            upload.complete();
            return true;
        } catch (UploadReplacedException replaced) {
            return replaced.digest().equals(digest);
        }
    }

    @Test
    void idleUploadsAreDeletedAndOpenOnesAreNot() throws IOException {
        Digest idle = Digest.of("idle");
        Digest fresh = Digest.of("fresh");
        Digest busy = Digest.of("busy");
        Instant now = Instant.parse("2026-01-02T00:00:00Z");
        for (Digest each : List.of(idle, fresh, busy)) {
            BlobUpload upload = folder.upload(each, 100);
            upload.append(0, ByteBuffer.wrap(new byte[10]));
            if (!each.equals(busy)) {
                upload.close();
            }
            Instant touched = each.equals(fresh) ? now : now.minusSeconds(60);
            Files.setLastModifiedTime(folder.part(each), FileTime.from(touched));
        }
        assertEquals(1, folder.deleteUploadsIdleSince(now.minusSeconds(30)));
        assertFalse(Files.exists(folder.part(idle)));
        assertTrue(Files.exists(folder.part(fresh)));
        assertTrue(Files.exists(folder.part(busy)));
    }

    @Test
    void deletingAlsoEndsAnUpload() {
        Digest digest = Digest.of("x");
        BlobUpload upload = folder.upload(digest, 1);
        assertFalse(folder.delete(digest));
        assertThrows(UploadReplacedException.class, () -> upload.append(0, ByteBuffer.wrap("x".getBytes(UTF_8))));
        assertFalse(Files.exists(folder.part(digest)));
    }

    @Test
    void whatAnEarlierProcessWasPuttingIsRemoved() throws IOException {
        Path leftover = Files.writeString(root.resolve("incoming").resolve("1.new"), "half");
        reopen();
        assertFalse(Files.exists(leftover));
    }

    @Test
    void aPartLargerThanAnnouncedStartsAgain() throws IOException {
        Digest digest = Digest.of("abc");
        Files.writeString(folder.part(digest), "too long for this");
        try (BlobUpload upload = folder.upload(digest, 3)) {
            assertEquals(0, upload.offset());
            upload.append(0, ByteBuffer.wrap("abc".getBytes(UTF_8)));
            upload.complete();
        }
        assertEquals(3, folder.size(digest));
    }

    @Test
    void aFolderOpenToOthersIsRefused() throws IOException {
        folder.put("x".getBytes(UTF_8));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThrows(StoreFolderException.class, this::reopen);
    }

    @Test
    void killedInTheMiddleAnUploadGoesOnWhereItWasAcknowledged() throws Exception {
        Random random = new Random(5);
        int kills = Scale.of(3, 20, 200);
        byte[] bytes = UploadingProgram.content();
        Digest digest = Digest.of(bytes);
        BlobFolder large = BlobFolder.open(root, UploadingProgram.SIZE);
        long acknowledged = 0;
        for (int kill = 0; kill < kills; kill++) {
            acknowledged = uploadAndKill(acknowledged, 1 + random.nextInt(Math.max(1, 250 / kills)));
            assertFalse(large.has(digest), "nothing has the name before it is whole");
            try (BlobUpload upload = large.upload(digest, bytes.length)) {
                assertTrue(upload.offset() >= acknowledged, upload.offset() + " of " + acknowledged);
            }
        }
        assertEquals("whole", run());
        try (InputStream stream = large.open(digest, 0)) {
            assertArrayEquals(bytes, stream.readAllBytes());
        }
    }

    /// The last offset that the program printed before it was killed.
    private long uploadAndKill(long acknowledged, int chunks) throws IOException, InterruptedException {
        Process process = start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line = output.readLine();
            assertNotNull(line, "the program did not start");
            assertTrue(Long.parseLong(line) >= acknowledged);
            for (int i = 0; i < chunks; i++) {
                line = output.readLine();
            }
            // Process.destroyForcibly would also close the pipe.
            process.toHandle().destroyForcibly();
            process.waitFor();
            return Long.parseLong(String.valueOf(line));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private String run() throws IOException, InterruptedException {
        Process process = start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String last = output.lines().reduce("nothing", (_, line) -> line);
            assertEquals(0, process.waitFor());
            return last;
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadingProgram.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void wholeBlobsThatNobodyNeedsAndThatCameLongAgoAreDeleted() {
        Path place = temporary.resolve("swept");
        BlobFolder blobs = BlobFolder.open(place, 100);
        Digest needed = blobs.put(new byte[] {1});
        Digest unneeded = blobs.put(new byte[] {2});
        try (BlobUpload upload = blobs.upload(Digest.of("coming"), 5)) {
            assertEquals(0, upload.offset());
            assertEquals(0, blobs.deleteUnneededSince(Instant.EPOCH, _ -> false));
            assertEquals(1, blobs.deleteUnneededSince(Instant.now().plusSeconds(60), needed::equals));
        }
        assertTrue(blobs.has(needed));
        assertFalse(blobs.has(unneeded));
        assertTrue(Files.exists(
                place.resolve("incoming").resolve(Digest.of("coming").hex() + ".part")));
    }

    private Digest arrived(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        try (BlobUpload upload = folder.upload(digest, bytes.length)) {
            upload.append(upload.offset(), ByteBuffer.wrap(bytes));
            upload.complete();
        }
        return digest;
    }

    @Test
    void whatHasArrivedIsAnUploadAgainAfterARestart() {
        byte[] bytes = random(7, 5000);
        Digest digest = arrived(bytes);
        assertArrayEquals(bytes, folder.read(digest, 0, 5000));
        reopen();
        assertFalse(folder.has(digest), "the disk may not have it");
        try (BlobUpload upload = folder.upload(digest, 5000)) {
            assertEquals(5000, upload.offset());
            upload.complete();
        }
        assertArrayEquals(bytes, folder.read(digest, 0, 5000));
    }

    @Test
    void whatIsKeptStaysAfterARestart() {
        byte[] bytes = random(8, 5000);
        Digest digest = arrived(bytes);
        folder.keep(digest);
        folder.keep(digest);
        reopen();
        assertArrayEquals(bytes, folder.read(digest, 0, 5000));
        assertTrue(folder.delete(digest));
        assertThrows(BlobAbsentException.class, () -> folder.keep(digest));
    }

    /// As a machine without power leaves a file that was not forced to its disk.
    @Test
    void bytesThatArrivedAndWereLostWithThePowerAreSentAgain() throws IOException {
        byte[] bytes = random(9, 5000);
        Digest digest = arrived(bytes);
        Files.write(root.resolve("incoming").resolve(digest.hex() + ".arrived"), new byte[5000]);
        reopen();
        BlobUpload upload = folder.upload(digest, 5000);
        assertEquals(5000, upload.offset());
        assertThrows(BlobMismatchException.class, upload::complete);
        assertEquals(digest, arrived(bytes));
        assertArrayEquals(bytes, folder.read(digest, 0, 5000));
    }

    @Test
    void whatArrivedAndNobodyNeedsIsDeleted() {
        Digest needed = arrived(random(10, 50));
        Digest unneeded = arrived(random(11, 50));
        assertEquals(1, folder.deleteUnneededSince(Instant.now().plusSeconds(60), needed::equals));
        assertTrue(folder.has(needed));
        assertFalse(folder.has(unneeded));
        assertTrue(folder.delete(needed));
        assertFalse(folder.has(needed));
    }
}
