package org.isopleth.ledger;

/// Holds a private key and signs notes with it; where the key lies is its own affair.
public interface NoteSigner {

    /// The key that verifies what this signs.
    VerifierKey verifier();

    /// The 64 bytes of an Ed25519 signature (RFC 8032); the same message gives the same bytes.
    byte[] sign(byte[] message);
}
