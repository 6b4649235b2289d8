package org.isopleth.canonical;

import java.util.Arrays;
import java.util.Base64;

/// An array of bytes that is equal by content and cannot change. Thread-safe.
public final class Bytes {
    private final byte[] content;

    /// @param content copied
    public Bytes(byte[] content) {
        this.content = content.clone();
    }

    /// Reads base64 (RFC 4648, section 4).
    ///
    /// @throws IllegalArgumentException when the text is not base64
    public static Bytes fromBase64(String text) {
        return new Bytes(Base64.getDecoder().decode(text));
    }

    /// The bytes, as a new array.
    public byte[] array() {
        return content.clone();
    }

    /// Base64 (RFC 4648, section 4), with padding.
    public String base64() {
        return Base64.getEncoder().encodeToString(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
