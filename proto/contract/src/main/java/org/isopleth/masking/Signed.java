package org.isopleth.masking;

import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.KeySchedule;
import org.isopleth.masking.key.LengthPrefixed;
import org.isopleth.masking.key.SigningKey;

/// A message with its sender's signature: ECDSA over `lp(label, step, context, sender, payload)`.
/// Immutable, thread-safe; nothing is checked until [#by].
///
/// The statement begins with a byte 0, which no signature label of the project does, so that a signature
/// made here is one of nothing else.
///
/// @param sender a site's name, or [#COORDINATOR]
/// @param context `ctx0` before the roster is known, `ctx` after
public record Signed<M extends MaskingMessage>(String sender, Digest context, M message, Bytes signature) {

    /// How the coordinator signs; no site can have this name.
    public static final String COORDINATOR = "@coordinator";

    /// The bytes to sign.
    public static byte[] statement(String sender, Digest context, MaskingMessage message) {
        return statement(sender, context, message.step(), message.payload());
    }

    static byte[] statement(String sender, Digest context, Step step, Digest payload) {
        return LengthPrefixed.of(
                LengthPrefixed.text(KeySchedule.LABEL),
                LengthPrefixed.text(step.word()),
                context.bytes(),
                LengthPrefixed.text(sender),
                payload.bytes());
    }

    /// Whether the signature is this key's.
    public boolean by(SigningKey key) {
        return key.signed(statement(sender, context, message), signature);
    }

    /// The JSON form.
    public Json.Obj json() {
        return Json.object()
                .with("sender", sender)
                .with("context", context.hex())
                .with("message", message.json())
                .with("signature", signature.base64())
                .build();
    }
}
