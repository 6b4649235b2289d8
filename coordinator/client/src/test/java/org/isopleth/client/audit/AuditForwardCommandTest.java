package org.isopleth.client.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.canonical.Digest;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A ledger's entries on their way to a receiver over TLS on this machine.
@Timeout(120)
class AuditForwardCommandTest {
    @TempDir
    Path folder;

    private final TestCertificates consortium = new TestCertificates("urn:isopleth:site:unused:signing");
    private final WrittenLedger avon = WrittenLedger.hospital("avon");

    @Test
    void every_entry_arrives_in_order_and_only_what_was_added_is_sent_later() throws Exception {
        try (SyslogServer siem = new SyslogServer()) {
            assertDelivered(11, forward(siem));
            assertEquals(numbers(0, 11), arrived(siem));
            assertDelivered(0, forward(siem));
            avon.releases(WrittenLedger.STUDY, "survival/1/3", Digest.of("third"));
            assertDelivered(3, forward(siem));
            assertEquals(numbers(0, 14), arrived(siem));
        }
        Path position = position();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(position)));
    }

    @Test
    void what_a_receiver_that_died_may_not_have_is_sent_again() throws Exception {
        try (SyslogServer siem = new SyslogServer()) {
            siem.breaksAfter = 4;
            AuditRun broken = forward(siem);
            assertEquals(2, broken.exitCode(), broken.out());
            assertTrue(broken.err().contains("not every entry was delivered"), broken.err());
            siem.breaksAfter = -1;
            siem.messages.clear();
            assertDelivered(11, forward(siem));
            assertEquals(numbers(0, 11), arrived(siem));
        }
    }

    @Test
    void nothing_is_said_to_a_receiver_that_another_authority_certified() throws Exception {
        try (SyslogServer siem = new SyslogServer();
                SyslogServer other = new SyslogServer()) {
            AuditRun run = AuditRun.of(
                    "forward", "--once", "--to", siem.address(), "--ca", other.authority(folder), written());
            assertEquals(2, run.exitCode());
            assertTrue(siem.messages.isEmpty());
        }
    }

    @Test
    void a_receiver_that_is_away_is_said_in_one_line() throws Exception {
        SyslogServer gone = new SyslogServer();
        Path authority = gone.authority(folder);
        gone.close();
        AuditRun run = AuditRun.of("forward", "--once", "--to", gone.address(), "--ca", authority, written());
        assertEquals(2, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void a_ledger_that_was_put_back_or_replaced_is_not_forwarded_in_silence() throws Exception {
        try (SyslogServer siem = new SyslogServer()) {
            assertDelivered(11, forward(siem));
            avon.add(avon.site(LedgerEvent.PROGRAM_STOPPED, LedgerOutcome.DONE));
            assertDelivered(1, forward(siem));
            WrittenLedger before = WrittenLedger.hospital("avon");
            clear(folder.resolve("avon"));
            before.write(folder.resolve("avon"), consortium);
            AuditRun run = AuditRun.of(
                    "forward",
                    "--once",
                    "--to",
                    siem.address(),
                    "--ca",
                    siem.authority(folder),
                    folder.resolve("avon"));
            assertEquals(2, run.exitCode());
            assertTrue(run.err().contains("is of another ledger, or this one was put back"), run.err());
        }
    }

    @Test
    void atna_messages_may_be_sent_instead() throws Exception {
        try (SyslogServer siem = new SyslogServer()) {
            AuditRun run = AuditRun.of(
                    "forward",
                    "--once",
                    "--format",
                    "atna",
                    "--to",
                    siem.address(),
                    "--ca",
                    siem.authority(folder),
                    written());
            assertDelivered(11, run);
            assertTrue(siem.messages.stream().allMatch(message -> message.endsWith("</AuditMessage>")));
        }
    }

    @Test
    void a_bad_address_or_authority_is_said() throws Exception {
        try (SyslogServer siem = new SyslogServer()) {
            AuditRun address =
                    AuditRun.of("forward", "--once", "--to", "siem", "--ca", siem.authority(folder), written());
            assertEquals(2, address.exitCode());
            assertTrue(address.err().contains("--to: expected HOST:PORT"), address.err());
            Path empty = Files.writeString(folder.resolve("empty.pem"), "");
            AuditRun authority =
                    AuditRun.of("forward", "--once", "--to", siem.address(), "--ca", empty, folder.resolve("avon"));
            assertTrue(authority.err().contains("holds no certificates to trust"), authority.err());
        }
    }

    private AuditRun forward(SyslogServer siem) throws IOException, GeneralSecurityException {
        return AuditRun.of("forward", "--once", "--to", siem.address(), "--ca", siem.authority(folder), written());
    }

    private Path written() throws IOException {
        clear(folder.resolve("avon"));
        return avon.write(folder.resolve("avon"), consortium);
    }

    private static void clear(Path ledger) throws IOException {
        if (Files.exists(ledger)) {
            try (var files = Files.walk(ledger)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path position() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("avon.forwarded-127.0.0.1_"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void assertDelivered(long count, AuditRun run) {
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith(count + " entries delivered to 127.0.0.1:"), run.out());
    }

    private static List<Integer> arrived(SyslogServer siem) {
        return siem.messages.stream()
                .map(message -> Integer.valueOf(message.replaceAll("(?s).* entry=\"(\\d+)\".*", "$1")))
                .toList();
    }

    private static List<Integer> numbers(int from, int to) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
