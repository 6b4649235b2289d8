package org.isopleth.client.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.isopleth.ledger.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The rsyslog of Debian reads what is exported. It runs as a process of its own on this machine, without TLS,
/// which in Debian is a package of its own; [AuditForwardCommandTest] has TLS.
@Timeout(120)
class RsyslogTest {
    private static final String PARSED = "%pri%|%protocol-version%|%timestamp:::date-rfc3339%|%hostname%|%app-name%|"
            + "%msgid%|%structured-data%|%msg%\\n";

    @TempDir
    Path folder;

    @Test
    void rsyslog_reads_every_line_and_every_field() throws Exception {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), "rsyslogd is not installed (Debian package rsyslog)");
        Path ledger = WrittenLedger.hospital("avon")
                .write(folder.resolve("avon"), new TestCertificates("urn:isopleth:site:unused:signing"));
        List<String> lines = AuditRun.of("export", "--format", "syslog", ledger)
                .out()
                .lines()
                .toList();
        assertEquals(11, lines.size());
        Path port = folder.resolve("port");
        Path parsed = folder.resolve("parsed");
        Path configuration = Files.writeString(folder.resolve("rsyslog.conf"), """
            module(load="imtcp")
            input(type="imtcp" port="0" address="127.0.0.1" listenPortFileName="%s")
            template(name="parsed" type="string" string="%s")
            action(type="omfile" file="%s" template="parsed")
            """.formatted(port, PARSED, parsed));
        Process rsyslog = new ProcessBuilder(
                        program.get().toString(), "-n", "-iNONE", "-C", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        try {
            send(Integer.parseInt(awaited(port, 1).getFirst().strip()), lines);
            List<String> fields = awaited(parsed, lines.size());
            assertEquals(lines.stream().map(RsyslogTest::fields).toList(), fields);
            assertTrue(fields.get(5).startsWith("85|1|2026-11-01T08:00:06Z|avon|isopleth|released|[isopleth@32473 "));
        } finally {
            rsyslog.destroy();
            assertTrue(rsyslog.waitFor(30, TimeUnit.SECONDS));
        }
    }

    /// What rsyslog should make of a line.
    private static String fields(String line) {
        String[] parts = line.split(" ", 7);
        int data = parts[6].indexOf("] ") + 1;
        int pri = parts[0].indexOf('>');
        return String.join(
                "|",
                parts[0].substring(1, pri),
                parts[0].substring(pri + 1),
                parts[1],
                parts[2],
                parts[3],
                parts[5],
                parts[6].substring(0, data),
                parts[6].substring(data + 1));
    }

    private static void send(int port, List<String> lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream()) {
            for (String line : lines) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                out.write((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes);
            }
        }
    }

    private static List<String> awaited(Path file, int lines) throws IOException, InterruptedException {
        List<String> found = List.of();
        for (int i = 0; i < 600 && found.size() < lines; i++) {
            Thread.sleep(100);
            found = Files.exists(file) ? Files.readAllLines(file) : List.of();
        }
        return found;
    }

    private static Optional<Path> program() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin";
        return Stream.of(path.split(":", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> Path.of(part, "rsyslogd"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
