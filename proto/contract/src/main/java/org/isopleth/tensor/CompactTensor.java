package org.isopleth.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// A named array of exact sums in one [CompactFormat]. Immutable, thread-safe.
public final class CompactTensor implements Tensor {
    private static final int BLOCK_ELEMENTS = 8192;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final List<Integer> shape;
    private final CompactFormat format;
    private final long[] words;

    /// @param words becomes this tensor's own
    CompactTensor(String name, List<Integer> shape, CompactFormat format, long[] words) {
        this.name = name;
        this.shape = List.copyOf(shape);
        this.format = format;
        this.words = words;
    }

    static CompactTensor zero(TensorDeclaration declaration) {
        return of(declaration, new long[declaration.length()]);
    }

    static CompactTensor read(TensorDeclaration declaration, InputStream in) throws IOException {
        long[] words = new long[declaration.length()];
        byte[] block = new byte[Math.min(words.length, BLOCK_ELEMENTS) * Long.BYTES];
        for (int from = 0; from < words.length; from += BLOCK_ELEMENTS) {
            int elements = Math.min(BLOCK_ELEMENTS, words.length - from);
            int bytes = elements * Long.BYTES;
            if (in.readNBytes(block, 0, bytes) < bytes) {
                throw new TensorException("tensor '" + declaration.name() + "' has another size than declared");
            }
            ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words, from, elements);
        }
        return of(declaration, words);
    }

    /// Adds the elements in `other` to those in `sum`, modulo 2^64, both in the form of [#bytes()].
    static void addBytes(byte[] sum, byte[] other, int bytes) {
        for (int at = 0; at < bytes; at += Long.BYTES) {
            WORDS.set(sum, at, (long) WORDS.get(sum, at) + (long) WORDS.get(other, at));
        }
    }

    private static CompactTensor of(TensorDeclaration declaration, long[] words) {
        if (!(declaration.format() instanceof CompactFormat format)) {
            throw new TensorException("tensor '" + declaration.name() + "' is declared in other numbers");
        }
        return new CompactTensor(declaration.name(), declaration.shape(), format, words);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Integer> shape() {
        return shape;
    }

    @Override
    public CompactFormat format() {
        return format;
    }

    @Override
    public int length() {
        return words.length;
    }

    /// This plus `other`, modulo 2^64, element by element.
    @Override
    public CompactTensor plus(Tensor other) {
        if (!(other instanceof CompactTensor that)
                || !name.equals(that.name)
                || !shape.equals(that.shape)
                || !format.equals(that.format)) {
            throw new TensorException("tensors that differ in name, shape or format do not add");
        }
        long[] sum = new long[words.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = words[i] + that.words[i];
        }
        return new CompactTensor(name, shape, format, sum);
    }

    @Override
    public double value(int index) {
        return format.decode(words[index]);
    }

    /// Puts the elements, row-major, 8 bytes each, into a little-endian buffer.
    @Override
    public void writeTo(ByteBuffer out) {
        out.asLongBuffer().put(words);
        out.position(out.position() + words.length * Long.BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompactTensor that
                && name.equals(that.name)
                && shape.equals(that.shape)
                && format.equals(that.format)
                && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
