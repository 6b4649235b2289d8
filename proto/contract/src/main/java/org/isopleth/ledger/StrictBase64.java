package org.isopleth.ledger;

import java.util.Base64;

/// Standard base64 with padding (RFC 4648, section 4), refusing every second spelling of the same
/// bytes: the JDK's decoder overlooks missing padding and stray bits in the last character, which
/// would let a changed file pass as unchanged. Stateless, thread-safe.
final class StrictBase64 {
    private StrictBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new LedgerFormatException("not base64");
        }
        if (!encode(bytes).equals(text)) {
            throw new LedgerFormatException("base64 in an unusual spelling");
        }
        return bytes;
    }
}
