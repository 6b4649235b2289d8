package org.isopleth.store.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.store.PrivateFiles;

/// A folder of files named by the SHA-256 digest of their bytes, readable by their owner only.
/// Thread-safe within one process, which owns the folder.
///
/// ```
/// 3f/2a/3f2a…            a whole blob
/// incoming/77c0….part    an upload, as far as it came
/// incoming/90ab….arrived an upload, complete and verified
/// incoming/12.new        a blob being put
/// ```
///
/// A name under the two levels appears by an atomic rename after its bytes were verified and forced to
/// the disk. What has arrived can be read like that, but is forced to the disk only by [#keep]: most of it is
/// added to a sum and deleted within seconds. After a restart it is an upload again, hashed again when its sender goes
/// on with it. So whatever can be opened is whole.
public final class BlobFolder {
    /// Largest range or chunk handled in one call, in bytes: 1 MiB.
    public static final int MAX_CHUNK_BYTES = 1024 * 1024;

    private final BlobPlaces places;
    private final long maxBytes;
    private final AtomicLong newFiles = new AtomicLong();
    private final ConcurrentMap<Digest, BlobUpload> uploads = new ConcurrentHashMap<>();

    private BlobFolder(Path root, long maxBytes) {
        this.places = new BlobPlaces(root);
        this.maxBytes = maxBytes;
    }

    /// Opens a folder, making it if it is absent.
    ///
    /// @param maxBytes largest blob to take, in bytes
    /// @throws org.isopleth.store.StoreFolderException if it cannot be made or is open to other users
    public static BlobFolder open(Path root, long maxBytes) {
        BlobFolder folder = new BlobFolder(root, maxBytes);
        folder.places.create();
        // What an earlier process was putting when it died; nobody was told that it is there.
        folder.places.fresh().forEach(BlobFolder::deleteFile);
        return folder;
    }

    /// Whether the whole blob is here.
    public boolean has(Digest digest) {
        return Files.exists(places.whole(digest)) || Files.exists(places.arrived(digest));
    }

    /// Where a blob lies, or would.
    private Path place(Digest digest) {
        Path whole = places.whole(digest);
        return !Files.exists(whole) && Files.exists(places.arrived(digest)) ? places.arrived(digest) : whole;
    }

    /// What is done with a file.
    private interface Reading<T> {
        T of(Path file) throws IOException;
    }

    /// Reads a blob where it lies; one that was kept between the look and the reading lies elsewhere now.
    private <T> T reading(Digest digest, Reading<T> reading) {
        Path file = place(digest);
        try {
            try {
                return reading.of(file);
            } catch (NoSuchFileException moved) {
                file = places.whole(digest);
                return reading.of(file);
            }
        } catch (IOException failure) {
            throw unreadable(digest, file, failure);
        }
    }

    /// Size of a blob in bytes.
    ///
    /// @throws BlobAbsentException if it is not here
    public long size(Digest digest) {
        return reading(digest, Files::size);
    }

    /// Stores `bytes`, durably when this returns. Storing them again changes nothing.
    ///
    /// @throws BlobSizeException if there are too many
    public Digest put(byte[] bytes) {
        requireSize(bytes.length);
        Digest digest = Digest.of(bytes);
        if (!Files.exists(places.whole(digest))) {
            Path file = places.fresh(newFiles.incrementAndGet());
            write(file, out -> out.write(bytes));
            places.keep(file, digest);
        }
        return digest;
    }

    /// What writes the bytes of a blob, from first to last.
    @FunctionalInterface
    public interface Content {
        /// Writes all bytes; throws what it likes to give the blob up.
        void writeTo(OutputStream out) throws IOException;
    }

    /// As [#put(byte[])], of bytes that are never in memory together: hashed as they are written.
    ///
    /// @throws BlobSizeException if there are too many
    public Digest put(Content content) {
        Path file = places.fresh(newFiles.incrementAndGet());
        MessageDigest hash = Digest.sha256();
        try {
            write(file, out -> content.writeTo(new BlobOutput(out, hash, maxBytes)));
        } catch (RuntimeException failure) {
            deleteFile(file);
            throw failure;
        }
        Digest digest = Digest.ofHash(hash.digest());
        if (Files.exists(places.whole(digest))) {
            deleteFile(file);
        } else {
            places.keep(file, digest);
        }
        return digest;
    }

    /// Makes a blob that has arrived durable; one that is, stays as it is.
    ///
    /// @throws BlobAbsentException if it is not here
    public void keep(Digest digest) {
        // One at a time for each blob: whoever comes second finds it kept.
        uploads.compute(digest, (_, upload) -> {
            if (!Files.exists(places.whole(digest))) {
                force(digest);
                places.keep(places.arrived(digest), digest);
            }
            return upload;
        });
    }

    private void force(Digest digest) {
        Path file = places.arrived(digest);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException failure) {
            throw unreadable(digest, file, failure);
        }
    }

    /// Writes a new file and forces it to the disk.
    private static void write(Path file, Content content) {
        try (FileChannel channel = PrivateFiles.openForWriting(file, StandardOpenOption.TRUNCATE_EXISTING)) {
            content.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
        } catch (IOException failure) {
            throw new BlobFileException(file, failure);
        }
    }

    /// Starts or resumes an upload, which then says at which offset to go on. An upload of the same
    /// blob that is still open is closed first: its connection is probably dead.
    ///
    /// @param digest what the bytes will have to match
    /// @param size how many bytes there will be
    /// @throws BlobSizeException if that is too much
    public BlobUpload upload(Digest digest, long size) {
        requireSize(size);
        return uploads.compute(digest, (_, earlier) -> {
            if (earlier != null) {
                earlier.end();
            }
            return BlobUpload.open(this, digest, size);
        });
    }

    /// Opens a blob for reading from `offset` on; the caller closes it.
    ///
    /// @throws BlobAbsentException if it is not here
    /// @throws BlobSizeException if it ends before `offset`
    public InputStream open(Digest digest, long offset) {
        return reading(digest, file -> {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                requireRange(offset, channel.size());
                return Channels.newInputStream(channel.position(offset));
            } catch (IOException | BlobSizeException reason) {
                closeAfter(channel, reason);
                throw reason;
            }
        });
    }

    /// The bytes from `offset` on: `length` of them, fewer only at the blob's end.
    ///
    /// @param length at most [#MAX_CHUNK_BYTES]
    /// @throws BlobAbsentException if it is not here
    /// @throws BlobSizeException if `length` is too large or the blob ends before `offset`
    public byte[] read(Digest digest, long offset, int length) {
        requireRange(length, MAX_CHUNK_BYTES);
        try (InputStream bytes = open(digest, offset)) {
            return bytes.readNBytes(length);
        } catch (IOException failure) {
            throw unreadable(digest, places.whole(digest), failure);
        }
    }

    /// Deletes a blob and any upload of it.
    ///
    /// @return whether the whole blob was here
    public boolean delete(Digest digest) {
        boolean[] deleted = {false};
        uploads.compute(digest, (_, upload) -> {
            if (upload != null) {
                upload.end();
            }
            deleteFile(places.part(digest));
            deleted[0] = deleteFile(places.whole(digest));
            return null;
        });
        boolean arrived = deleteFile(places.arrived(digest));
        if (deleted[0]) {
            places.syncWhole(digest);
        }
        return deleted[0] || arrived;
    }

    /// Deletes uploads that nobody has open and that got no byte since `instant`.
    ///
    /// @return how many
    public int deleteUploadsIdleSince(Instant instant) {
        int deleted = 0;
        for (Digest digest : places.parts()) {
            deleted += deleteIdle(digest, places.part(digest), instant) ? 1 : 0;
        }
        return deleted;
    }

    /// Deletes whole blobs that nobody needs and that came before `instant`.
    ///
    /// @param needed whether a blob must stay
    /// @return how many
    public int deleteUnneededSince(Instant instant, Predicate<Digest> needed) {
        int deleted = 0;
        for (Digest digest : Stream.concat(places.wholes().stream(), places.arrivals().stream())
                .toList()) {
            deleted += !needed.test(digest) && isOlder(place(digest), instant) && delete(digest) ? 1 : 0;
        }
        return deleted;
    }

    private static boolean isOlder(Path file, Instant instant) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(instant);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException failure) {
            throw new BlobFileException(file, failure);
        }
    }

    private boolean deleteIdle(Digest digest, Path file, Instant instant) {
        boolean[] deleted = {false};
        uploads.compute(digest, (_, upload) -> {
            try {
                boolean idle = upload == null
                        && Files.getLastModifiedTime(file).toInstant().isBefore(instant);
                deleted[0] = idle && deleteFile(file);
            } catch (NoSuchFileException gone) {
                deleted[0] = false;
            } catch (IOException failure) {
                throw new BlobFileException(file, failure);
            }
            return upload;
        });
        return deleted[0];
    }

    Path part(Digest digest) {
        return places.part(digest);
    }

    /// All bytes of an upload are in its file and verified.
    void arrive(Digest digest) {
        places.arrive(digest);
    }

    void forget(Digest digest, BlobUpload upload) {
        uploads.remove(digest, upload);
    }

    private void requireSize(long size) {
        requireRange(size, maxBytes);
    }

    static void requireRange(long size, long limit) {
        if (size < 0 || size > limit) {
            throw new BlobSizeException(size, limit);
        }
    }

    static boolean deleteFile(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new BlobFileException(file, failure);
        }
    }

    private static BlobException unreadable(Digest digest, Path file, IOException failure) {
        return failure instanceof NoSuchFileException
                ? new BlobAbsentException(digest)
                : new BlobFileException(file, failure);
    }

    private static void closeAfter(FileChannel channel, Exception reason) {
        try {
            channel.close();
        } catch (IOException failure) {
            reason.addSuppressed(failure);
        }
    }
}
