package org.isopleth.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isopleth.canonical.Digest;

/// What a ledger asks a witness to cosign (C2SP tlog-witness, `add-checkpoint`). Immutable, thread-safe; it
/// claims, [Witness] decides. It shows heads and hashes, never an entry.
///
/// @param old size of the largest checkpoint that the witness has cosigned, as far as the ledger knows; 0 if none
/// @param proof that the ledger of `old` entries is the beginning of this one (RFC 6962, section 2.1.2); empty
///     if `old` is 0
/// @param checkpoint the signed head
public record AddCheckpoint(long old, List<Digest> proof, SignedNote checkpoint) {
    /// The longest proof there can be.
    public static final int MAX_PROOF = 63;

    private static final int MAX_BYTES = 128 * 1024;
    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,17})");

    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (old < 0 || proof.size() > MAX_PROOF) {
            throw new LedgerFormatException(
                    "an old size is not negative and a proof has at most " + MAX_PROOF + " hashes");
        }
        // What is no checkpoint is refused here, so that nobody needs to ask again.
        Checkpoint.parse(checkpoint);
    }

    /// Asks for `note`, a head of `tree`, to be cosigned by a witness that has cosigned `old` entries of it.
    ///
    /// @param tree the ledger at the size of the head
    /// @param old at most that size
    public static AddCheckpoint of(long old, MerkleProver tree, SignedNote note) {
        List<Digest> proof = old == 0 ? List.of() : tree.consistency(old).path();
        return new AddCheckpoint(old, proof, note);
    }

    /// Reads the body of a request.
    ///
    /// @throws LedgerFormatException when it is none
    public static AddCheckpoint parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new LedgerFormatException("a request to a witness has at most " + MAX_BYTES + " bytes");
        }
        String text = decode(bytes);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new LedgerFormatException("a request to a witness has a blank line before its checkpoint");
        }
        List<String> lines = Arrays.asList(text.substring(0, blank).split("\n", -1));
        Matcher old = OLD.matcher(lines.getFirst());
        if (!old.matches() || lines.size() > 1 + MAX_PROOF) {
            throw new LedgerFormatException("a request to a witness begins with the old size and a proof");
        }
        byte[] note = text.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
        return new AddCheckpoint(
                Long.parseLong(old.group(1)), hashes(lines.subList(1, lines.size())), SignedNote.parse(note));
    }

    /// The body of the request; [#parse] of it gives an equal one.
    public byte[] bytes() {
        StringBuilder out = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(hash -> out.append(StrictBase64.encode(hash.bytes())).append('\n'));
        out.append('\n').append(new String(checkpoint.bytes(), StandardCharsets.UTF_8));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The head that is to be cosigned.
    public Checkpoint head() {
        return Checkpoint.parse(checkpoint);
    }

    /// Hashes as lines of base64.
    static List<Digest> hashes(List<String> lines) {
        List<Digest> hashes = new ArrayList<>();
        for (String line : lines) {
            byte[] hash = StrictBase64.decode(line);
            if (hash.length != Digest.BYTES) {
                throw new LedgerFormatException("a hash of a proof has " + Digest.BYTES + " bytes");
            }
            hashes.add(Digest.ofHash(hash));
        }
        return hashes;
    }

    /// Text in UTF-8 and nothing else.
    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LedgerFormatException("it is not UTF-8");
        }
    }
}
