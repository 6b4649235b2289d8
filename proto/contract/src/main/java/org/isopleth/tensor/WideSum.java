package org.isopleth.tensor;

/// Adds parts into one tensor, exactly; mutable, for one thread.
///
/// Every part is checked against the declared bound, and no element takes more than
/// [WideFormat#MAX_PARTS] of them, so an overflow cannot happen quietly.
public final class WideSum implements TensorSum {
    private final TensorDeclaration declaration;
    private final WideFormat format;
    private final long[] high;
    private final long[] low;
    private final int[] parts;

    public WideSum(TensorDeclaration declaration) {
        this.declaration = declaration;
        this.format = WideFormat.of(declaration);
        this.high = new long[declaration.length()];
        this.low = new long[declaration.length()];
        this.parts = new int[declaration.length()];
    }

    /// Adds `value` to element `index` (row-major).
    ///
    /// @throws TensorException when the value is not finite or beyond the declared bound, or when the
    ///     element already has [WideFormat#MAX_PARTS] parts
    @Override
    public void add(int index, double value) {
        if (!(Math.abs(value) <= declaration.bound())) {
            throw new TensorException("tensor '" + declaration.name() + "' holds a part beyond its declared bound");
        }
        if (parts[index]++ == WideFormat.MAX_PARTS) {
            throw new TensorException("tensor '" + declaration.name() + "' has more parts than a sum can hold");
        }
        long partLow = format.encodeLow(value);
        long sum = low[index] + partLow;
        high[index] += format.encodeHigh(value) + (Long.compareUnsigned(sum, partLow) < 0 ? 1 : 0);
        low[index] = sum;
    }

    /// The sum so far.
    @Override
    public WideTensor total() {
        return new WideTensor(declaration.name(), declaration.shape(), format, high.clone(), low.clone());
    }
}
