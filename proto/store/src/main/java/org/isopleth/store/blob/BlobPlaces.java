package org.isopleth.store.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.store.PrivateFiles;

/// Where the files of a [BlobFolder] lie. Immutable, thread-safe.
final class BlobPlaces {
    /// How far below the root a blob lies.
    private static final int DEPTH = 3;

    private static final String PART = ".part";
    private static final String ARRIVED = ".arrived";
    private static final String NEW = ".new";

    private final Path root;
    private final Path incoming;

    BlobPlaces(Path root) {
        this.root = root;
        this.incoming = root.resolve("incoming");
    }

    /// Makes the folders that are absent. What had arrived before a restart is an upload again: its bytes may not have
    /// reached the disk.
    void create() {
        PrivateFiles.createFolder(root);
        PrivateFiles.createFolder(incoming);
        arrivals().forEach(digest -> move(arrived(digest), part(digest)));
    }

    /// A whole blob.
    Path whole(Digest digest) {
        String hex = digest.hex();
        return root.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex);
    }

    /// An upload, as far as it came.
    Path part(Digest digest) {
        return incoming.resolve(digest.hex() + PART);
    }

    /// An upload that is complete and verified, and not forced to the disk.
    Path arrived(Digest digest) {
        return incoming.resolve(digest.hex() + ARRIVED);
    }

    /// An upload is complete and verified.
    void arrive(Digest digest) {
        move(part(digest), arrived(digest));
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new BlobFileException(to, failure);
        }
    }

    /// A blob being put.
    Path fresh(long number) {
        return incoming.resolve(number + NEW);
    }

    /// Gives a file whose bytes are on disk and verified its name, and forces the name to disk too.
    void keep(Path file, Digest digest) {
        Path target = whole(digest);
        Path second = parent(target);
        Path first = parent(second);
        try {
            if (!Files.exists(first)) {
                PrivateFiles.createFolder(first);
                PrivateFiles.syncFolder(root);
            }
            if (!Files.exists(second)) {
                PrivateFiles.createFolder(second);
                PrivateFiles.syncFolder(first);
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.syncFolder(second);
        } catch (IOException failure) {
            throw new BlobFileException(target, failure);
        }
    }

    /// Forces to disk that a blob is there no more.
    void syncWhole(Digest digest) {
        PrivateFiles.syncFolder(parent(whole(digest)));
    }

    /// Every whole blob.
    List<Digest> wholes() {
        try (Stream<Path> files = Files.find(root, DEPTH, (file, kind) -> kind.isRegularFile())) {
            return files.filter(file -> !file.startsWith(incoming))
                    .map(file -> new Digest(String.valueOf(file.getFileName())))
                    .toList();
        } catch (IOException failure) {
            throw new BlobFileException(root, failure);
        }
    }

    /// Every upload.
    List<Digest> parts() {
        return digests(PART);
    }

    /// Everything that has arrived.
    List<Digest> arrivals() {
        return digests(ARRIVED);
    }

    private List<Digest> digests(String suffix) {
        return incoming(suffix).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .map(name -> new Digest(name.substring(0, name.length() - suffix.length())))
                .toList();
    }

    /// Every blob being put.
    List<Path> fresh() {
        return incoming(NEW);
    }

    private List<Path> incoming(String suffix) {
        try (Stream<Path> files = Files.list(incoming)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        } catch (IOException failure) {
            throw new BlobFileException(incoming, failure);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a file of the folder has a parent");
        }
        return parent;
    }
}
