package org.isopleth.connector.secret;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// 32 random bytes that never leave a site, in a file only its owner can read (0600). Immutable,
/// thread-safe.
///
/// Each use takes a key of its own, HMAC-SHA256(secret, label) (the expansion of HKDF, RFC 5869,
/// for one block), so that no key tells another.
public final class SiteSecret {
    private static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;

    private SiteSecret(byte[] secret) {
        this.secret = secret;
    }

    /// Reads the file, or makes it with fresh random bytes.
    ///
    /// @throws IdentityException when others can read it or it holds something else
    public static SiteSecret openOrCreate(Path file, SecureRandom random) {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[BYTES];
            random.nextBytes(fresh);
            OwnerOnlyFiles.write(file, fresh, random);
        }
        byte[] secret = OwnerOnlyFiles.read(file, BYTES);
        if (secret.length != BYTES) {
            throw new IdentityException(
                    IdentityException.Problem.MALFORMED, file + " does not hold a secret of " + BYTES + " bytes");
        }
        return new SiteSecret(secret);
    }

    /// The key of one use.
    ///
    /// @param label names the use and its version
    /// @param algorithm what the key is for, such as `AES`
    public SecretKey key(String label, String algorithm) {
        byte[] block = (label + "\u0001").getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(hmac(new SecretKeySpec(secret, HMAC), block), algorithm);
    }

    /// HMAC-SHA256 (RFC 2104) of a message.
    public static byte[] hmac(SecretKey key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
