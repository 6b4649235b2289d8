package org.isopleth.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A text with signatures under it (C2SP signed-note). Immutable, thread-safe.
///
/// @param text what is signed; ends with a newline and has no other control characters
/// @param signatures at least one, in the order of their lines
public record SignedNote(String text, List<NoteSignature> signatures) {
    /// More is not a ledger's head, and parsing must stay cheap.
    private static final int MAX_BYTES = 64 * 1024;

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
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /// The note as it is stored and sent; [#parse] of it gives an equal note.
    public byte[] bytes() {
        StringBuilder out = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> out.append(signature.line()).append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Whether one of the signatures is by `key`. A wrong signature under the key's own name and id
    /// spoils the note, as signed-note demands; lines of other keys do not matter.
    public boolean signedBy(VerifierKey key) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        List<NoteSignature> own = lines(key.name(), key.keyId());
        return !own.isEmpty() && own.stream().allMatch(line -> key.verifies(message, line.signature()));
    }

    /// When `witness` cosigned this note: the latest of its times. Empty if it did not, or if one of the lines
    /// under its name and id is wrong.
    public Optional<Instant> cosignedBy(CosignerKey witness) {
        Optional<Instant> latest = Optional.empty();
        for (NoteSignature line : lines(witness.name(), witness.keyId())) {
            Optional<Instant> time = Cosignature.time(text, line, witness);
            if (time.isEmpty()) {
                return Optional.empty();
            }
            latest = latest.filter(time.get()::isBefore).or(() -> time);
        }
        return latest;
    }

    /// The same note with these signatures too; those it has already stay where they are.
    public SignedNote with(Collection<NoteSignature> more) {
        Set<NoteSignature> all = new LinkedHashSet<>(signatures);
        all.addAll(more);
        return new SignedNote(text, List.copyOf(all));
    }

    /// The signature lines under this name and key id, right or wrong.
    List<NoteSignature> lines(String name, String keyId) {
        return signatures.stream()
                .filter(line -> line.name().equals(name) && line.keyId().equals(keyId))
                .toList();
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
