package org.isopleth.tensor;

import java.util.List;
import java.util.Optional;

/// A tensor an analysis announces before a round, so that the gate and the coordinator know what to
/// expect. Immutable, thread-safe.
///
/// @param name lower-case word, unique in the round
/// @param shape lengths of the dimensions; empty for a scalar
/// @param disclosure what kind of sum it is, which decides the rules it must pass
/// @param columns how many design columns it covers: d for a marginal tensor, p for a joint one
/// @param bound B, the largest absolute value one added part may have; finite and positive; in compact
///     numbers their clip
/// @param numbers which numbers its elements are carried in, as the plan says
/// @param output which kind of output it is; one of no kind cannot leave a hospital
public record TensorDeclaration(
        String name,
        List<Integer> shape,
        Disclosure disclosure,
        int columns,
        double bound,
        NumberProfile numbers,
        Optional<Statbarn> output) {

    /// What a sum reveals about how columns vary together.
    public enum Disclosure {
        /// One number per column: sums, counts, centred squares.
        MARGINAL,
        /// A gradient, Gram matrix or Hessian over columns together.
        JOINT
    }

    public TensorDeclaration {
        shape = List.copyOf(shape);
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("a tensor's name is a lower-case word");
        }
        if (shape.stream().anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException("tensor '" + name + "' has an empty dimension");
        }
        if (!(bound > 0) || !Double.isFinite(bound)) {
            throw new IllegalArgumentException("tensor '" + name + "' needs a finite positive bound");
        }
        if (numbers instanceof NumberProfile.Compact compact && bound != compact.clip()) {
            throw new IllegalArgumentException("tensor '" + name + "' has another bound than its numbers' clip");
        }
    }

    /// A tensor of no kind yet.
    public TensorDeclaration(
            String name, List<Integer> shape, Disclosure disclosure, int columns, double bound, NumberProfile numbers) {
        this(name, shape, disclosure, columns, bound, numbers, Optional.empty());
    }

    /// A tensor in wide numbers, of no kind yet.
    public TensorDeclaration(String name, List<Integer> shape, Disclosure disclosure, int columns, double bound) {
        this(name, shape, disclosure, columns, bound, NumberProfile.wide());
    }

    /// This tensor as an output of a kind.
    public TensorDeclaration as(Statbarn kind) {
        return new TensorDeclaration(name, shape, disclosure, columns, bound, numbers, Optional.of(kind));
    }

    /// The number of elements.
    public int length() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /// The bytes of its elements.
    public long size() {
        return (long) length() * format().bytesPerElement();
    }

    /// The fixed-point format that holds any sum of parts within the bound.
    public NumberFormat format() {
        return numbers.format(bound);
    }
}
