package org.isopleth.tensor;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// A named array of exact sums in one [WideFormat]. Immutable, thread-safe.
public final class WideTensor implements Tensor {

    /// Bytes of one element: 128 bits, little-endian two's complement.
    public static final int BYTES_PER_ELEMENT = 16;

    private final String name;
    private final List<Integer> shape;
    private final WideFormat format;
    private final long[] high;
    private final long[] low;

    WideTensor(String name, List<Integer> shape, WideFormat format, long[] high, long[] low) {
        this.name = name;
        this.shape = List.copyOf(shape);
        this.format = format;
        this.high = high.clone();
        this.low = low.clone();
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
        WideFormat format = declaration.format();
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

    /// Reads [#bytes()] back.
    ///
    /// @throws TensorException when the number of bytes does not fit the declaration
    public static WideTensor read(TensorDeclaration declaration, byte[] bytes) {
        int length = declaration.length();
        if (bytes.length != Math.multiplyExact(length, BYTES_PER_ELEMENT)) {
            throw new TensorException("tensor '" + declaration.name() + "' has another size than declared");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] high = new long[length];
        long[] low = new long[length];
        for (int i = 0; i < length; i++) {
            low[i] = in.getLong();
            high[i] = in.getLong();
        }
        return new WideTensor(declaration.name(), declaration.shape(), WideFormat.of(declaration), high, low);
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

    /// The element at `index` (row-major), as the nearest double.
    @Override
    public double value(int index) {
        BigInteger sum =
                BigInteger.valueOf(high[index]).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low[index])));
        return format.decode(sum);
    }

    /// The elements, row-major, 16 bytes each, little-endian.
    @Override
    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(low.length * BYTES_PER_ELEMENT).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < low.length; i++) {
            out.putLong(low[i]).putLong(high[i]);
        }
        return out.array();
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
