package org.isopleth.disclosure.noise;

/// The source of randomness repeats itself: what a sound source would do less often than once in 2^1000
/// draws has happened. No noise is made of it.
public final class RandomBitsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RandomBitsException() {
        super("the source of random bits repeats itself; no noise can be drawn from it");
    }
}
