package org.isopleth.store.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.store.PrivateFiles;
import org.jspecify.annotations.Nullable;

/// A folder of files named by the SHA-256 digest of their bytes, readable by their owner only.
/// Thread-safe within one process, which owns the folder.
///
/// ```
/// 3f/2a/3f2a…            a whole blob
/// incoming/77c0….part    an upload, as far as it came
/// incoming/12.new        a blob being put
/// ```
///
/// A name under the two levels appears by an atomic rename after its bytes were verified and forced to
/// the disk, so whatever can be opened is whole.
public final class BlobFolder {
    /// Largest range or chunk handled in one call, in bytes: 1 MiB.
    public static final int MAX_CHUNK_BYTES = 1024 * 1024;

    /// How far below the root a blob lies.
    private static final int DEPTH = 3;

    private static final String PART = ".part";
    private static final String NEW = ".new";

    private final Path root;
    private final Path incoming;
    private final long maxBytes;
    private final AtomicLong newFiles = new AtomicLong();
    private final ConcurrentMap<Digest, BlobUpload> uploads = new ConcurrentHashMap<>();

    private BlobFolder(Path root, long maxBytes) {
        this.root = root;
        this.incoming = root.resolve("incoming");
        this.maxBytes = maxBytes;
    }

    /// Opens a folder, making it if it is absent.
    ///
    /// @param maxBytes largest blob to take, in bytes
    /// @throws org.isopleth.store.StoreFolderException if it cannot be made or is open to other users
    public static BlobFolder open(Path root, long maxBytes) {
        BlobFolder folder = new BlobFolder(root, maxBytes);
        PrivateFiles.createFolder(root);
        PrivateFiles.createFolder(folder.incoming);
        // What an earlier process was putting when it died; nobody was told that it is there.
        folder.incomingFiles(NEW).forEach(BlobFolder::deleteFile);
        return folder;
    }

    /// Whether the whole blob is here.
    public boolean has(Digest digest) {
        return Files.exists(file(digest));
    }

    /// Size of a blob in bytes.
    ///
    /// @throws BlobAbsentException if it is not here
    public long size(Digest digest) {
        Path file = file(digest);
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw unreadable(digest, file, failure);
        }
    }

    /// Stores `bytes`, durably when this returns. Storing them again changes nothing.
    ///
    /// @throws BlobSizeException if there are too many
    public Digest put(byte[] bytes) {
        requireSize(bytes.length);
        Digest digest = Digest.of(bytes);
        if (has(digest)) {
            return digest;
        }
        Path file = incoming.resolve(newFiles.incrementAndGet() + NEW);
        try (FileChannel channel = PrivateFiles.openForWriting(file, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException failure) {
            throw new BlobFileException(file, failure);
        }
        keep(file, digest);
        return digest;
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
        Path file = file(digest);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            requireRange(offset, channel.size());
            return Channels.newInputStream(channel.position(offset));
        } catch (IOException failure) {
            closeAfter(channel, failure);
            throw unreadable(digest, file, failure);
        } catch (BlobSizeException refusal) {
            closeAfter(channel, refusal);
            throw refusal;
        }
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
            throw unreadable(digest, file(digest), failure);
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
            deleteFile(part(digest));
            deleted[0] = deleteFile(file(digest));
            return null;
        });
        if (deleted[0]) {
            PrivateFiles.syncFolder(parent(file(digest)));
        }
        return deleted[0];
    }

    /// Deletes uploads that nobody has open and that got no byte since `instant`.
    ///
    /// @return how many
    public int deleteUploadsIdleSince(Instant instant) {
        int deleted = 0;
        for (Path file : incomingFiles(PART)) {
            String name = String.valueOf(file.getFileName());
            Digest digest = new Digest(name.substring(0, name.length() - PART.length()));
            deleted += deleteIdle(digest, file, instant) ? 1 : 0;
        }
        return deleted;
    }

    /// Deletes whole blobs that nobody needs and that came before `instant`.
    ///
    /// @param needed whether a blob must stay
    /// @return how many
    public int deleteUnneededSince(Instant instant, Predicate<Digest> needed) {
        int deleted = 0;
        for (Path file : wholeFiles()) {
            Digest digest = new Digest(String.valueOf(file.getFileName()));
            deleted += !needed.test(digest) && isOlder(file, instant) && delete(digest) ? 1 : 0;
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

    private List<Path> wholeFiles() {
        try (Stream<Path> files = Files.find(root, DEPTH, (file, kind) -> kind.isRegularFile())) {
            return files.filter(file -> !file.startsWith(incoming)).toList();
        } catch (IOException failure) {
            throw new BlobFileException(root, failure);
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
        return incoming.resolve(digest.hex() + PART);
    }

    /// Gives a file whose bytes are on disk and verified its name, and forces the name to disk too.
    void keep(Path file, Digest digest) {
        Path target = file(digest);
        Path second = parent(target);
        Path first = parent(second);
        try {
            if (!Files.exists(second)) {
                PrivateFiles.createFolder(first);
                PrivateFiles.createFolder(second);
                PrivateFiles.syncFolder(root);
                PrivateFiles.syncFolder(first);
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.syncFolder(second);
        } catch (IOException failure) {
            throw new BlobFileException(target, failure);
        }
    }

    void forget(Digest digest, BlobUpload upload) {
        uploads.remove(digest, upload);
    }

    private Path file(Digest digest) {
        String hex = digest.hex();
        return root.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a file of the folder has a parent");
        }
        return parent;
    }

    private List<Path> incomingFiles(String suffix) {
        try (Stream<Path> files = Files.list(incoming)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        } catch (IOException failure) {
            throw new BlobFileException(incoming, failure);
        }
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

    private static void closeAfter(@Nullable FileChannel channel, Exception reason) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException failure) {
                reason.addSuppressed(failure);
            }
        }
    }
}
