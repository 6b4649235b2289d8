package org.isopleth.store;

import java.util.regex.Pattern;

/// What may name a stream, a kind, a peer, a ledger, a namespace or a key: plain ASCII, so that both
/// databases sort and compare it alike, and a name can be logged. Stateless.
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:/@-]{1,200}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:/@-]{0,200}");

    private Names() {}

    static String require(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a " + what + " has 1 to 200 letters, digits or . _ : / @ - and nothing else");
        }
        return name;
    }

    static String requirePrefix(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("a prefix has at most 200 letters, digits or . _ : / @ -");
        }
        return prefix;
    }
}
