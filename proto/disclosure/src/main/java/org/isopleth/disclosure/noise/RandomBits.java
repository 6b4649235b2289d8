package org.isopleth.disclosure.noise;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// Where noise gets its randomness: independent, uniform bits, 64 at a time.
///
/// What is drawn is as private as these bits are unpredictable, so a connector takes them from a
/// cryptographic generator; tests take them from a seeded one.
@FunctionalInterface
public interface RandomBits {

    /// The next 64 bits.
    long next();

    /// Bits of a cryptographic generator, fetched in blocks; for one thread.
    static RandomBits of(SecureRandom random) {
        ByteBuffer block = ByteBuffer.allocate(64 * Long.BYTES);
        block.position(block.limit());
        return () -> {
            if (!block.hasRemaining()) {
                random.nextBytes(block.array());
                block.clear();
            }
            return block.getLong();
        };
    }
}
