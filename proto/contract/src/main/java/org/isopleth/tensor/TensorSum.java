package org.isopleth.tensor;

/// Adds parts into one tensor, exactly, in the profile its declaration names; mutable, for one thread.
public sealed interface TensorSum permits WideSum, CompactSum {

    /// Adds `value` to element `index` (row-major).
    ///
    /// @throws TensorException when the value is not finite, is beyond what was declared, or has no room
    void add(int index, double value);

    /// The sum so far.
    Tensor total();

    /// An empty sum for this tensor.
    static TensorSum of(TensorDeclaration declaration) {
        return switch (declaration.numbers()) {
            case NumberProfile.Wide() -> new WideSum(declaration);
            case NumberProfile.Compact compact -> new CompactSum(declaration, compact);
        };
    }
}
