package org.isopleth.radiomics.write;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.isopleth.radiomics.volume.Volume;

/// A file for the owner's eyes alone that appears whole or not at all. Stateless, thread-safe.
final class PrivateFile {
    private static final int CHUNK = 1 << 14;

    private PrivateFile() {}

    /// What fills the file.
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Writes beside the file first: temporary files are made readable by their owner only.
    static void write(Path file, Content content) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("a file lies in a folder");
        }
        Path draft = Files.createTempFile(folder, ".writing-", "");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                content.writeTo(out);
            }
            Files.move(draft, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// The values as little-endian single precision.
    static void values(Volume volume, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(Float.BYTES * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int voxels = volume.grid().voxels();
        for (int from = 0; from < voxels; from += CHUNK) {
            chunk.clear();
            for (int i = from; i < Math.min(voxels, from + CHUNK); i++) {
                chunk.putFloat(volume.at(i));
            }
            out.write(chunk.array(), 0, chunk.position());
        }
    }
}
