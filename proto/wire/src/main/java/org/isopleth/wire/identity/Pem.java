package org.isopleth.wire.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.isopleth.wire.identity.IdentityException.Problem;

/// The textual encoding of RFC 7468, strictly: blocks of one label, nothing between or around them but
/// line ends. Stateless, thread-safe.
final class Pem {
    /// Far above any chain of ours, far below what could hurt.
    static final int MAX_BYTES = 64 * 1024;

    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /// The contents of all blocks, at least one.
    ///
    /// @throws IdentityException when the text is anything but such blocks
    static List<byte[]> read(String label, byte[] text) {
        if (text.length > MAX_BYTES) {
            throw malformed(label);
        }
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<byte[]> blocks = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        boolean inside = false;
        for (String line : new String(text, StandardCharsets.US_ASCII).lines().toList()) {
            if (!inside && line.equals(begin)) {
                inside = true;
            } else if (inside && line.equals(end)) {
                blocks.add(decode(label, body.toString()));
                body.setLength(0);
                inside = false;
            } else if (inside) {
                body.append(line);
            } else if (!line.isEmpty()) {
                throw malformed(label);
            }
        }
        if (inside || blocks.isEmpty()) {
            throw malformed(label);
        }
        return blocks;
    }

    private static byte[] decode(String label, String body) {
        try {
            byte[] der = Base64.getDecoder().decode(body);
            if (der.length == 0) {
                throw malformed(label);
            }
            return der;
        } catch (IllegalArgumentException e) {
            throw new IdentityException(Problem.MALFORMED, "not a PEM file of kind " + label, e);
        }
    }

    private static IdentityException malformed(String label) {
        return new IdentityException(Problem.MALFORMED, "not a PEM file of kind " + label);
    }
}
