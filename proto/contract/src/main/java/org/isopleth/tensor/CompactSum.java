package org.isopleth.tensor;

/// Adds parts into one tensor of 64-bit integers, exactly; mutable, for one thread.
///
/// No element takes more parts than the plan allows a site, so an overflow cannot happen quietly. A part
/// that is not finite is refused; a finite one beyond the clip is refused or clipped, as the plan says, and
/// clipped ones are counted.
public final class CompactSum implements TensorSum {
    private final TensorDeclaration declaration;
    private final NumberProfile.Compact profile;
    private final CompactFormat format;
    private final long[] words;
    private final int[] parts;
    private long clipped;

    /// @param profile the declaration's own
    CompactSum(TensorDeclaration declaration, NumberProfile.Compact profile) {
        this.declaration = declaration;
        this.profile = profile;
        this.format = new CompactFormat(profile.fractionBits());
        this.words = new long[declaration.length()];
        this.parts = new int[declaration.length()];
    }

    @Override
    public void add(int index, double value) {
        add(index, value, 1);
    }

    /// Adds `weight` times `value`, as that many parts: the value is rounded once, the product is exact.
    ///
    /// @param weight from 1
    /// @throws TensorException when the value is not finite, is beyond the clip in a plan that refuses
    ///     such, or when the element would have more parts than one site may add
    public void add(int index, double value, int weight) {
        if (weight < 1 || weight > profile.partsPerSite() - parts[index]) {
            throw new TensorException("tensor '" + declaration.name() + "' has more parts than one site may add");
        }
        long part = format.encode(within(value));
        parts[index] += weight;
        words[index] += weight * part;
    }

    private double within(double value) {
        double clip = profile.clip();
        if (Math.abs(value) <= clip || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        if (profile.beyond() == NumberProfile.Beyond.REFUSE) {
            throw new TensorException("tensor '" + declaration.name() + "' holds a part beyond its declared clip");
        }
        clipped++;
        return Math.copySign(clip, value);
    }

    /// How many parts were clipped so far.
    public long clipped() {
        return clipped;
    }

    @Override
    public CompactTensor total() {
        return new CompactTensor(declaration.name(), declaration.shape(), format, words.clone());
    }
}
