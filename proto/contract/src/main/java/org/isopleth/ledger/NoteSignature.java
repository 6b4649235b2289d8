package org.isopleth.ledger;

import java.util.Arrays;
import java.util.HexFormat;

/// One signature line of a note. Immutable, thread-safe; it may be by anyone until a key verifies it.
///
/// @param name who claims to have signed
/// @param base64 four bytes of key id, then the signature
public record NoteSignature(String name, String base64) {
    private static final int KEY_ID_BYTES = 4;

    public NoteSignature {
        if (StrictBase64.decode(base64).length <= KEY_ID_BYTES) {
            throw new LedgerFormatException("a signature line without a signature");
        }
    }

    /// The signature that `signer` makes over `message`.
    static NoteSignature by(NoteSigner signer, byte[] message) {
        byte[] keyId = HexFormat.of().parseHex(signer.verifier().keyId());
        byte[] signature = signer.sign(message);
        byte[] both = Arrays.copyOf(keyId, KEY_ID_BYTES + signature.length);
        System.arraycopy(signature, 0, both, KEY_ID_BYTES, signature.length);
        return new NoteSignature(signer.verifier().name(), StrictBase64.encode(both));
    }

    /// The key's id as eight hexadecimal digits.
    public String keyId() {
        return HexFormat.of().formatHex(StrictBase64.decode(base64), 0, KEY_ID_BYTES);
    }

    /// The signature without the key id.
    public byte[] signature() {
        byte[] both = StrictBase64.decode(base64);
        return Arrays.copyOfRange(both, KEY_ID_BYTES, both.length);
    }
}
