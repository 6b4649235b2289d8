package org.isopleth.connector.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isopleth.connector.image.ImportAccount.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a real archive, Orthanc with its DICOMweb plugin as Debian has it, to features. Skipped by name where it is
/// not installed.
class OrthancImportTest {
    private static final Path PLUGIN = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");
    private static final String PASSWORD = "s3cret";
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString(("isopleth:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    private Process orthanc;
    private URI root;
    private ArchiveImport hospital;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(":", -1), new String[] {"/usr/sbin"})
                .flatMap(Stream::of)
                .map(place -> Path.of(place, "Orthanc"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                program.isPresent() && Files.exists(PLUGIN),
                "orthanc or orthanc-dicomweb is absent: an import from a real archive was not checked");
        hospital = new ArchiveImport(folder);
        int port = freePort();
        root = URI.create("http://127.0.0.1:" + port);
        Path work = Files.createDirectories(folder.resolve("orthanc"));
        Path configuration =
                Files.writeString(work.resolve("orthanc.json"), """
                    {"StorageDirectory": "%1$s/files", "IndexDirectory": "%1$s/index", "HttpPort": %2$d,
                     "DicomServerEnabled": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": true,
                     "RegisteredUsers": {"isopleth": "%3$s"}, "Plugins": ["%4$s"],
                     "DicomWeb": {"Enable": true, "Root": "/dicom-web/"}}
                    """.formatted(work, port, PASSWORD, PLUGIN));
        orthanc = new ProcessBuilder(program.orElseThrow().toString(), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile())
                .start();
        awaitAnswer();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (orthanc != null) {
            orthanc.destroy();
            if (!orthanc.waitFor(20, TimeUnit.SECONDS)) {
                orthanc.destroyForcibly().waitFor();
            }
        }
        if (hospital != null) {
            hospital.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (System.nanoTime() < end) {
            assertTrue(orthanc.isAlive(), () -> "Orthanc ended with " + orthanc.exitValue());
            try {
                if (send(request("/dicom-web/studies").GET()) == 200) {
                    return;
                }
            } catch (java.net.ConnectException e) {
                // Not listening yet.
                Thread.sleep(100);
            }
        }
        throw new AssertionError("Orthanc did not answer within a minute");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).header("Authorization", AUTHORIZATION);
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void store(WrittenPatient patient) throws IOException, InterruptedException {
        List<byte[]> files = Stream.concat(patient.images().stream(), Stream.of(patient.regions()))
                .toList();
        for (byte[] file : files) {
            assertEquals(200, send(request("/instances").POST(HttpRequest.BodyPublishers.ofByteArray(file))));
        }
    }

    private ImportAccount run(String password) throws IOException {
        return hospital.run(new ImageConfiguration.DicomWeb(
                root.resolve("/dicom-web"),
                Optional.empty(),
                new ImageConfiguration.User("isopleth", hospital.secret("password", password))));
    }

    @Test
    void series_are_found_brought_and_measured_and_only_what_is_new_is_brought_again() throws Exception {
        store(new WrittenPatient("12345", 41, "20260105", "GTVp1"));
        store(new WrittenPatient("unknown", 43, "20260107", "GTVp1"));
        ImportAccount first = run(PASSWORD);
        assertEquals(1, first.series(Outcome.MEASURED));
        assertEquals(1, first.series(Outcome.NO_PATIENT));
        assertEquals(1, first.lesions());
        assertEquals(List.of(), hospital.spooled());
        store(new WrittenPatient("777", 42, "20260106", "GTVp1"));
        ImportAccount second = run(PASSWORD);
        assertEquals(1, second.series(Outcome.MEASURED));
        assertEquals(1, second.series(Outcome.UNCHANGED));
        assertFalse(second.lines().toString().contains("JANE"));
    }

    @Test
    void a_wrong_password_is_told_without_it() throws Exception {
        ImageSourceException told = assertThrows(ImageSourceException.class, () -> run("wrong"));
        assertEquals(
                "the archive at 127.0.0.1 does not accept the login: see the user, password or token file",
                told.getMessage());
    }
}
