package org.isopleth.masking.mask;

import java.nio.ByteBuffer;
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
/// little-endian words. It is made in blocks of 2 KiB that stay in the processor's cache and is added
/// where the vector lies, so memory does not depend on the vector's length; and any stretch of a vector
/// can be masked alone, so that a long vector is masked in chunks or by several threads.
///
/// @param words how wide the vector's integers are
/// @param masks in any order: the result has the same bits
public record MaskRecipe(WordSize words, List<Mask> masks) {
    /// Java uses the processor's AES instructions in code it has compiled, which takes some 5,000 calls
    /// whatever their length. Blocks of 2 KiB come to that within 12 MB of masks, those of 32 KiB after
    /// 180 MB at a fortieth of the speed, which is more than many sites ever mask; from then on both take
    /// as long (0.4 ms for 8 MB).
    private static final int BLOCK_BYTES = 2 * 1024;
    private static final int COUNTER_BYTES = 16;

    /// Pieces of a vector for each processor: when one is held up, another takes the rest.
    private static final int PIECES_EACH = 2;

    /// Bytes: below this, beginning a mask costs as much as the mask.
    private static final int LEAST_PIECE = 4 * 1024;

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

    /// Applies the recipe to a whole vector, in place.
    public void apply(byte[] vector) {
        apply(vector, 0);
    }

    /// Applies the recipe to a stretch of a vector, in place.
    ///
    /// @param stretch whole words
    /// @param offset where the stretch begins in the vector, in bytes; whole words
    public void apply(byte[] stretch, long offset) {
        new Worker().apply(stretch, new Piece(0, stretch.length, offset));
    }

    /// A part of an array: `length` bytes from `from` on, whole words.
    public record Stretch(int from, int length) {}

    /// Applies the recipe to a vector that lies in parts in one array, in place.
    ///
    /// @param stretches the vector's parts, in order
    public void apply(byte[] array, List<Stretch> stretches) {
        Worker worker = new Worker();
        pieces(stretches, Integer.MAX_VALUE).forEach(piece -> worker.apply(array, piece));
    }

    /// As [#apply(byte[], List)], by all processors (the common pool): each takes pieces of the vector, so that none
    /// needs a vector of its own.
    public void applyAtOnce(byte[] array, List<Stretch> stretches) {
        long size = stretches.stream().mapToLong(Stretch::length).sum();
        long share = size / (PIECES_EACH * (long) Runtime.getRuntime().availableProcessors());
        int most = (int) Math.max(LEAST_PIECE, share / LEAST_PIECE * LEAST_PIECE);
        pieces(stretches, most).parallelStream().forEach(piece -> new Worker().apply(array, piece));
    }

    /// Part of a stretch.
    ///
    /// @param offset where it begins in the vector, in bytes
    private record Piece(int from, int length, long offset) {}

    private static List<Piece> pieces(List<Stretch> stretches, int most) {
        List<Piece> pieces = new ArrayList<>();
        long offset = 0;
        for (Stretch stretch : stretches) {
            int done = 0;
            while (done < stretch.length) {
                int length = Math.min(most, stretch.length - done);
                pieces.add(new Piece(stretch.from + done, length, offset + done));
                done += length;
            }
            offset += stretch.length;
        }
        return pieces;
    }

    /// A cipher and two blocks, used again for every mask; for one thread.
    private final class Worker {
        private final byte[] zeros = new byte[BLOCK_BYTES];
        private final byte[] block = new byte[BLOCK_BYTES];
        private final Cipher cipher = cipher();

        void apply(byte[] array, Piece piece) {
            if (piece.length % words.bytes() != 0 || piece.offset % words.bytes() != 0 || piece.offset < 0) {
                throw new IllegalArgumentException("a stretch of a vector has whole words");
            }
            for (Mask mask : masks) {
                begin(mask.key, piece.offset);
                for (int at = 0; at < piece.length; at += BLOCK_BYTES) {
                    int length = Math.min(BLOCK_BYTES, piece.length - at);
                    expand(length);
                    put(mask, array, piece.from + at, block, length);
                }
            }
        }

        private void begin(Bytes key, long offset) {
            byte[] counter = ByteBuffer.allocate(COUNTER_BYTES)
                    .putLong(0)
                    .putLong(offset / COUNTER_BYTES)
                    .array();
            try {
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.array(), "AES"), new IvParameterSpec(counter));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has AES-CTR with keys of 32 bytes", e);
            }
            expand((int) (offset % COUNTER_BYTES));
        }

        private void expand(int length) {
            try {
                if (cipher.update(zeros, 0, length, block, 0) != length) {
                    throw new IllegalStateException("a stream cipher gives a byte for a byte");
                }
            } catch (ShortBufferException e) {
                throw new IllegalStateException("a block holds what it is asked for", e);
            }
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-CTR", e);
        }
    }

    private void put(Mask mask, byte[] into, int at, byte[] block, int length) {
        switch (mask.direction) {
            case ADD -> words.add(into, at, block, length);
            case SUBTRACT -> words.subtract(into, at, block, length);
        }
    }
}
