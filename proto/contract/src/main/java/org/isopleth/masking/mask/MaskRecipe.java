package org.isopleth.masking.mask;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.canonical.Bytes;

/// Which masks to add to a vector and which to subtract. Immutable, thread-safe.
///
/// A mask is the keystream of AES-256-CTR from counter 0 (SP 800-38A, section 6.5), read as
/// little-endian words. It is made in blocks of 32 KiB that stay in the processor's cache and is added
/// where the vector lies, so memory does not depend on the vector's length; and any stretch of a vector
/// can be masked alone, so that a long vector is masked in chunks or by several threads.
///
/// @param words how wide the vector's integers are
/// @param masks in any order: the result has the same bits
public record MaskRecipe(WordSize words, List<Mask> masks) {
    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int COUNTER_BYTES = 16;

    public MaskRecipe {
        masks = List.copyOf(masks);
    }

    /// One mask.
    ///
    /// @param key 32 bytes
    public record Mask(Bytes key, Direction direction) {
        /// Never the key.
        @Override
        public String toString() {
            return "Mask[" + direction + "]";
        }
    }

    /// Whether a mask is added or taken away.
    public enum Direction {
        ADD,
        SUBTRACT;

        /// The other one.
        public Direction opposite() {
            return this == ADD ? SUBTRACT : ADD;
        }
    }

    /// What undoes this.
    public MaskRecipe inverse() {
        return new MaskRecipe(
                words,
                masks.stream()
                        .map(mask -> new Mask(mask.key, mask.direction.opposite()))
                        .toList());
    }

    /// This recipe in parts of about equal work, one for each of `count` workers with a vector of its own.
    public List<MaskRecipe> parts(int count) {
        List<MaskRecipe> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new MaskRecipe(words, masks.subList((int) ((long) masks.size() * i / count), (int)
                    ((long) masks.size() * (i + 1) / count))));
        }
        return List.copyOf(parts);
    }

    /// Applies the recipe to a whole vector, in place.
    public void apply(byte[] vector) {
        apply(vector, 0);
    }

    /// Applies the recipe to a stretch of a vector, in place.
    ///
    /// @param stretch whole words
    /// @param offset where the stretch begins in the vector, in bytes; a multiple of 16
    public void apply(byte[] stretch, long offset) {
        if (stretch.length % words.bytes() != 0 || offset % COUNTER_BYTES != 0 || offset < 0) {
            throw new IllegalArgumentException("a stretch begins at a multiple of 16 bytes and has whole words");
        }
        byte[] zeros = new byte[Math.min(BLOCK_BYTES, stretch.length)];
        byte[] block = new byte[zeros.length];
        for (Mask mask : masks) {
            Cipher stream = stream(mask.key, offset);
            for (int at = 0; at < stretch.length; at += BLOCK_BYTES) {
                int length = Math.min(BLOCK_BYTES, stretch.length - at);
                expand(stream, zeros, block, length);
                put(mask, stretch, at, block, length);
            }
        }
    }

    /// A part of an array: `length` bytes from `from` on, whole words.
    public record Stretch(int from, int length) {}

    /// Applies the recipe to a vector that lies in parts in one array, in place.
    ///
    /// @param stretches the vector's parts, in order
    public void apply(byte[] array, List<Stretch> stretches) {
        for (Stretch stretch : stretches) {
            if (stretch.length % words.bytes() != 0) {
                throw new IllegalArgumentException("a stretch of a vector has whole words");
            }
        }
        byte[] zeros = new byte[BLOCK_BYTES];
        byte[] block = new byte[BLOCK_BYTES];
        for (Mask mask : masks) {
            Cipher stream = stream(mask.key, 0);
            for (Stretch stretch : stretches) {
                for (int at = 0; at < stretch.length; at += BLOCK_BYTES) {
                    int length = Math.min(BLOCK_BYTES, stretch.length - at);
                    expand(stream, zeros, block, length);
                    put(mask, array, stretch.from + at, block, length);
                }
            }
        }
    }

    private void put(Mask mask, byte[] into, int at, byte[] block, int length) {
        switch (mask.direction) {
            case ADD -> words.add(into, at, block, length);
            case SUBTRACT -> words.subtract(into, at, block, length);
        }
    }

    private static Cipher stream(Bytes key, long offset) {
        byte[] counter = new byte[COUNTER_BYTES];
        byte[] number = BigInteger.valueOf(offset / COUNTER_BYTES).toByteArray();
        System.arraycopy(number, 0, counter, COUNTER_BYTES - number.length, number.length);
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.array(), "AES"), new IvParameterSpec(counter));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-CTR", e);
        }
    }

    private static void expand(Cipher stream, byte[] zeros, byte[] block, int length) {
        try {
            if (stream.update(zeros, 0, length, block, 0) != length) {
                throw new IllegalStateException("a stream cipher gives a byte for a byte");
            }
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a block holds what it is asked for", e);
        }
    }
}
