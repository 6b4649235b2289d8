package org.isopleth.canonical;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The JSON Canonicalization Scheme of RFC 8785: one value, one sequence of bytes.
///
/// Members are sorted by UTF-16 code units (section 3.2.3), numbers are written as ECMAScript does
/// (section 3.2.2.3), strings with the shortest escapes (section 3.2.2.2). Stateless, thread-safe.
public final class CanonicalJson {

    /// What Java reads in place of bytes that are not UTF-8.
    private static final char REPLACEMENT = '\uFFFD';

    private static final int BLOCK = 1 << 16;

    private CanonicalJson() {}

    /// The canonical UTF-8 bytes of `value`.
    public static byte[] bytes(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /// The canonical text of `value`.
    public static String text(Json value) {
        StringBuilder out = new StringBuilder();
        try {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can be written", e);
        }
        return out.toString();
    }

    /// Writes the canonical UTF-8 bytes of `value`, of which only a block is in memory at a time, and leaves `out`
    /// open.
    public static void write(Json value, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(
                new OutputStreamWriter(new BufferedOutputStream(out, BLOCK), StandardCharsets.UTF_8), BLOCK);
        write(value, new Blocks(writer));
        writer.flush();
    }

    /// A writer takes part of a text as a copy of all that part; this hands it on as it is.
    private record Blocks(Writer out) implements Appendable {
        @Override
        public Appendable append(CharSequence text) throws IOException {
            return append(text, 0, text.length());
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            out.write(text.toString(), start, end - start);
            return this;
        }

        @Override
        public Appendable append(char c) throws IOException {
            out.write(c);
            return this;
        }
    }

    /// The digest of the canonical bytes of `value`.
    public static Digest digest(Json value) {
        return Digest.of(bytes(value));
    }

    /// Reads UTF-8 JSON of any layout; duplicate members, lone surrogates, trailing text and nesting
    /// beyond 64 levels are refused.
    ///
    /// @throws JsonException when the bytes are not such JSON
    public static Json parse(byte[] utf8) {
        return parse(decode(utf8));
    }

    /// As [#parse(byte[])], from text.
    public static Json parse(String text) {
        return new JsonParser(text, false).document();
    }

    /// As [#parse(byte[])], and refuses bytes that are not already canonical.
    public static Json parseCanonical(byte[] utf8) {
        return new JsonParser(decode(utf8), true).document();
    }

    private static String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        // ASCII, as nearly every document is, needs no second look: anything else has fewer characters than bytes, or
        // was replaced. What was replaced does not come back as the same bytes.
        boolean ascii = text.length() == utf8.length && text.indexOf(REPLACEMENT) < 0;
        if (!ascii && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) {
            throw new JsonException("the bytes are not UTF-8");
        }
        return text;
    }

    private static void write(Json value, Appendable out) throws IOException {
        switch (value) {
            case Json.Obj(Map<String, Json> members) -> writeObject(members, out);
            case Json.Arr(List<Json> items) -> {
                out.append('[');
                for (int i = 0; i < items.size(); i++) {
                    if (i > 0) {
                        out.append(',');
                    }
                    write(items.get(i), out);
                }
                out.append(']');
            }
            case Json.Str(String text) -> writeString(text, out);
            case Json.Num(double number) -> out.append(number(number));
            case Json.Bool(boolean flag) -> out.append(Boolean.toString(flag));
            case Json.Null() -> out.append("null");
        }
    }

    private static void writeObject(Map<String, Json> members, Appendable out) throws IOException {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, Json> member : sorted(members).entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
        }
        out.append('}');
    }

    /// String.compareTo compares UTF-16 code units, the order RFC 8785 asks for. What was read from the canonical form
    /// already is in order.
    private static Map<String, Json> sorted(Map<String, Json> members) {
        String before = "";
        for (String name : members.keySet()) {
            if (name.compareTo(before) < 0) {
                return new TreeMap<>(members);
            }
            before = name;
        }
        return members;
    }

    /// A text in quotes.
    static String quoted(String text) {
        return text(new Json.Str(text));
    }

    private static void writeString(String text, Appendable out) throws IOException {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, plain, i);
            plain = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(String.format("\\u%04x", (int) c));
            }
        }
        out.append(text, plain, text.length());
        out.append('"');
    }

    /// A finite double as ECMAScript's Number::toString writes it: the shortest digits that read back
    /// as the same double, plain between 1e-6 and 1e21, otherwise with an exponent.
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int pointAt = digits.length() - shortest.scale();
        StringBuilder out = new StringBuilder(value < 0 ? "-" : "");
        if (pointAt > 21 || pointAt < -5) {
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            int exponent = pointAt - 1;
            out.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
        } else if (pointAt <= 0) {
            out.append("0.").repeat('0', -pointAt).append(digits);
        } else if (digits.length() <= pointAt) {
            out.append(digits).repeat('0', pointAt - digits.length());
        } else {
            out.append(digits, 0, pointAt).append('.').append(digits, pointAt, digits.length());
        }
        return out.toString();
    }

    /// Double.toString gives the shortest digits since JDK 19 (JDK-4511638), except that it prefers two
    /// digits to one when they are nearer: 4.9E-324 where ECMAScript writes 5e-324.
    private static BigDecimal shortest(double magnitude) {
        BigDecimal digits = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
        if (digits.precision() != 2) {
            return digits;
        }
        BigDecimal one = new BigDecimal(magnitude).round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == magnitude ? one.stripTrailingZeros() : digits;
    }
}
