package org.isopleth.analysis.design;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.isopleth.canonical.Json;

/// Numbers in the order of a model's columns. Immutable, thread-safe.
public final class Vector {
    private final double[] values;

    private Vector(double[] values) {
        this.values = values;
    }

    /// A copy of `values`.
    public static Vector of(double... values) {
        return new Vector(values.clone());
    }

    /// The vector whose element `i` is `element(i)`.
    public static Vector generate(int size, IntToDoubleFunction element) {
        double[] values = new double[size];
        Arrays.setAll(values, element);
        return new Vector(values);
    }

    /// The numbers of a JSON list.
    public static Vector read(Json list) {
        return new Vector(list.asNumbers());
    }

    public int size() {
        return values.length;
    }

    public double get(int index) {
        return values[index];
    }

    /// A copy of the elements.
    public double[] toArray() {
        return values.clone();
    }

    /// The JSON list of the elements.
    public Json json() {
        return Json.ofNumbers(values);
    }

    /// This plus `factor` times `other`.
    public Vector plus(double factor, Vector other) {
        return generate(values.length, i -> values[i] + factor * other.values[i]);
    }

    /// `Σ this[i] other[i]`, added in index order.
    public double dot(Vector other) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * other.values[i];
        }
        return sum;
    }

    /// The largest absolute element; 0 for an empty vector.
    public double largest() {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
