package org.isopleth.disclosure.noise;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The bits of AES-128 in counter mode under a key made of a seed (the core of CTR_DRBG, NIST SP 800-90A), and
/// how many words were taken.
final class SeededBits implements RandomBits {
    private final Cipher cipher;
    private final ByteBuffer block = ByteBuffer.allocate(4096);
    private long words;

    SeededBits(long seed) {
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            byte[] key = ByteBuffer.allocate(16).putLong(seed).putLong(~seed).array();
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
        block.position(block.limit());
    }

    @Override
    public long next() {
        if (!block.hasRemaining()) {
            block.clear();
            block.put(cipher.update(new byte[block.capacity()])).flip();
        }
        words++;
        return block.getLong();
    }

    long words() {
        return words;
    }
}
