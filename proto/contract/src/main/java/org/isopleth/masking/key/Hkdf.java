package org.isopleth.masking.key;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// HKDF-SHA256, extract then expand (RFC 5869). Stateless, thread-safe.
public final class Hkdf {
    private Hkdf() {}

    /// `length` bytes of key.
    ///
    /// @param secret input key material
    /// @param salt may be empty
    /// @param info what the key is for
    /// @param length 1 to 8160
    public static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .addSalt(salt)
                            .thenExpand(info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("HKDF-SHA256 gives 1 to 8160 bytes", e);
        }
    }
}
