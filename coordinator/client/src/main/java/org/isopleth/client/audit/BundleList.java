package org.isopleth.client.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// The list of a bundle's files, `manifest.json`: every file with its length and digest, so that a bundle is whole
/// when it is. It is not signed: who hands the bundle over tells the digest of the list by another way. Immutable,
/// thread-safe.
///
/// @param made when
/// @param files by path, with `/` between its parts
record BundleList(Instant made, SortedMap<String, Listed> files) {
    /// Where it lies in a bundle.
    static final String PATH = "manifest.json";
    /// A list of half a million files.
    private static final int MOST_BYTES = 1 << 26;

    private static final int VERSION = 1;

    /// One file.
    record Listed(Digest sha256, long bytes) {
        /// What lies there.
        static Listed of(Path file) throws IOException {
            MessageDigest sha256 = Digest.sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
                long bytes = in.transferTo(OutputStream.nullOutputStream());
                return new Listed(Digest.ofHash(sha256.digest()), bytes);
            }
        }
    }

    /// The canonical bytes.
    byte[] bytes() {
        List<Json> listed = new ArrayList<>();
        files.forEach((path, file) -> listed.add(Json.object()
                .with("path", path)
                .with("sha256", file.sha256().hex())
                .with("bytes", file.bytes())
                .build()));
        return CanonicalJson.bytes(Json.object()
                .with("bundle", VERSION)
                .with("made", made.toString())
                .with("files", listed)
                .build());
    }

    /// Reads one.
    ///
    /// @throws JsonException when it is none
    static BundleList read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES);
        }
        Json.Obj in = CanonicalJson.parseCanonical(bytes).asObject();
        if (in.integer("bundle") != VERSION) {
            throw new JsonException("the bundle is of another version");
        }
        SortedMap<String, Listed> files = new TreeMap<>();
        try {
            for (Json one : in.list("files")) {
                Json.Obj listed = one.asObject();
                files.put(listed.text("path"), new Listed(new Digest(listed.text("sha256")), listed.integer("bytes")));
            }
            return new BundleList(Instant.parse(in.text("made")), files);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new JsonException("the list is malformed");
        }
    }

    /// Paths that are not what the list says: changed, missing or added.
    ///
    /// @param found every file of the bundle but the list
    List<String> differences(Map<String, Listed> found) {
        List<String> differences = new ArrayList<>();
        files.forEach((path, file) -> {
            if (!found.containsKey(path)) {
                differences.add(path + ": the list names this file, and it is missing");
            } else if (!file.equals(found.get(path))) {
                differences.add(path + ": the file is not the one that was listed");
            }
        });
        found.keySet().stream()
                .filter(path -> !files.containsKey(path))
                .forEach(path -> differences.add(path + ": the list does not name this file"));
        return differences;
    }
}
