package org.isopleth.masking.key;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.canonical.Bytes;

/// Seals bytes for one recipient: AES-256-GCM (SP 800-38D) with a 96-bit nonce and a 128-bit tag, as
/// `nonce ‖ ciphertext ‖ tag`. Stateless, thread-safe.
public final class ShareBox {
    /// Bytes of a nonce.
    public static final int NONCE_BYTES = 12;

    /// What a box is longer than its content.
    public static final int OVERHEAD = NONCE_BYTES + 16;

    private ShareBox() {}

    /// Seals `content`.
    ///
    /// @param key 32 bytes, used for one nonce only
    /// @param bound authenticated with the content, not carried
    public static Bytes seal(byte[] key, byte[] nonce, byte[] bound, byte[] content) {
        try {
            return new Bytes(LengthPrefixed.joined(
                    nonce, cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(content)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM seals every content", e);
        }
    }

    /// The content, or nothing when the box was not sealed under this key for this purpose.
    public static Optional<byte[]> open(byte[] key, byte[] bound, Bytes box) {
        byte[] bytes = box.array();
        if (bytes.length < OVERHEAD) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, bound)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM opens or refuses every box", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
