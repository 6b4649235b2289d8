package org.isopleth.radiomics.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.jspecify.annotations.Nullable;

/// The results so far, one line each, on disk before the next case is told of: what a run that was killed
/// continues from. Thread-safe; one program at a time.
///
/// A line is `{"digest":…,"key":…,"result":…}`, where the digest is that of the result. A line that was cut by
/// a crash, or changed, is passed over, and its case measured again. Memory holds a place for each line, not
/// the results.
public final class Journal implements AutoCloseable {
    /// Longest line that is read back: thousands of regions.
    private static final int LONGEST_LINE = 1 << 28;

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private final Map<Digest, Place> places = new HashMap<>();

    private record Place(long offset, int length) {}

    private Journal(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /// Opens a journal, or begins one.
    ///
    /// @throws JournalException when another program uses it, or the file system refuses
    public static Journal open(Path file) {
        try {
            FileChannel channel =
                    OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = locked(channel);
            if (lock == null) {
                channel.close();
                throw new JournalException(file + ": another run writes these results; wait until it ends");
            }
            Journal journal = new Journal(file, channel, lock);
            journal.load();
            return journal;
        } catch (IOException e) {
            throw new JournalException(file + ": the journal cannot be opened; check the folder and its rights");
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Finds the sound lines, and cuts off what a crash left of the last one.
    private void load() throws IOException {
        long end = 0;
        long begin = 0;
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (long at = 0; channel.read(buffer.clear(), at) > 0; ) {
            buffer.flip();
            for (int i = 0; i < buffer.limit(); i++) {
                if (buffer.get(i) == '\n') {
                    end = at + i + 1;
                    note(begin, end - 1 - begin);
                    begin = end;
                }
            }
            at += buffer.limit();
        }
        channel.truncate(end);
    }

    private void note(long offset, long length) throws IOException {
        if (length <= LONGEST_LINE) {
            Place place = new Place(offset, (int) length);
            key(place).ifPresent(key -> places.put(key, place));
        }
    }

    /// The key of a sound line.
    private Optional<Digest> key(Place place) throws IOException {
        try {
            Json.Obj json = line(place);
            Json.Obj result = json.object("result");
            if (!CanonicalJson.digest(result).hex().equals(json.text("digest"))) {
                return Optional.empty();
            }
            CaseResult.read(result);
            return Optional.of(new Digest(json.text("key")));
        } catch (JsonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Json.Obj line(Place place) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(place.length);
        while (line.hasRemaining() && channel.read(line, place.offset + line.position()) > 0) {}
        return CanonicalJson.parse(line.array()).asObject();
    }

    /// The result of a case, if there is one.
    ///
    /// @param key what the result depends on
    public synchronized Optional<CaseResult> find(Digest key) {
        Place place = places.get(key);
        if (place == null) {
            return Optional.empty();
        }
        try {
            // Checked when the journal was opened, or written since: no other program writes here.
            return Optional.of(CaseResult.read(line(place).object("result")));
        } catch (IOException e) {
            throw failed();
        }
    }

    /// Adds a result; it is on disk afterwards.
    public void add(Digest key, CaseResult result) {
        // Threads wait for each other while they write, not while they make what is to be written.
        write(key, line(key, result));
    }

    private static byte[] line(Digest key, CaseResult result) {
        Json json = result.json();
        String line = CanonicalJson.text(Json.object()
                .with("digest", CanonicalJson.digest(json).hex())
                .with("key", key.hex())
                .with("result", json)
                .build());
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private synchronized void write(Digest key, byte[] bytes) {
        try {
            long offset = channel.size();
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left, offset + left.position());
            }
            channel.force(false);
            places.put(key, new Place(offset, bytes.length - 1));
        } catch (IOException e) {
            throw failed();
        }
    }

    private JournalException failed() {
        return new JournalException(file + ": the journal cannot be written or read; check the disk");
    }

    /// Removes the journal: its results are elsewhere.
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed();
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the journal cannot be closed; check the disk", e);
        }
    }
}
