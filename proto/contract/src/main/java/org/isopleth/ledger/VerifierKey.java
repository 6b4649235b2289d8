package org.isopleth.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.isopleth.canonical.Digest;

/// An Ed25519 public key with the name under which it signs notes (C2SP signed-note, type 01).
/// Immutable, thread-safe.
///
/// @param name the signer, for a ledger its origin: no spaces, no `+`
/// @param publicKeyHex the 32 bytes of RFC 8032, section 5.1.2, as 64 lower-case hexadecimal digits
public record VerifierKey(String name, String publicKeyHex) {
    private static final byte ED25519 = 1;
    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_BYTES = 4;
    /// SubjectPublicKeyInfo of RFC 8410, section 4, up to the key itself.
    private static final String DER_PREFIX = "302a300506032b6570032100";

    private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Z}\\p{Cntrl}]+");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    public VerifierKey {
        if (!NAME.matcher(name).matches()) {
            throw new LedgerFormatException("a key name is not empty and has no spaces and no '+'");
        }
        if (!KEY.matcher(publicKeyHex).matches()) {
            throw new LedgerFormatException("an Ed25519 public key has 32 bytes");
        }
    }

    /// The verifier key for a key of the JDK.
    ///
    /// @param key an Ed25519 public key
    public static VerifierKey of(String name, PublicKey key) {
        String der = HexFormat.of().formatHex(key.getEncoded());
        if (!der.startsWith(DER_PREFIX)) {
            throw new LedgerException("a ledger key is an Ed25519 key");
        }
        return new VerifierKey(name, der.substring(DER_PREFIX.length()));
    }

    /// Reads the form that [#text] writes; no other spelling is accepted.
    ///
    /// @throws LedgerFormatException when it is not a verifier key, or not an Ed25519 one
    public static VerifierKey parse(String text) {
        return parse(text, ED25519);
    }

    /// As [#parse], of a key that is written with this type before it.
    static VerifierKey parse(String text, byte type) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new LedgerFormatException("a verifier key is name+id+key");
        }
        byte[] typed = StrictBase64.decode(parts[2]);
        if (typed.length != 1 + KEY_BYTES || typed[0] != type) {
            throw new LedgerFormatException("the verifier key is not an Ed25519 key of type 0" + type);
        }
        VerifierKey key = new VerifierKey(parts[0], HexFormat.of().formatHex(typed, 1, typed.length));
        if (!key.keyId(type).equals(parts[1])) {
            throw new LedgerFormatException("the verifier key's id is not the hash of its key");
        }
        return key;
    }

    /// The key in one line: `name+hex(id)+base64(01 ‖ key)`.
    public String text() {
        return text(ED25519);
    }

    /// As [#text], for a use that has another type of signature.
    String text(byte type) {
        return name + "+" + keyId(type) + "+" + StrictBase64.encode(typedKey(type));
    }

    /// The first four bytes of `SHA-256(name ‖ 0A ‖ 01 ‖ key)`, as eight hexadecimal digits.
    public String keyId() {
        return keyId(ED25519);
    }

    /// As [#keyId], for a use that has another type of signature.
    String keyId(byte type) {
        MessageDigest sha256 = Digest.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] hash = sha256.digest(typedKey(type));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, KEY_ID_BYTES));
    }

    /// Whether `signature` is this key's over `message`.
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            byte[] der = HexFormat.of().parseHex(DER_PREFIX + publicKeyHex);
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            // A key that is no curve point, or a signature of the wrong form, verifies nothing.
            return false;
        }
    }

    private byte[] typedKey(byte type) {
        return HexFormat.of().parseHex(HexFormat.of().toHexDigits(type) + publicKeyHex);
    }

    @Override
    public String toString() {
        return text();
    }
}
