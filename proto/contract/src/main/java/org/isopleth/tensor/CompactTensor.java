package org.isopleth.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// A named array of exact sums in one [CompactFormat]. Immutable, thread-safe.
public final class CompactTensor implements Tensor {
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

    static CompactTensor read(TensorDeclaration declaration, byte[] bytes) {
        long[] words = new long[declaration.length()];
        if (bytes.length != (long) words.length * Long.BYTES) {
            throw new TensorException("tensor '" + declaration.name() + "' has another size than declared");
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return of(declaration, words);
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

    /// The elements, row-major, 8 bytes each, little-endian.
    @Override
    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(words.length, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.asLongBuffer().put(words);
        return out.array();
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
