package org.isopleth.analysis;

import java.util.List;
import org.isopleth.tensor.TensorDeclaration;
import org.isopleth.tensor.TensorDeclaration.Disclosure;

/// Rounds of one kind, as far as a plan alone tells them: for the person who permits a study before any
/// number is known. Immutable, thread-safe.
///
/// @param atMost how many there are at most, at least 1
/// @param parts what every site sends in each of them
public record RoundOutline(int atMost, List<Part> parts) {
    public RoundOutline {
        parts = List.copyOf(parts);
        if (atMost < 1) {
            throw new IllegalArgumentException("an outline has at least one round");
        }
    }

    /// One round with these tensors.
    public static RoundOutline once(List<TensorDeclaration> tensors) {
        return new RoundOutline(1, tensors.stream().map(Part::of).toList());
    }

    /// One tensor.
    ///
    /// @param name as it is declared in the round
    /// @param shape of what it holds
    /// @param disclosure what kind of sum it is
    public record Part(String name, Shape shape, Disclosure disclosure) {
        static Part of(TensorDeclaration tensor) {
            return new Part(
                    tensor.name(),
                    tensor.shape().isEmpty() ? new Shape.Single() : new Shape.Vector(tensor.length()),
                    tensor.disclosure());
        }
    }

    /// How many numbers there are, and what they form.
    public sealed interface Shape {
        /// How many numbers travel.
        int numbers();

        /// One number.
        record Single() implements Shape {
            @Override
            public int numbers() {
                return 1;
            }
        }

        /// One number for each of several columns.
        record Vector(int length) implements Shape {
            @Override
            public int numbers() {
                return length;
            }
        }

        /// The same numbers for each of several steps of time.
        record Repeated(int times, Shape each) implements Shape {
            @Override
            public int numbers() {
                return times * each.numbers();
            }
        }

        /// One number for each pair of columns, each pair once.
        record SymmetricMatrix(int side) implements Shape {
            @Override
            public int numbers() {
                return side * (side + 1) / 2;
            }
        }
    }
}
