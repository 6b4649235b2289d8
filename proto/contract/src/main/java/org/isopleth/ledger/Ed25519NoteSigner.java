package org.isopleth.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/// Signs notes with a private key of the JDK. Immutable, thread-safe. Deliberately no record: a record
/// would print its key.
public final class Ed25519NoteSigner implements NoteSigner {
    private final VerifierKey verifier;
    private final PrivateKey privateKey;

    /// @throws LedgerException when the two keys do not belong together
    public Ed25519NoteSigner(VerifierKey verifier, PrivateKey privateKey) {
        this.verifier = verifier;
        this.privateKey = privateKey;
        byte[] probe = "isopleth ledger key probe".getBytes(StandardCharsets.UTF_8);
        if (!verifier.verifies(probe, sign(probe))) {
            throw new LedgerException("the ledger's private key does not belong to " + verifier.text());
        }
    }

    @Override
    public VerifierKey verifier() {
        return verifier;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(privateKey);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new LedgerException("the ledger's key cannot sign", e);
        }
    }
}
