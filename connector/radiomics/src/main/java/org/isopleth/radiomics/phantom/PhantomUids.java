package org.isopleth.radiomics.phantom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Unique identifiers under 2.25, the root for which nobody is asked (DICOM PS3.5, B.2), that follow from what they
/// name. Immutable, thread-safe.
///
/// @param prefix what tells these files from those of another run: site and seed
record PhantomUids(String prefix) {
    private static final int UUID_BYTES = 16;

    /// The identifier of what has this name: 2.25 and 122 bits of SHA-256 as a UUID of version 8 (RFC 9562).
    String of(String name) {
        byte[] hash;
        try {
            hash = MessageDigest.getInstance("SHA-256").digest((prefix + "/" + name).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        byte[] uuid = Arrays.copyOf(hash, UUID_BYTES);
        uuid[6] = (byte) ((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte) ((uuid[8] & 0x3F) | 0x80);
        return "2.25." + new BigInteger(1, uuid);
    }
}
