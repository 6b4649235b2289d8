package org.isopleth.ledger;

/// The key with which a witness cosigns the checkpoints of others (C2SP tlog-cosignature, Ed25519, type 04).
/// Immutable, thread-safe.
///
/// A program cosigns with the key of its own ledger and under that ledger's name: whoever certified the one
/// has certified the other. The two uses cannot be taken for each other: their key ids differ, and the second
/// line that a cosignature covers is a time where that of a checkpoint is a size.
///
/// @param key name and public key; its own id and form are those of type 01
public record CosignerKey(VerifierKey key) {
    private static final byte COSIGNATURE = 4;

    /// Reads the form that [#text] writes; no other spelling is accepted.
    ///
    /// @throws LedgerFormatException when it is not a cosigner's key, or not an Ed25519 one
    public static CosignerKey parse(String text) {
        return new CosignerKey(VerifierKey.parse(text, COSIGNATURE));
    }

    /// The key in one line: `name+hex(id)+base64(04 ‖ key)`.
    public String text() {
        return key.text(COSIGNATURE);
    }

    /// The witness's name.
    public String name() {
        return key.name();
    }

    /// The first four bytes of `SHA-256(name ‖ 0A ‖ 04 ‖ key)`, as eight hexadecimal digits.
    public String keyId() {
        return key.keyId(COSIGNATURE);
    }

    @Override
    public String toString() {
        return text();
    }
}
