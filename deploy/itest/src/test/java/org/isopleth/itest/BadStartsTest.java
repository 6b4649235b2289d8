package org.isopleth.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isopleth.coordinator.enrolment.ConsortiumFounding;
import org.isopleth.wire.enrolment.InviteToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that cannot start says why in one line, with the place and what to do, and exits with 2.
class BadStartsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CLIENT = "org.isopleth.client.main.ClientMain";

    @TempDir
    Path folder;

    private record Ran(int exit, String printed) {
        void isOneLine(String... words) {
            assertEquals(2, exit, printed);
            assertEquals(1, printed.strip().lines().count(), printed);
            for (String word : words) {
                assertTrue(printed.contains(word), printed);
            }
        }
    }

    private static Ran run(String main, Path work) throws IOException, InterruptedException {
        return run(main, "run", work.toString());
    }

    private static Ran run(String main, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Here both programs lie on one class path, and with them two log configurations.
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it did not end");
        return new Ran(process.exitValue(), printed);
    }

    private static Ran coordinator(Path work) throws IOException, InterruptedException {
        return run("org.isopleth.coordinator.main.CoordinatorMain", work);
    }

    private Path found(String name, int port, Instant when) {
        Path work = folder.resolve(name);
        new ConsortiumFounding(RANDOM).found(work, List.of("127.0.0.1"), port, when);
        return work;
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    @Test
    void a_port_in_use_is_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path work = found("consortium", taken.getLocalPort(), now());
            coordinator(work).isOneLine(Integer.toString(taken.getLocalPort()), "cannot listen here");
        }
    }

    @Test
    void an_expired_certificate_is_named_with_its_file() throws Exception {
        Path work = found("consortium", 17_443, now().minus(Duration.ofDays(800)));
        coordinator(work).isOneLine(work.toString(), "expired");
    }

    @Test
    void the_state_of_another_consortium_is_refused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // The port is taken, so that a start gets as far as its state and no further.
            Path first = found("first", taken.getLocalPort(), now());
            Path second = found("second", taken.getLocalPort(), now());
            coordinator(first).isOneLine("cannot listen here");
            try (Stream<Path> state = Files.list(first.resolve("state"))) {
                Files.createDirectory(
                        second.resolve("state"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                for (Path file : state.toList()) {
                    Files.copy(file, second.resolve("state").resolve(String.valueOf(file.getFileName())));
                }
            }
            coordinator(second).isOneLine("holds the state of coordinator");
        }
    }

    @Test
    void a_folder_without_an_identity_is_named() throws Exception {
        coordinator(folder.resolve("nothing")).isOneLine("holds no consortium", "init");
        String connector = "org.isopleth.connector.main.ConnectorMain";
        run(connector, folder.resolve("nowhere")).isOneLine("is no folder", "enrol");
        run(connector, Files.createDirectory(folder.resolve("empty"))).isOneLine("holds no identity", "enrol");
    }

    /// The network's library has much to say about a name it cannot find, none of it to a hospital.
    @Test
    void a_coordinator_whose_name_nobody_knows_is_told_in_one_line() throws Exception {
        for (String program : List.of("org.isopleth.connector.main.ConnectorMain enrol", CLIENT + " study enrol")) {
            List<String> words = new ArrayList<>(List.of(program.split(" ")));
            words.addAll(List.of("--address", "no.such.host.invalid:7443", "--invite", "0123456789ABCDEF"));
            words.addAll(List.of("--token-file", token().toString(), "--root-fingerprint", "ab".repeat(32)));
            words.add(folder.resolve("enrolled").toString());
            run(words.getFirst(), words.subList(1, words.size()).toArray(String[]::new))
                    .isOneLine("no.such.host.invalid:7443", "does not answer");
        }
    }

    private Path token() throws IOException {
        return Files.writeString(
                folder.resolve("token"), InviteToken.random(RANDOM).text());
    }
}
