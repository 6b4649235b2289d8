package org.isopleth.client.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// How far a ledger was forwarded, in a file for its owner alone. It is written after the receiver has the entries,
/// so that a crash in between sends some twice and none never. Immutable, thread-safe.
///
/// @param origin the ledger's name
/// @param next the first entry that was not forwarded
/// @param lastLeaf the hash of the entry before it, in hexadecimal; empty at the beginning
public record ForwardPosition(String origin, long next, String lastLeaf) {
    private static final int VERSION = 1;

    /// The position kept in `file`, if there is one.
    ///
    /// @throws IOException when it cannot be read, or is no position
    public static Optional<ForwardPosition> read(Path file) throws IOException {
        try {
            Json.Obj in = CanonicalJson.parse(Files.readAllBytes(file)).asObject();
            if (in.integer("forward") != VERSION || in.integer("next") < 0) {
                throw new IOException("no position of a forwarder");
            }
            return Optional.of(new ForwardPosition(in.text("origin"), in.integer("next"), in.text("lastLeaf")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonException e) {
            throw new IOException("no position of a forwarder", e);
        }
    }

    /// Keeps it: whole or not at all, and on disk when this returns.
    public void write(Path file) throws IOException {
        byte[] bytes = CanonicalJson.bytes(Json.object()
                .with("forward", VERSION)
                .with("origin", origin)
                .with("next", next)
                .with("lastLeaf", lastLeaf)
                .build());
        Path whole = file.toAbsolutePath();
        Path beside = whole.resolveSibling(whole.getFileName() + ".unfinished");
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(
                beside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
