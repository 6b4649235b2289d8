package org.isopleth.radiomics.shape;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value computed when first asked for, so that a feature that nobody wants costs nothing. For one thread.
final class Once<T> implements Supplier<T> {
    private final Supplier<T> computation;
    private @Nullable T value;

    Once(Supplier<T> computation) {
        this.computation = computation;
    }

    @Override
    public T get() {
        T known = value;
        if (known == null) {
            known = computation.get();
            value = known;
        }
        return known;
    }
}
