package org.isopleth.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with signatures under it (C2SP signed-note). Immutable, thread-safe.
///
/// @param text what is signed; ends with a newline and has no other control characters
/// @param signatures at least one, in the order of their lines
public record SignedNote(String text, List<NoteSignature> signatures) {
    /// More is not a ledger's head, and parsing must stay cheap.
    private static final int MAX_BYTES = 64 * 1024;

    private static final Pattern SIGNATURE = Pattern.compile("\u2014 ([^\\s+\\p{Z}\\p{Cntrl}]+) (\\S+)");

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new LedgerFormatException("a note is lines of text without control characters");
        }
        if (signatures.isEmpty()) {
            throw new LedgerFormatException("a note without a signature");
        }
    }

    /// Signs `text`.
    public static SignedNote sign(String text, NoteSigner signer) {
        return new SignedNote(text, List.of(NoteSignature.by(signer, text.getBytes(StandardCharsets.UTF_8))));
    }

    /// Reads a note. Its signatures are not checked yet: see [#signedBy].
    ///
    /// @throws LedgerFormatException when it is not a note
    public static SignedNote parse(byte[] bytes) {
        String note = decode(bytes);
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new LedgerFormatException("a note has a blank line before its signatures and ends its last line");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : note.substring(blank + 2, Math.max(blank + 2, note.length() - 1))
                .split("\n", -1)) {
            Matcher form = SIGNATURE.matcher(line);
            if (!form.matches()) {
                throw new LedgerFormatException("a line that should be a signature is not");
            }
            signatures.add(new NoteSignature(form.group(1), form.group(2)));
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /// The note as it is stored and sent; [#parse] of it gives an equal note.
    public byte[] bytes() {
        StringBuilder out = new StringBuilder(text).append('\n');
        for (NoteSignature signature : signatures) {
            out.append("\u2014 ").append(signature.name()).append(' ');
            out.append(signature.base64()).append('\n');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Whether one of the signatures is by `key`. A wrong signature under the key's own name and id
    /// spoils the note, as signed-note demands; lines of other keys do not matter.
    public boolean signedBy(VerifierKey key) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        List<NoteSignature> own = signatures.stream()
                .filter(line -> line.name().equals(key.name()) && line.keyId().equals(key.keyId()))
                .toList();
        return !own.isEmpty() && own.stream().allMatch(line -> key.verifies(message, line.signature()));
    }

    private static String decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new LedgerFormatException("a note has at most " + MAX_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LedgerFormatException("a note is UTF-8");
        }
    }
}
