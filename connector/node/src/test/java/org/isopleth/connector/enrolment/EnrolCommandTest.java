package org.isopleth.connector.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.wire.enrolment.InviteToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What the command says before it reaches any coordinator. The way through is tested with a real one
/// in `deploy/itest`.
class EnrolCommandTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String FINGERPRINT = "ab".repeat(32);

    @TempDir
    Path folder;

    private String err = "";

    private int enrol(String typed, String... arguments) {
        StringWriter errText = new StringWriter();
        InputStream input = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        int exit = new CommandLine(new EnrolCommand(InstantSource.system(), RANDOM, input))
                .setErr(new PrintWriter(errText))
                .execute(arguments);
        err = errText.toString();
        return exit;
    }

    private String[] arguments(String option, String value) {
        List<String> arguments = new ArrayList<>(List.of(
                "--address",
                "localhost:1",
                "--invite",
                "0123456789ABCDEF",
                "--token-file",
                "-",
                "--root-fingerprint",
                FINGERPRINT,
                folder.resolve("site").toString()));
        arguments.set(arguments.indexOf(option) + 1, value);
        return arguments.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "--address,localhost,an address is HOST:PORT",
        "--address,localhost:0,a port is a number from 1 to 65535",
        "--invite,0123,an invite's identifier has 16 letters and digits",
        "--invite,../../../etc/pwd,a letter that never occurs",
        "--root-fingerprint,abcd,a digest is 64 lower-case hexadecimal digits",
        "--token-file,/no/such/file,cannot be read"
    })
    void a_wrong_option_is_named_in_one_line_and_nothing_is_written(String option, String value, String problem) {
        assertEquals(2, enrol(InviteToken.random(RANDOM).text(), arguments(option, value)));
        assertTrue(err.startsWith("isopleth: error: " + option + ": ") && err.contains(problem), err);
        assertEquals(1, err.lines().count(), err);
        assertFalse(Files.exists(folder.resolve("site")));
    }

    @Test
    void a_mistyped_token_is_found_here_and_not_repeated() {
        String token = InviteToken.random(RANDOM).text();
        char last = token.charAt(token.length() - 1);
        String wrong = token.substring(0, token.length() - 1) + (last == '7' ? '8' : '7');
        assertEquals(2, enrol(wrong, arguments("--token-file", "-")));
        assertTrue(err.contains("the token has a typing error") && !err.contains(wrong), err);
    }

    @Test
    void a_token_is_read_from_a_file_and_colons_in_a_fingerprint_are_taken() throws IOException {
        Path file = Files.writeString(
                folder.resolve("token"), InviteToken.random(RANDOM).text() + "\n");
        String[] arguments = arguments("--token-file", file.toString());
        arguments[7] = "AB:".repeat(32).substring(0, 95);
        arguments[1] = "localhost:" + closedPort();
        assertEquals(2, enrol("", arguments));
        assertTrue(err.contains("the other program does not answer"), err);
        assertFalse(Files.exists(folder.resolve("site")));
    }

    @Test
    void a_missing_option_is_a_usage_error() {
        assertEquals(2, enrol("", folder.toString()));
        assertTrue(err.contains("--address"), err);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
