package org.isopleth.disclosure.noise;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

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

    /// Bits that follow from a key and are unpredictable without it: AES-256 in counter mode; for one thread.
    ///
    /// @param key 32 bytes that are used for nothing else
    static RandomBits ofKey(byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            byte[] zeros = new byte[64 * Long.BYTES];
            ByteBuffer[] block = {ByteBuffer.allocate(0)};
            return () -> {
                if (!block[0].hasRemaining()) {
                    block[0] = ByteBuffer.wrap(cipher.update(zeros));
                }
                return block[0].getLong();
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }
}
