package org.isopleth.client;

/// Text from documents and from others, made fit for a terminal. Stateless, thread-safe.
public final class TerminalText {
    private TerminalText() {}

    /// One line: what would move the cursor, colour the screen, break the line or turn the order of what
    /// follows is written as its code, a backslash, `u` and four hexadecimal digits.
    public static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isPrintable(point)) {
                out.appendCodePoint(point);
            } else {
                out.append(String.format("\\u%04x", point));
            }
        });
        return out.toString();
    }

    /// All but controls (C0, C1), line and paragraph separators, halves of characters and the explicit
    /// overrides and isolates of Unicode UAX 9.
    private static boolean isPrintable(int point) {
        boolean separator = point == 0x2028 || point == 0x2029;
        boolean turning = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return !Character.isISOControl(point) && !separator && !turning && !half;
    }
}
