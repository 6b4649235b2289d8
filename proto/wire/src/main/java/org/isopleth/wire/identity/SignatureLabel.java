package org.isopleth.wire.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What kind of document a signature is for, so that a signature under one kind never verifies under
/// another. Immutable, thread-safe.
///
/// @param text for example `isopleth/permit/v1`: 1 to 100 lower-case letters, digits, hyphens and slashes
public record SignatureLabel(String text) {
    private static final Pattern TEXT = Pattern.compile("[a-z0-9/-]{1,100}");

    public SignatureLabel {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("a signature label has lower-case letters, digits, '-' and '/'");
        }
    }

    /// What is signed: one byte with the label's length, the label, the bytes. The length makes the
    /// border between label and bytes unambiguous.
    byte[] prefix(byte[] bytes) {
        byte[] label = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(1 + label.length + bytes.length)
                .put((byte) label.length)
                .put(label)
                .put(bytes)
                .array();
    }
}
