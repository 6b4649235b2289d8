package org.isopleth.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// The byte form of contributions as it lies in files: checked and added block by block, so that memory
/// grows neither with their length nor with their number. [Contribution] describes the form. Stateless,
/// thread-safe.
public final class ContributionBytes {
    static final byte[] MAGIC = "isopleth-contribution/1\n".getBytes(StandardCharsets.US_ASCII);

    /// Where the elements of the first tensor begin, in bytes.
    public static final int FIRST_ELEMENT = MAGIC.length + Long.BYTES;

    /// What lies between the elements of one tensor and those of the next, in bytes.
    public static final int BETWEEN_TENSORS = Long.BYTES;

    private static final int BLOCK_BYTES = 1 << 16;

    private ContributionBytes() {}

    /// Reads to the end and checks every size against its declaration. Elements are any bits.
    ///
    /// @throws TensorException when the bytes are not a contribution as declared
    public static void check(List<TensorDeclaration> declarations, InputStream in) throws IOException {
        start(in);
        for (TensorDeclaration declaration : declarations) {
            long bytes = next(declaration, in);
            try {
                in.skipNBytes(bytes - 1);
            } catch (EOFException e) {
                throw otherSize(declaration);
            }
            // The last is read, for a file lets itself be skipped beyond its end.
            if (in.read() < 0) {
                throw otherSize(declaration);
            }
        }
        end(in);
    }

    /// Writes the sum of `parts`: the same bytes as the byte form of the sum of the contributions, in
    /// whatever order they are.
    ///
    /// @param parts at least one, each from its beginning
    /// @throws TensorException when one is not a contribution as declared
    public static void add(List<TensorDeclaration> declarations, List<InputStream> parts, OutputStream sum)
            throws IOException {
        for (InputStream part : parts) {
            start(part);
        }
        sum.write(MAGIC);
        byte[] total = new byte[BLOCK_BYTES];
        byte[] block = new byte[BLOCK_BYTES];
        for (TensorDeclaration declaration : declarations) {
            long left = declaration.size();
            for (InputStream part : parts) {
                next(declaration, part);
            }
            sum.write(word(left));
            while (left > 0) {
                int bytes = (int) Math.min(BLOCK_BYTES, left);
                fill(declaration, parts.getFirst(), total, bytes);
                for (InputStream part : parts.subList(1, parts.size())) {
                    fill(declaration, part, block, bytes);
                    Tensor.addBytes(declaration, total, block, bytes);
                }
                sum.write(total, 0, bytes);
                left -= bytes;
            }
        }
        for (InputStream part : parts) {
            end(part);
        }
    }

    private static void fill(TensorDeclaration declaration, InputStream part, byte[] block, int bytes)
            throws IOException {
        if (part.readNBytes(block, 0, bytes) < bytes) {
            throw otherSize(declaration);
        }
    }

    /// The size of a contribution whose tensors have these sizes, in bytes.
    static long size(LongStream sizes) {
        return MAGIC.length + sizes.map(size -> Long.BYTES + size).sum();
    }

    static void start(InputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new TensorException("the bytes are not a contribution");
        }
    }

    /// Reads the size of the next tensor, in bytes, which must be as declared.
    static long next(TensorDeclaration declaration, InputStream in) throws IOException {
        long expected = declaration.size();
        if (!Arrays.equals(in.readNBytes(Long.BYTES), word(expected))) {
            throw otherSize(declaration);
        }
        return expected;
    }

    static void end(InputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new TensorException("the contribution is longer than declared");
        }
    }

    private static byte[] word(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    private static TensorException otherSize(TensorDeclaration declaration) {
        return new TensorException("tensor '" + declaration.name() + "' has another size than declared");
    }
}
