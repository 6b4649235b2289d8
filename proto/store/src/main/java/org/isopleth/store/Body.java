package org.isopleth.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of an event, a message, a document or a ledger leaf. Immutable, thread-safe; equal when
/// the bytes are equal.
///
/// At most [#MAX_BYTES] bytes: whatever is larger belongs into a content-addressed file, of which
/// the body holds the digest.
public final class Body {
    /// Largest body, in bytes: 256 KiB.
    public static final int MAX_BYTES = 256 * 1024;

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A body with a copy of `bytes`.
    ///
    /// @throws BodySizeException if there are more than [#MAX_BYTES]
    public static Body of(byte[] bytes) {
        requireAtMost(MAX_BYTES, bytes.length);
        return new Body(bytes.clone());
    }

    /// The UTF-8 form of `text`, for example of canonical JSON.
    ///
    /// @throws BodySizeException if that takes more than [#MAX_BYTES]
    public static Body of(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        requireAtMost(MAX_BYTES, encoded.length);
        return new Body(encoded);
    }

    /// Takes over an array that nobody else holds: one that a database driver just made.
    static Body wrap(byte[] bytes) {
        return new Body(bytes);
    }

    static void requireAtMost(int limit, int size) {
        if (size > limit) {
            throw new BodySizeException(size, limit);
        }
    }

    /// The bytes, as a new array.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The bytes read as UTF-8.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Number of bytes.
    public int size() {
        return bytes.length;
    }

    /// The array itself, for a database driver, which only reads it.
    byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Only the size: what a body says must not reach a log by accident.
    @Override
    public String toString() {
        return "Body[" + bytes.length + " bytes]";
    }
}
