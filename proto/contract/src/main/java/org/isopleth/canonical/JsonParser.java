package org.isopleth.canonical;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A strict RFC 8259 parser, bounded in depth, which takes canonical texts alone if it is asked to. One text per
/// instance; not thread-safe.
///
/// A text is canonical when nothing in it could have been written otherwise (RFC 8785 section 3.2): no space between
/// tokens, members in order, and every number and every text with an escape as [CanonicalJson] writes it. Looking on
/// the way saves writing a document of megabytes once more, only to compare.
final class JsonParser {
    /// Deeper documents are not ours, and recursion must not exhaust the stack.
    private static final int MAX_DEPTH = 64;

    private final String text;
    private final boolean canonicalOnly;
    private int position;
    private int depth;

    JsonParser(String text, boolean canonicalOnly) {
        this.text = text;
        this.canonicalOnly = canonicalOnly;
    }

    Json document() {
        Json value = value();
        skipSpace();
        if (position != text.length()) {
            throw problem("text after the end of the document");
        }
        return value;
    }

    private Json value() {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> literal("true", new Json.Bool(true));
            case 'f' -> literal("false", new Json.Bool(false));
            case 'n' -> literal("null", new Json.Null());
            default -> number();
        };
    }

    private Json object() {
        enter();
        Map<String, Json> members = new LinkedHashMap<>();
        skipSpace();
        if (peek() == '}') {
            position++;
        } else {
            String before = null;
            do {
                skipSpace();
                String name = string();
                // String.compareTo compares UTF-16 code units, the order RFC 8785 asks for.
                requireCanonical(before == null || before.compareTo(name) < 0);
                before = name;
                skipSpace();
                expect(':');
                if (members.putIfAbsent(name, value()) != null) {
                    throw problem("a member appears twice");
                }
            } while (more('}'));
        }
        depth--;
        return new Json.Obj(members);
    }

    private Json array() {
        enter();
        List<Json> items = new ArrayList<>();
        skipSpace();
        if (peek() == ']') {
            position++;
        } else {
            do {
                items.add(value());
            } while (more(']'));
        }
        depth--;
        return new Json.Arr(items);
    }

    private void enter() {
        position++;
        if (++depth > MAX_DEPTH) {
            throw problem("nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private boolean more(char end) {
        skipSpace();
        char c = peek();
        position++;
        if (c == ',') {
            return true;
        }
        if (c != end) {
            throw problem("expected ',' or '" + end + "'");
        }
        return false;
    }

    private String string() {
        expect('"');
        int start = position;
        char highest = skipPlain();
        if (peek() == '"') {
            // Nearly every text has no escape, and some are of megabytes.
            String plain = text.substring(start, position++);
            return highest < Character.MIN_SURROGATE ? plain : wellFormed(plain);
        }
        String value = wellFormed(withEscapes(start));
        if (canonicalOnly) {
            requireCanonical(text.regionMatches(start - 1, CanonicalJson.quoted(value), 0, position - start + 1));
        }
        return value;
    }

    private String withEscapes(int begin) {
        StringBuilder out = new StringBuilder();
        int start = begin;
        while (true) {
            out.append(text, start, position);
            char c = peek();
            position++;
            if (c == '"') {
                return out.toString();
            }
            if (c != '\\') {
                throw problem("an unescaped control character");
            }
            out.append(escape());
            start = position;
            skipPlain();
        }
    }

    /// To the next quote, escape or control character.
    ///
    /// @return the highest character on the way
    private char skipPlain() {
        int at = position;
        int highest = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\' || c < 0x20) {
                break;
            }
            highest = Math.max(highest, c);
            at++;
        }
        position = at;
        return (char) highest;
    }

    private String wellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!paired) {
                    throw problem("a lone surrogate");
                }
                i++;
            }
        }
        return value;
    }

    private char escape() {
        char c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (position + 4 > text.length()) {
                    throw problem("an unfinished escape");
                }
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(text.charAt(position + i), 16);
                    if (digit < 0) {
                        throw problem("a wrong escape");
                    }
                    code = 16 * code + digit;
                }
                position += 4;
                yield (char) code;
            }
            default -> throw problem("a wrong escape");
        };
    }

    private Json number() {
        int start = position;
        if (peek() == '-') {
            position++;
        }
        if (peek() == '0') {
            position++;
        } else {
            digits();
        }
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
            digits();
        }
        if (position < text.length() && (text.charAt(position) == 'e' || text.charAt(position) == 'E')) {
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            digits();
        }
        double value = Double.parseDouble(text.substring(start, position));
        if (!Double.isFinite(value)) {
            throw problem("a number beyond the range of a double");
        }
        if (canonicalOnly) {
            requireCanonical(CanonicalJson.number(value).contentEquals(text.subSequence(start, position)));
        }
        return new Json.Num(value);
    }

    private void digits() {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw problem("expected a value");
        }
    }

    private Json literal(String word, Json value) {
        if (!text.startsWith(word, position)) {
            throw problem("expected a value");
        }
        position += word.length();
        return value;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw problem("expected '" + wanted + "'");
        }
        position++;
    }

    private char peek() {
        if (position >= text.length()) {
            throw problem("unexpected end");
        }
        return text.charAt(position);
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            requireCanonical(false);
            position++;
        }
    }

    private void requireCanonical(boolean holds) {
        if (canonicalOnly && !holds) {
            throw problem("not the canonical form (RFC 8785)");
        }
    }

    private JsonException problem(String what) {
        return new JsonException(what + " at character " + position);
    }
}
