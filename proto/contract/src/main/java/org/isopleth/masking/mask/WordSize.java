package org.isopleth.masking.mask;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// How wide the integers of a vector are; they add modulo 2^64 or 2^128. Vectors are bytes,
/// little-endian, as they travel, and are added to in place.
public enum WordSize {
    /// The `compact` number profile.
    BITS_64("64", 8) {
        @Override
        void add(byte[] into, int at, byte[] part, int length) {
            for (int i = 0; i < length; i += 8) {
                put(into, at + i, get(into, at + i) + get(part, i));
            }
        }

        @Override
        void subtract(byte[] from, int at, byte[] part, int length) {
            for (int i = 0; i < length; i += 8) {
                put(from, at + i, get(from, at + i) - get(part, i));
            }
        }
    },

    /// The `wide` number profile.
    BITS_128("128", 16) {
        @Override
        void add(byte[] into, int at, byte[] part, int length) {
            for (int i = 0; i < length; i += 16) {
                long low = get(part, i);
                long sum = get(into, at + i) + low;
                long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
                put(into, at + i, sum);
                put(into, at + i + 8, get(into, at + i + 8) + get(part, i + 8) + carry);
            }
        }

        @Override
        void subtract(byte[] from, int at, byte[] part, int length) {
            for (int i = 0; i < length; i += 16) {
                long low = get(from, at + i);
                long partLow = get(part, i);
                long borrow = Long.compareUnsigned(low, partLow) < 0 ? 1 : 0;
                put(from, at + i, low - partLow);
                put(from, at + i + 8, get(from, at + i + 8) - get(part, i + 8) - borrow);
            }
        }
    };

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String word;
    private final int bytes;

    WordSize(String word, int bytes) {
        this.word = word;
        this.bytes = bytes;
    }

    /// As it is written: `64`, `128`.
    public String word() {
        return word;
    }

    /// Reads the word.
    ///
    /// @throws IllegalArgumentException when it is neither
    public static WordSize parse(String word) {
        for (WordSize size : values()) {
            if (size.word.equals(word)) {
                return size;
            }
        }
        throw new IllegalArgumentException("a word has 64 or 128 bits");
    }

    /// Bytes of one integer.
    public int bytes() {
        return bytes;
    }

    /// Adds a whole vector to another of the same length, in place.
    public void add(byte[] into, byte[] vector) {
        if (into.length != vector.length || into.length % bytes != 0) {
            throw new IllegalArgumentException("vectors of different lengths do not add");
        }
        add(into, 0, vector, vector.length);
    }

    /// Adds the first `length` bytes of `part` to `into` from `at` on; whole words.
    abstract void add(byte[] into, int at, byte[] part, int length);

    /// Subtracts the first `length` bytes of `part` from `from` from `at` on; whole words.
    abstract void subtract(byte[] from, int at, byte[] part, int length);

    private static long get(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    private static void put(byte[] bytes, int at, long value) {
        WORD.set(bytes, at, value);
    }
}
