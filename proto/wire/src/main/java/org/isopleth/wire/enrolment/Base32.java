package org.isopleth.wire.enrolment;

import java.util.Locale;

/// Base 32 for people who read aloud and type: Crockford's alphabet, which has no I, L, O or U. Either
/// case is read, and I, L and O as the digits they look like. Only multiples of five bytes. Stateless.
final class Base32 {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (byte b : bytes) {
            buffer = (buffer << Byte.SIZE) | (b & 0xFF);
            held += Byte.SIZE;
            while (held >= BITS) {
                held -= BITS;
                text.append(ALPHABET.charAt((buffer >> held) & 31));
            }
            buffer &= (1 << held) - 1;
        }
        if (held != 0) {
            throw new IllegalArgumentException("only multiples of five bytes");
        }
        return text.toString();
    }

    /// The five bits as which `letter` is read, or -1.
    static int value(char letter) {
        return switch (Character.toUpperCase(letter)) {
            case 'O' -> 0;
            case 'I', 'L' -> 1;
            default -> ALPHABET.indexOf(Character.toUpperCase(letter));
        };
    }

    /// The canonical letters of what was typed: hyphens and spaces dropped, look-alikes replaced.
    ///
    /// @throws IllegalArgumentException when a letter is none of the alphabet
    static String canonical(String typed) {
        StringBuilder text = new StringBuilder();
        for (char letter : typed.toUpperCase(Locale.ROOT).toCharArray()) {
            if (letter != '-' && letter != ' ') {
                int value = value(letter);
                if (value < 0) {
                    throw new IllegalArgumentException("a letter that never occurs");
                }
                text.append(ALPHABET.charAt(value));
            }
        }
        return text.toString();
    }

    /// @param text canonical letters, a multiple of eight
    static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() * BITS / Byte.SIZE];
        int buffer = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            buffer = (buffer << BITS) | value(text.charAt(i));
            held += BITS;
            if (held >= Byte.SIZE) {
                held -= Byte.SIZE;
                bytes[at++] = (byte) (buffer >> held);
            }
            buffer &= (1 << held) - 1;
        }
        return bytes;
    }
}
