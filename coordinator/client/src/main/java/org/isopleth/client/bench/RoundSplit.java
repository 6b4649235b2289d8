package org.isopleth.client.bench;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the time of one round went. Immutable, thread-safe.
///
/// @param coordinator seconds by part
/// @param sites seconds by part, of all sites together
record RoundSplit(Map<String, Double> coordinator, Map<String, Double> sites) {
    static final String DISK_WAIT = "disk wait";
    static final String OTHER = "other";

    /// What the code of a part is called, in the order in which a stack is asked, innermost frame first.
    private enum Part {
        HASHING("hashing", "sun.security.provider.", "java.security.MessageDigest"),
        TRANSFER(
                "transfer",
                "io.netty.",
                "io.grpc.",
                "sun.security.ssl.",
                "javax.net.ssl.",
                "com.sun.crypto.provider.",
                "javax.crypto.",
                "com.google.protobuf.",
                "sun.nio.ch.Socket",
                "sun.nio.ch.EPoll",
                "sun.nio.ch.IOUtil.drain"),
        DISK(
                "disk",
                "sun.nio.ch.FileDispatcher",
                "sun.nio.ch.UnixFileDispatcher",
                "sun.nio.ch.UnixDispatcher",
                "sun.nio.ch.FileChannel",
                "java.io.RandomAccessFile",
                "sun.nio.fs.",
                "org.h2.",
                "org.isopleth.store."),
        ARITHMETIC("arithmetic", "org.isopleth.tensor.", "org.isopleth.analysis.", "java.math."),
        STATE("state", "org.isopleth.canonical.", "java.util.Base64");

        private final String word;
        private final Pattern classes;

        Part(String word, String... prefixes) {
            this.word = word;
            this.classes =
                    Pattern.compile(Stream.of(prefixes).map(Pattern::quote).collect(Collectors.joining("|")));
        }
    }

    /// Every part, as it is printed.
    static final List<String> PARTS = List.of("transfer", "hashing", "disk", DISK_WAIT, "arithmetic", "state", OTHER);

    /// The part a class works for, or nothing when that depends on who called it.
    static String of(List<String> classes) {
        for (String name : classes) {
            for (Part part : Part.values()) {
                if (part.classes.matcher(name).lookingAt()) {
                    return part.word;
                }
            }
        }
        return OTHER;
    }
}
