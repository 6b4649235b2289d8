package org.isopleth.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.isopleth.canonical.Digest;

/// The head of a ledger at one size (C2SP tlog-checkpoint). Immutable, thread-safe.
///
/// @param origin the ledger's name, the same for all its life
/// @param size number of entries
/// @param root Merkle root over them
/// @param extensions further lines, none in ours
public record Checkpoint(String origin, long size, Digest root, List<String> extensions) {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,17}");

    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (origin.isEmpty() || origin.contains("\n") || size < 0) {
            throw new LedgerFormatException("a checkpoint has an origin and a size");
        }
        if (extensions.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
            throw new LedgerFormatException("a checkpoint's further lines are not empty");
        }
    }

    /// A head without extensions.
    public Checkpoint(String origin, long size, Digest root) {
        this(origin, size, root, List.of());
    }

    /// Reads the text of a note as a checkpoint; no second spelling is accepted.
    ///
    /// @throws LedgerFormatException when it is not one
    public static Checkpoint parse(SignedNote note) {
        String[] lines = note.text().split("\n", -1);
        if (lines.length < 4 || !DECIMAL.matcher(lines[1]).matches()) {
            throw new LedgerFormatException("a checkpoint is a line each for origin, size and root");
        }
        byte[] root = StrictBase64.decode(lines[2]);
        if (root.length != Digest.BYTES) {
            throw new LedgerFormatException("a checkpoint's root has " + Digest.BYTES + " bytes");
        }
        List<String> extensions = Arrays.asList(lines).subList(3, lines.length - 1);
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Digest.ofHash(root), extensions);
    }

    /// The lines that are signed.
    public String text() {
        StringBuilder out = new StringBuilder(origin).append('\n');
        out.append(size).append('\n');
        out.append(StrictBase64.encode(root.bytes())).append('\n');
        extensions.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    /// This head, signed; the same head and key always give the same bytes.
    public SignedNote sign(NoteSigner signer) {
        return SignedNote.sign(text(), signer);
    }
}
