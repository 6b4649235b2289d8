package org.isopleth.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// A named array of exact sums in one [WideFormat]. Immutable, thread-safe.
public final class WideTensor implements Tensor {

    /// Bytes of one element: 128 bits, little-endian two's complement.
    public static final int BYTES_PER_ELEMENT = 16;

    private static final int BLOCK_ELEMENTS = 4096;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final List<Integer> shape;
    private final WideFormat format;
    private final long[] high;
    private final long[] low;

    /// Takes the arrays over: nobody may change them afterwards.
    WideTensor(String name, List<Integer> shape, WideFormat format, long[] high, long[] low) {
        this.name = name;
        this.shape = List.copyOf(shape);
        this.format = format;
        this.high = high;
        this.low = low;
    }

    /// All zeros, the sum of nothing.
    public static WideTensor zero(TensorDeclaration declaration) {
        int length = declaration.length();
        return new WideTensor(
                declaration.name(),
                declaration.shape(),
                WideFormat.of(declaration),
                new long[length],
                new long[length]);
    }

    /// A tensor of one part for each element: what `part` says of its index (row-major).
    ///
    /// @throws TensorException when a part is not finite or beyond the declared bound
    public static WideTensor of(TensorDeclaration declaration, IntToDoubleFunction part) {
        int length = declaration.length();
        WideFormat format = WideFormat.of(declaration);
        long[] high = new long[length];
        long[] low = new long[length];
        for (int i = 0; i < length; i++) {
            double value = part.applyAsDouble(i);
            if (!(Math.abs(value) <= declaration.bound())) {
                throw new TensorException("tensor '" + declaration.name() + "' holds a part beyond its declared bound");
            }
            low[i] = format.encodeLow(value);
            high[i] = format.encodeHigh(value);
        }
        return new WideTensor(declaration.name(), declaration.shape(), format, high, low);
    }

    /// Reads [#bytes()] back, block by block.
    ///
    /// @throws TensorException when the bytes end early
    static WideTensor read(TensorDeclaration declaration, InputStream in) throws IOException {
        int length = declaration.length();
        long[] high = new long[length];
        long[] low = new long[length];
        byte[] block = new byte[Math.min(length, BLOCK_ELEMENTS) * BYTES_PER_ELEMENT];
        for (int from = 0; from < length; from += BLOCK_ELEMENTS) {
            int elements = Math.min(BLOCK_ELEMENTS, length - from);
            int bytes = elements * BYTES_PER_ELEMENT;
            if (in.readNBytes(block, 0, bytes) < bytes) {
                throw new TensorException("tensor '" + declaration.name() + "' has another size than declared");
            }
            for (int i = 0; i < elements; i++) {
                low[from + i] = (long) WORDS.get(block, i * BYTES_PER_ELEMENT);
                high[from + i] = (long) WORDS.get(block, i * BYTES_PER_ELEMENT + Long.BYTES);
            }
        }
        return new WideTensor(declaration.name(), declaration.shape(), WideFormat.of(declaration), high, low);
    }

    /// Adds the elements in `other` to those in `sum`, modulo 2^128, both in the form of [#bytes()].
    static void addBytes(byte[] sum, byte[] other, int bytes) {
        for (int at = 0; at < bytes; at += BYTES_PER_ELEMENT) {
            long part = (long) WORDS.get(other, at);
            long low = (long) WORDS.get(sum, at) + part;
            long carry = Long.compareUnsigned(low, part) < 0 ? 1 : 0;
            WORDS.set(sum, at, low);
            WORDS.set(
                    sum,
                    at + Long.BYTES,
                    (long) WORDS.get(sum, at + Long.BYTES) + (long) WORDS.get(other, at + Long.BYTES) + carry);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /// Lengths of the dimensions; empty for a scalar.
    @Override
    public List<Integer> shape() {
        return shape;
    }

    @Override
    public WideFormat format() {
        return format;
    }

    /// The number of elements.
    @Override
    public int length() {
        return low.length;
    }

    /// This plus `other`, modulo 2^128, element by element.
    ///
    /// @throws TensorException when the two differ in name, shape or format
    @Override
    public WideTensor plus(Tensor other) {
        if (!(other instanceof WideTensor that)
                || !name.equals(that.name)
                || !shape.equals(that.shape)
                || !format.equals(that.format)) {
            throw new TensorException("tensors that differ in name, shape or format do not add");
        }
        long[] sumHigh = new long[low.length];
        long[] sumLow = new long[low.length];
        for (int i = 0; i < low.length; i++) {
            sumLow[i] = low[i] + that.low[i];
            int carry = Long.compareUnsigned(sumLow[i], low[i]) < 0 ? 1 : 0;
            sumHigh[i] = high[i] + that.high[i] + carry;
        }
        return new WideTensor(name, shape, format, sumHigh, sumLow);
    }

    /// The element at `index` (row-major), as the nearest double, ties to even.
    @Override
    public double value(int index) {
        return format.decode(high[index], low[index]);
    }

    /// Puts the elements, row-major, 16 bytes each, into a little-endian buffer.
    @Override
    public void writeTo(ByteBuffer out) {
        for (int i = 0; i < low.length; i++) {
            out.putLong(low[i]).putLong(high[i]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WideTensor that
                && name.equals(that.name)
                && shape.equals(that.shape)
                && format.equals(that.format)
                && Arrays.equals(high, that.high)
                && Arrays.equals(low, that.low);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Arrays.hashCode(low);
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
