package org.isopleth.canonical;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A strict RFC 8259 parser, bounded in depth. One text per instance; not thread-safe.
final class JsonParser {
    /// Deeper documents are not ours, and recursion must not exhaust the stack.
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int position;
    private int depth;

    JsonParser(String text) {
        this.text = text;
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
            do {
                skipSpace();
                String name = string();
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
        skipPlain();
        if (peek() == '"') {
            // Nearly every text has no escape, and some are of megabytes.
            return wellFormed(text.substring(start, position++));
        }
        StringBuilder out = new StringBuilder();
        while (true) {
            out.append(text, start, position);
            char c = peek();
            position++;
            if (c == '"') {
                return wellFormed(out.toString());
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
    private void skipPlain() {
        int at = position;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\' || c < 0x20) {
                break;
            }
            at++;
        }
        position = at;
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
            position++;
        }
    }

    private JsonException problem(String what) {
        return new JsonException(what + " at character " + position);
    }
}
