package org.isopleth.store.blob;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.isopleth.canonical.Digest;

/// A program that uploads seeded random bytes in small chunks until it is killed, and prints the
/// offset after every chunk it was told is in the file.
final class UploadingProgram {
    static final int SIZE = 3_000_000;
    private static final int CHUNK = 10_007;

    private UploadingProgram() {}

    static byte[] content() {
        byte[] bytes = new byte[SIZE];
        new Random(99).nextBytes(bytes);
        return bytes;
    }

    public static void main(String[] arguments) {
        PrintStream output = System.out;
        byte[] bytes = content();
        BlobFolder folder = BlobFolder.open(Path.of(arguments[0]), SIZE);
        try (BlobUpload upload = folder.upload(Digest.of(bytes), SIZE)) {
            output.println(upload.offset());
            while (upload.offset() < SIZE) {
                int start = (int) upload.offset();
                int length = Math.min(CHUNK, SIZE - start);
                output.println(upload.append(start, ByteBuffer.wrap(bytes, start, length)));
            }
            upload.complete();
            output.println("whole");
        }
    }
}
