package org.isopleth.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;

/// Proof to hand out that one entry is in a ledger whose head was cosigned (C2SP tlog-proof, file extension
/// `.tlog-proof`): whoever has the entry and a [TlogPolicy] verifies it without the ledger. Immutable, thread-safe;
/// it claims, [#verify] decides.
///
/// @param index the entry's place, from 0
/// @param path sibling hashes from the leaf upwards
/// @param checkpoint a signed head over the entry, with cosignatures
/// @param extra bytes that nothing vouches for
public record TlogProof(long index, List<Digest> path, SignedNote checkpoint, Optional<Bytes> extra) {
    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final int MAX_BYTES = 128 * 1024;
    /// More siblings than a tree of 2^63 leaves has levels there are not.
    private static final int MAX_PATH = 63;

    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");

    public TlogProof {
        path = List.copyOf(path);
        if (index < 0 || path.size() > MAX_PATH) {
            throw new LedgerFormatException("a proof has an index and at most " + MAX_PATH + " hashes");
        }
        Checkpoint.parse(checkpoint);
    }

    /// What a proof is worth.
    public sealed interface Verdict {

        /// The entry is in the ledger.
        ///
        /// @param log the ledger's key
        /// @param head the head it is under
        /// @param witnesses who cosigned that head, by their names in the policy, and when
        record Proven(VerifierKey log, Checkpoint head, SortedMap<String, Instant> witnesses) implements Verdict {}

        /// It proves nothing.
        ///
        /// @param problem why, in words
        record Refused(String problem) implements Verdict {}
    }

    /// The proof for entry `index` of `tree`.
    ///
    /// @param tree the ledger at the size of the head
    /// @param checkpoint the signed and cosigned head of that size
    public static TlogProof of(long index, MerkleProver tree, SignedNote checkpoint) {
        return new TlogProof(index, tree.inclusion(index).path(), checkpoint, Optional.empty());
    }

    /// Whether `entry` is in a ledger of `policy`, under a head that enough witnesses cosigned.
    public Verdict verify(byte[] entry, TlogPolicy policy) {
        Optional<VerifierKey> log = policy.log(checkpoint);
        if (log.isEmpty()) {
            return new Verdict.Refused("the head is not signed by a ledger of the policy");
        }
        SortedMap<String, Instant> witnesses = policy.cosigned(checkpoint);
        if (!policy.isQuorum(witnesses.keySet())) {
            return new Verdict.Refused("the head is not cosigned by enough witnesses of the policy");
        }
        Checkpoint head = Checkpoint.parse(checkpoint);
        return new InclusionProof(index, head.size(), path).proves(MerkleHash.leaf(entry), head.root())
                ? new Verdict.Proven(log.get(), head, witnesses)
                : new Verdict.Refused("the entry is not at that place under the head");
    }

    /// Reads a proof.
    ///
    /// @throws LedgerFormatException when it is none
    public static TlogProof parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new LedgerFormatException("a proof has at most " + MAX_BYTES + " bytes");
        }
        String text = AddCheckpoint.decode(bytes);
        int blank = text.indexOf("\n\n");
        if (blank < 0 || !text.startsWith(FIRST + "\n")) {
            throw new LedgerFormatException("a proof begins with " + FIRST + " and ends with a checkpoint");
        }
        List<String> lines = Arrays.asList(text.substring(0, blank).split("\n", -1));
        boolean more = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
        List<String> rest = lines.subList(more ? 2 : 1, lines.size());
        Matcher index = INDEX.matcher(rest.isEmpty() ? "" : rest.getFirst());
        if (!index.matches()) {
            throw new LedgerFormatException("a proof names the entry's index");
        }
        Optional<Bytes> extra = more
                ? Optional.of(new Bytes(StrictBase64.decode(lines.get(1).substring(EXTRA.length()))))
                : Optional.empty();
        byte[] note = text.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
        return new TlogProof(
                Long.parseLong(index.group(1)),
                AddCheckpoint.hashes(rest.subList(1, rest.size())),
                SignedNote.parse(note),
                extra);
    }

    /// The file; [#parse] of it gives an equal proof.
    public byte[] bytes() {
        StringBuilder out = new StringBuilder(FIRST).append('\n');
        extra.ifPresent(bytes -> out.append(EXTRA).append(bytes.base64()).append('\n'));
        out.append("index ").append(index).append('\n');
        path.forEach(hash -> out.append(StrictBase64.encode(hash.bytes())).append('\n'));
        out.append('\n').append(new String(checkpoint.bytes(), StandardCharsets.UTF_8));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
