package org.isopleth.connector.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// Where a command that wants something of the images and the program that has the store open meet, in the folder
/// `image-requests` of the connector's state:
///
/// ```
/// asked/<name>      `keep`, `try` or `list`, written by the command, removed by the program when it is answered
/// answered/<name>   the answer in canonical JSON, written by the program, taken by the command
/// ```
///
/// Every file appears whole, so neither side needs the other to run. Answers quote paths, which may name patients:
/// readable by their owner only, and what nobody took is removed after a day. Thread-safe.
public final class ImageRequests {
    private static final int MAX_REQUEST_BYTES = 100;
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String NAME = "[0-9a-f]{8,64}";

    private final Path asked;
    private final Path answered;
    private final SecureRandom random;

    /// @param state the folder for everything that is kept
    public ImageRequests(Path state, SecureRandom random) {
        Path folder = state.resolve("image-requests");
        this.asked = folder.resolve("asked");
        this.answered = folder.resolve("answered");
        this.random = random;
    }

    /// What can be asked for.
    public enum Wish {
        /// That images are imported.
        IMPORT("keep"),
        /// To hear what an import would do.
        TRIAL("try"),
        /// To hear what is measured.
        LISTING("list");

        private final String word;

        Wish(String word) {
            this.word = word;
        }
    }

    /// What was asked for.
    ///
    /// @param name tells it from others
    public record Request(String name, Wish wish) {}

    /// Asks.
    public Request ask(Wish wish) {
        byte[] name = new byte[16];
        random.nextBytes(name);
        Request request = new Request(HexFormat.of().formatHex(name), wish);
        write(asked.resolve(request.name()), wish.word.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    /// A request for one of these that waits, if there is one. A file that holds anything else is none.
    public Optional<Request> next(Set<Wish> wishes) {
        return files(asked).stream()
                .flatMap(file -> request(file).stream())
                .filter(request -> wishes.contains(request.wish()))
                .findFirst();
    }

    private static Optional<Request> request(Path file) {
        try {
            String word = new String(OwnerOnlyFiles.read(file, MAX_REQUEST_BYTES), StandardCharsets.UTF_8);
            return Stream.of(Wish.values())
                    .filter(wish -> wish.word.equals(word.strip()))
                    .findFirst()
                    .map(wish -> new Request(String.valueOf(file.getFileName()), wish));
        } catch (IdentityException | UncheckedIOException e) {
            // Others could have written it, or it was withdrawn meanwhile.
            return Optional.empty();
        }
    }

    /// Answers a request, and removes answers that nobody took.
    public void answer(Request request, Json.Obj answer, Instant now) {
        files(answered).stream().filter(file -> isOld(file, now)).forEach(ImageRequests::remove);
        write(answered.resolve(request.name()), CanonicalJson.bytes(answer));
        withdraw(request);
    }

    /// Nobody waits for this any more.
    public void withdraw(Request request) {
        remove(asked.resolve(request.name()));
    }

    /// Takes the answer, if there is one.
    public Optional<Json.Obj> take(Request request) {
        Path file = answered.resolve(request.name());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Json.Obj answer =
                CanonicalJson.parse(OwnerOnlyFiles.read(file, MAX_ANSWER_BYTES)).asObject();
        remove(file);
        return Optional.of(answer);
    }

    private static boolean isOld(Path file, Instant now) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT));
        } catch (IOException e) {
            // It was taken meanwhile.
            return false;
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(NAME))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, byte[] bytes) {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            OwnerOnlyFiles.createFolder(folder);
        }
        OwnerOnlyFiles.write(file, bytes, random);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
