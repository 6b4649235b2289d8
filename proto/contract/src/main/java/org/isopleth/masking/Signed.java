package org.isopleth.masking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
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
        return by(key, message.payload());
    }

    /// As [#by(SigningKey)], for who knows the message's payload.
    boolean by(SigningKey key, Digest payload) {
        return key.signed(statement(sender, context, message.step(), payload), signature);
    }

    /// The canonical bytes of the JSON form, around those of the message.
    byte[] canonical() {
        byte[] inner = message.canonical();
        byte[] before = ("{\"context\":\"" + context.hex() + "\",\"message\":").getBytes(StandardCharsets.UTF_8);
        byte[] after = (",\"sender\":" + CanonicalJson.text(Json.of(sender)) + ",\"signature\":\"" + signature.base64()
                        + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(before.length + inner.length + after.length)
                .put(before)
                .put(inner)
                .put(after)
                .array();
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
