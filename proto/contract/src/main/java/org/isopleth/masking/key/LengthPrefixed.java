package org.isopleth.masking.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The byte form `lp(a, b, ...)`: each part after its length in 4 bytes, big-endian, so that two
/// different lists of parts never give the same bytes. Stateless, thread-safe.
public final class LengthPrefixed {
    private LengthPrefixed() {}

    /// `lp` of the parts, in order.
    public static byte[] of(byte[]... parts) {
        int size = Arrays.stream(parts)
                .mapToInt(part -> Integer.BYTES + part.length)
                .reduce(0, Math::addExact);
        ByteBuffer out = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            out.putInt(part.length).put(part);
        }
        return out.array();
    }

    /// The parts one after the other, for fields whose lengths are fixed.
    static byte[] joined(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }

    /// The UTF-8 bytes of `text`.
    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// 4 bytes, big-endian.
    public static byte[] u32(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
