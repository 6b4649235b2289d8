package org.isopleth.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// A witness's word under a checkpoint (C2SP tlog-cosignature, `cosignature/v1`): at this time, this was the
/// largest head of that ledger it had seen, and consistent with all it had seen before. Stateless, thread-safe.
///
/// The line holds, after the key id, the time as eight bytes, big-endian, in seconds since 1970, and the
/// Ed25519 signature over `cosignature/v1`, `time` and the text of the note.
public final class Cosignature {
    private static final int SIGNATURE_BYTES = 64;

    private Cosignature() {}

    /// Signs a checkpoint's text. Whether it may be signed is decided by [Witness], not here.
    ///
    /// @param witness signs with the key that [CosignerKey] names
    /// @param text the lines of the checkpoint, the last one ended
    /// @param time not before 1970; what is less than a second is left out
    public static NoteSignature sign(NoteSigner witness, String text, Instant time) {
        long seconds = time.getEpochSecond();
        if (seconds < 0) {
            throw new LedgerException("a cosignature's time is not before 1970");
        }
        CosignerKey key = new CosignerKey(witness.verifier());
        byte[] stamped = ByteBuffer.allocate(Long.BYTES + SIGNATURE_BYTES)
                .putLong(seconds)
                .put(witness.sign(message(text, seconds)))
                .array();
        return NoteSignature.of(key.name(), key.keyId(), stamped);
    }

    /// When `witness` signed `text`, if `line` is its cosignature.
    public static Optional<Instant> time(String text, NoteSignature line, CosignerKey witness) {
        byte[] stamped = line.signature();
        if (!line.name().equals(witness.name())
                || !line.keyId().equals(witness.keyId())
                || stamped.length != Long.BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(stamped);
        long seconds = in.getLong();
        byte[] signature = new byte[SIGNATURE_BYTES];
        in.get(signature);
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
            return Optional.empty();
        }
        return witness.key().verifies(message(text, seconds), signature)
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    private static byte[] message(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
