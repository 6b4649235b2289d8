package org.isopleth.site;

import org.isopleth.canonical.Digest;

/// The SHA-256 of a public key's SubjectPublicKeyInfo (RFC 5280, section 4.1), the way a key is
/// pinned. Immutable, thread-safe.
///
/// @param digest SHA-256 over the DER bytes
public record KeyFingerprint(Digest digest) {

    /// The fingerprint of the key with these DER SubjectPublicKeyInfo bytes.
    public static KeyFingerprint of(byte[] subjectPublicKeyInfo) {
        return new KeyFingerprint(Digest.of(subjectPublicKeyInfo));
    }

    @Override
    public String toString() {
        return digest.hex();
    }
}
