package org.isopleth.ledger;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One signature line of a note. Immutable, thread-safe; it may be by anyone until a key verifies it.
///
/// @param name who claims to have signed
/// @param base64 four bytes of key id, then the signature
public record NoteSignature(String name, String base64) {
    private static final int KEY_ID_BYTES = 4;
    private static final Pattern LINE = Pattern.compile("\u2014 ([^\\s+\\p{Z}\\p{Cntrl}]+) (\\S+)");

    public NoteSignature {
        if (StrictBase64.decode(base64).length <= KEY_ID_BYTES) {
            throw new LedgerFormatException("a signature line without a signature");
        }
    }

    /// The signature that `signer` makes over `message`.
    static NoteSignature by(NoteSigner signer, byte[] message) {
        return of(signer.verifier().name(), signer.verifier().keyId(), signer.sign(message));
    }

    /// The line that says `signature` is by the key of this name and id.
    static NoteSignature of(String name, String keyId, byte[] signature) {
        byte[] both = Arrays.copyOf(HexFormat.of().parseHex(keyId), KEY_ID_BYTES + signature.length);
        System.arraycopy(signature, 0, both, KEY_ID_BYTES, signature.length);
        return new NoteSignature(name, StrictBase64.encode(both));
    }

    /// Reads one line of a note, without its end.
    ///
    /// @throws LedgerFormatException when it is no signature
    public static NoteSignature parse(String line) {
        Matcher form = LINE.matcher(line);
        if (!form.matches()) {
            throw new LedgerFormatException("a line that should be a signature is not");
        }
        return new NoteSignature(form.group(1), form.group(2));
    }

    /// The line of a note, without its end; [#parse] of it gives an equal signature.
    public String line() {
        return "\u2014 " + name + " " + base64;
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
