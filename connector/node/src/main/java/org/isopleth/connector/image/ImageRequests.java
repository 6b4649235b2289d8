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
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// Where a command that wants images imported and the connector that has the store open meet, in the folder
/// `image-requests` of the connector's state:
///
/// ```
/// asked/<name>      `keep` or `try`, written by the command, removed by the connector when it is answered
/// answered/<name>   the answer in canonical JSON, written by the connector, taken by the command
/// ```
///
/// Every file appears whole, so neither side needs the other to run. Answers quote paths, which may name patients:
/// readable by their owner only, and what nobody took is removed after a day. Thread-safe.
public final class ImportRequests {
    private static final int MAX_REQUEST_BYTES = 100;
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String NAME = "[0-9a-f]{8,64}";

    private final Path asked;
    private final Path answered;
    private final SecureRandom random;

    /// @param state the folder for everything that is kept
    public ImportRequests(Path state, SecureRandom random) {
        Path folder = state.resolve("image-requests");
        this.asked = folder.resolve("asked");
        this.answered = folder.resolve("answered");
        this.random = random;
    }

    /// An import that was asked for.
    ///
    /// @param name tells it from others
    public record Request(String name, ImageImport.Effect effect) {}

    /// Asks for an import.
    public Request ask(ImageImport.Effect effect) {
        byte[] name = new byte[16];
        random.nextBytes(name);
        Request request = new Request(HexFormat.of().formatHex(name), effect);
        write(asked.resolve(request.name()), word(effect).getBytes(StandardCharsets.UTF_8));
        return request;
    }

    /// A request that waits, if there is one. A file that holds anything else is none.
    public Optional<Request> next() {
        return files(asked).stream().flatMap(file -> request(file).stream()).findFirst();
    }

    private static Optional<Request> request(Path file) {
        try {
            String word = new String(OwnerOnlyFiles.read(file, MAX_REQUEST_BYTES), StandardCharsets.UTF_8);
            return Stream.of(ImageImport.Effect.values())
                    .filter(effect -> word(effect).equals(word.strip()))
                    .findFirst()
                    .map(effect -> new Request(String.valueOf(file.getFileName()), effect));
        } catch (IdentityException | UncheckedIOException e) {
            // Others could have written it, or it was withdrawn meanwhile.
            return Optional.empty();
        }
    }

    private static String word(ImageImport.Effect effect) {
        return switch (effect) {
            case KEEP -> "keep";
            case TRY -> "try";
        };
    }

    /// Answers a request, and removes answers that nobody took.
    public void answer(Request request, Json.Obj answer, Instant now) {
        files(answered).stream().filter(file -> isOld(file, now)).forEach(ImportRequests::remove);
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
