package org.isopleth.connector.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.isopleth.store.PrivateFiles;

/// Asks an archive over DICOMweb (DICOM PS3.18): waits, tries again with growing pauses when the archive is busy
/// or away, and tells the rest in one line. Follows no redirection, which could carry the login elsewhere.
/// Thread-safe.
final class DicomWebClient {
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Duration WHOLE_ANSWER = Duration.ofHours(1);

    private final ImageConfiguration.DicomWeb archive;
    private final HttpClient http;
    private final Optional<String> authorization;
    private final Duration pause;
    private final int attempts;

    private DicomWebClient(
            ImageConfiguration.DicomWeb archive,
            HttpClient http,
            Optional<String> authorization,
            Duration pause,
            int attempts) {
        this.archive = archive;
        this.http = http;
        this.authorization = authorization;
        this.pause = pause;
        this.attempts = attempts;
    }

    /// Reads the login's secret and what to trust.
    ///
    /// @param pause before the second attempt; it doubles with each
    /// @param attempts at least 1
    /// @throws ImageSourceException when a file cannot be used
    static DicomWebClient open(ImageConfiguration.DicomWeb archive, Duration pause, int attempts) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20));
        archive.trust().ifPresent(file -> http.sslContext(trusting(file)));
        return new DicomWebClient(archive, http.build(), authorization(archive.login()), pause, attempts);
    }

    private static Optional<String> authorization(ImageConfiguration.Login login) {
        return switch (login) {
            case ImageConfiguration.Nobody _ -> Optional.empty();
            case ImageConfiguration.Token(var file) -> Optional.of("Bearer " + PrivateFiles.readSecret(file));
            case ImageConfiguration.User(String name, var file) ->
                Optional.of("Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (name + ":" + PrivateFiles.readSecret(file)).getBytes(StandardCharsets.UTF_8)));
        };
    }

    private static SSLContext trusting(java.nio.file.Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ImageSourceException(
                    "the certificates to trust, " + file + ", cannot be read: give PEM certificates", e);
        }
    }

    /// Reads an answer.
    @FunctionalInterface
    interface Reader<T> {
        /// @throws IOException when the answer is not whole; it is asked for again
        T read(HttpResponse<InputStream> answer) throws IOException;
    }

    /// Asks, until an answer is read or the attempts are used up.
    ///
    /// @param path after the archive's address, beginning with a slash; never logged, as it may hold identifiers
    /// @throws ImageSourceException with one line that names the archive's host and nothing of a patient
    <T> T get(String path, String accept, Reader<T> reader) {
        ImageSourceException last = problem("does not answer");
        for (int attempt = 0; attempt < attempts; attempt++) {
            if (attempt > 0) {
                rest(pause.multipliedBy(1L << Math.min(attempt - 1, 10)));
            }
            try {
                HttpResponse<InputStream> answer =
                        http.send(request(path, accept), HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = answer.body();
                        Deadline deadline = new Deadline(body)) {
                    int status = answer.statusCode();
                    if (status == 200 || status == 204) {
                        T read = reader.read(answer);
                        deadline.check();
                        return read;
                    }
                    last = problem(words(status));
                    if (!(status == 408 || status == 429 || status >= 500)) {
                        throw last;
                    }
                }
            } catch (javax.net.ssl.SSLException e) {
                throw problem("is not trusted: see that 'trust' names its certificate authority");
            } catch (IOException e) {
                last = problem("does not answer, or broke off");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw problem("was not waited for: the program stops");
            }
        }
        throw last;
    }

    private HttpRequest request(String path, String accept) {
        String base = archive.url().toString();
        String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path)).timeout(ANSWER).header("Accept", accept);
        authorization.ifPresent(login -> request.header("Authorization", login));
        return request.GET().build();
    }

    private ImageSourceException problem(String what) {
        return new ImageSourceException("the archive at " + archive.url().getHost() + " " + what);
    }

    private static String words(int status) {
        return switch (status) {
            case 401 -> "does not accept the login: see the user, password or token file";
            case 403 -> "does not allow this: ask its administrator for reading rights over DICOMweb";
            case 404 -> "knows no such service: see that 'url' ends before /studies";
            case 406 -> "cannot send DICOM files in multipart/related: see its DICOMweb settings";
            case 429, 503 -> "is busy (" + status + "): try again later";
            default -> "refuses the request (" + status + ")";
        };
    }

    private void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem("was not waited for: the program stops");
        }
    }

    /// Closes an answer that takes too long: a body has no time limit of its own.
    private static final class Deadline implements AutoCloseable {
        private final AtomicBoolean passed = new AtomicBoolean();
        private final Thread waiting;

        Deadline(InputStream body) {
            waiting = Thread.startVirtualThread(() -> {
                try {
                    Thread.sleep(WHOLE_ANSWER);
                    passed.set(true);
                    body.close();
                } catch (InterruptedException | IOException e) {
                    // The answer came in time, or is closed already.
                    return;
                }
            });
        }

        void check() throws IOException {
            if (passed.get()) {
                throw new InterruptedIOException();
            }
        }

        @Override
        public void close() {
            waiting.interrupt();
        }
    }
}
