package org.isopleth.tensor;

import java.util.Arrays;
import java.util.List;

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

    /// The elements, row-major, little-endian.
    byte[] bytes();

    /// All elements, row-major, each as the nearest double.
    default double[] values() {
        double[] values = new double[length()];
        Arrays.setAll(values, this::value);
        return values;
    }

    /// All zeros, the sum of nothing.
    static Tensor zero(TensorDeclaration declaration) {
        return switch (declaration.numbers()) {
            case NumberProfile.Wide() -> WideTensor.zero(declaration);
            case NumberProfile.Compact _ -> CompactTensor.zero(declaration);
        };
    }

    /// Reads [#bytes()] back.
    ///
    /// @throws TensorException when the number of bytes does not fit the declaration
    static Tensor read(TensorDeclaration declaration, byte[] bytes) {
        return switch (declaration.numbers()) {
            case NumberProfile.Wide() -> WideTensor.read(declaration, bytes);
            case NumberProfile.Compact _ -> CompactTensor.read(declaration, bytes);
        };
    }
}
