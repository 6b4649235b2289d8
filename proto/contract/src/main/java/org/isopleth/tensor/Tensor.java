package org.isopleth.tensor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/// A named array of exact sums, in the profile its declaration names. Immutable, thread-safe.
public sealed interface Tensor permits WideTensor, CompactTensor {

    /// As it was declared.
    String name();

    /// Lengths of the dimensions; empty for a scalar.
    List<Integer> shape();

    /// How its elements are carried.
    NumberFormat format();

    /// The number of elements.
    int length();

    /// This plus `other`, element by element.
    ///
    /// @throws TensorException when the two differ in name, shape or format
    Tensor plus(Tensor other);

    /// The element at `index` (row-major), as the nearest double.
    double value(int index);

    /// Puts the elements, row-major, into a little-endian buffer that has room for [#size()] bytes.
    void writeTo(ByteBuffer out);

    /// The elements, row-major, little-endian.
    default byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size())).order(ByteOrder.LITTLE_ENDIAN);
        writeTo(out);
        return out.array();
    }

    /// The size of [#bytes()].
    default long size() {
        return (long) length() * format().bytesPerElement();
    }

    /// All elements, row-major, each as the nearest double.
    default double[] values() {
        double[] values = new double[length()];
        Arrays.setAll(values, this::value);
        return values;
    }

    /// A tensor of one part for each element: what `part` says of its index (row-major).
    ///
    /// @throws TensorException when a part is not finite, or beyond the declared bound and not to be clipped
    static Tensor of(TensorDeclaration declaration, IntToDoubleFunction part) {
        return switch (declaration.numbers()) {
            case NumberProfile.Wide() -> WideTensor.of(declaration, part);
            case NumberProfile.Compact _ -> {
                TensorSum sum = TensorSum.of(declaration);
                int length = declaration.length();
                for (int i = 0; i < length; i++) {
                    sum.add(i, part.applyAsDouble(i));
                }
                yield sum.total();
            }
        };
    }

    /// All zeros, the sum of nothing.
    static Tensor zero(TensorDeclaration declaration) {
        return switch (declaration.numbers()) {
            case NumberProfile.Wide() -> WideTensor.zero(declaration);
            case NumberProfile.Compact _ -> CompactTensor.zero(declaration);
        };
    }

    /// Reads [#bytes()] back, block by block, and nothing beyond.
    ///
    /// @throws TensorException when the bytes end early
    static Tensor read(TensorDeclaration declaration, InputStream in) throws IOException {
        return switch (declaration.numbers()) {
            case NumberProfile.Wide() -> WideTensor.read(declaration, in);
            case NumberProfile.Compact _ -> CompactTensor.read(declaration, in);
        };
    }

    /// Reads [#bytes()] back.
    ///
    /// @throws TensorException when the number of bytes does not fit the declaration
    static Tensor read(TensorDeclaration declaration, byte[] bytes) {
        if (bytes.length != declaration.size()) {
            throw new TensorException("tensor '" + declaration.name() + "' has another size than declared");
        }
        try {
            return read(declaration, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    /// Adds the elements in `other` to those in `sum`, both in the form of [#bytes()].
    ///
    /// @param bytes how many bytes, whole elements
    static void addBytes(TensorDeclaration declaration, byte[] sum, byte[] other, int bytes) {
        switch (declaration.numbers()) {
            case NumberProfile.Wide() -> WideTensor.addBytes(sum, other, bytes);
            case NumberProfile.Compact _ -> CompactTensor.addBytes(sum, other, bytes);
        }
    }
}
