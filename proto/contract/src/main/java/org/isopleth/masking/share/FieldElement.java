package org.isopleth.masking.share;

import java.math.BigInteger;
import org.isopleth.canonical.Bytes;

/// A number modulo the prime `p = 2^256 − 189`, above the order of P-256, so that a private key and a
/// self mask secret are each one element. Immutable, thread-safe.
///
/// @param value 0 to p − 1
public record FieldElement(BigInteger value) {
    /// p.
    public static final BigInteger PRIME = BigInteger.TWO.pow(256).subtract(BigInteger.valueOf(189));

    /// Bytes of an element.
    public static final int BYTES = 32;

    public FieldElement {
        if (value.signum() < 0 || value.compareTo(PRIME) >= 0) {
            throw new IllegalArgumentException("a field element is at least 0 and below 2^256 - 189");
        }
    }

    /// Whether the bytes are an element: 32 of them, big-endian, below p.
    public static boolean isElement(Bytes bytes) {
        byte[] content = bytes.array();
        return content.length == BYTES && new BigInteger(1, content).compareTo(PRIME) < 0;
    }

    /// Reads 32 bytes, big-endian.
    ///
    /// @throws IllegalArgumentException when they are not an element
    public static FieldElement of(Bytes bytes) {
        byte[] content = bytes.array();
        if (content.length != BYTES) {
            throw new IllegalArgumentException("a field element has 32 bytes");
        }
        return new FieldElement(new BigInteger(1, content));
    }

    /// 32 bytes, big-endian.
    public Bytes bytes() {
        byte[] signed = value.toByteArray();
        byte[] out = new byte[BYTES];
        int from = Math.max(0, signed.length - BYTES);
        System.arraycopy(signed, from, out, BYTES - (signed.length - from), signed.length - from);
        return new Bytes(out);
    }

    FieldElement plus(FieldElement other) {
        return new FieldElement(value.add(other.value).mod(PRIME));
    }

    FieldElement times(FieldElement other) {
        return new FieldElement(value.multiply(other.value).mod(PRIME));
    }

    /// Never the value, which is a secret or a share of one.
    @Override
    public String toString() {
        return "FieldElement";
    }
}
