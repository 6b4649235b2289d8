package org.isopleth.coordinator.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.Role;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.enrolment.EnrolmentRequest;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateRequest;
import org.isopleth.wire.identity.P256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InviteFolderTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private Path work;

    @BeforeEach
    void found() {
        work = folder.resolve("coordinator");
        new ConsortiumFounding(RANDOM).found(work, List.of("localhost"), 7443, clock.instant());
    }

    /// As another process would have it.
    private EnrolmentDesk desk() {
        return new EnrolmentDesk(
                ConsortiumAuthority.open(work, clock.instant(), RANDOM), new InviteFolder(work, RANDOM), clock, RANDOM);
    }

    @Test
    void one_token_is_used_once_however_many_come_with_it_at_once() throws Exception {
        Invite.Open invite = desk().invite("maastro", Role.SITE);
        List<EnrolmentAnswer> answers = atOnce(8, () -> desk().answer(request(invite)));
        assertEquals(
                1,
                answers.stream()
                        .filter(EnrolmentAnswer.Granted.class::isInstance)
                        .count());
        assertEquals(
                7,
                answers.stream()
                        .filter(new EnrolmentAnswer.Refused(ErrorCode.INVITE_USED)::equals)
                        .count());
    }

    @Test
    void five_wrong_proofs_at_once_are_all_counted() throws Exception {
        Invite.Open invite = desk().invite("maastro", Role.SITE);
        atOnce(5, () -> desk().answer(wrong(invite)));
        assertEquals(new EnrolmentAnswer.Refused(ErrorCode.INVITE_BURNT), desk().answer(request(invite)));
    }

    @Test
    void invites_made_by_several_at_once_are_all_there() throws Exception {
        atOnce(8, () -> desk().invite("maastro", Role.SITE));
        assertEquals(8, new InviteFolder(work, RANDOM).all().size());
    }

    @Test
    void a_decision_that_cannot_be_stored_has_no_outcome() throws IOException {
        InviteFolder invites = new InviteFolder(work, RANDOM);
        Invite.Open invite = desk().invite("maastro", Role.SITE);
        Path file = work.resolve("invites").resolve(invite.guest().id().text() + ".json");
        byte[] before = Files.readAllBytes(file);
        assertThrows(
                UncheckedIOException.class,
                () -> invites.decide(invite.guest().id(), found -> {
                    // The disk fails between the decision and its record: a folder is in the way.
                    replaceByFolder(file);
                    return new InviteFolder.Decision<>(found.step(new Invite.Event.WrongProof()), true);
                }));
        Files.delete(file.resolve("inside"));
        Files.delete(file);
        Files.write(file, before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(
                Optional.of(0),
                invites.decide(
                        invite.guest().id(),
                        found -> new InviteFolder.Decision<>(found, ((Invite.Open) found).wrongProofs())));
        try (var files = Files.list(work.resolve("invites"))) {
            assertEquals(
                    Set.of(file.getFileName().toString(), "lock"),
                    Set.copyOf(files.map(path -> path.getFileName().toString()).toList()));
        }
    }

    private static void replaceByFolder(Path file) {
        try {
            Files.delete(file);
            Files.createDirectories(file.resolve("inside"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_unknown_invite_decides_nothing() {
        assertEquals(Optional.empty(), new InviteFolder(work, RANDOM).decide(InviteId.random(RANDOM), found -> {
                    throw new AssertionError();
                }));
    }

    @Test
    void tokens_of_expired_invites_are_forgotten_when_the_next_invite_is_made() throws IOException {
        Invite.Open old = desk().invite("maastro", Role.SITE);
        Path file = work.resolve("invites").resolve(old.guest().id().text() + ".json");
        assertTrue(Files.readString(file).contains(old.token().text()));
        clock.advance(Duration.ofHours(73));
        desk().invite("other", Role.SITE);
        assertFalse(Files.readString(file).contains(old.token().text()));
    }

    @Test
    void an_attempt_after_the_last_hour_forgets_the_token_and_is_told_so() {
        Invite.Open invite = desk().invite("maastro", Role.SITE);
        clock.advance(Duration.ofHours(73));
        for (int i = 0; i < 2; i++) {
            assertEquals(new EnrolmentAnswer.Refused(ErrorCode.INVITE_EXPIRED), desk().answer(request(invite)));
        }
        assertEquals(List.of(new Invite.Expired(invite.guest())), new InviteFolder(work, RANDOM).all());
    }

    @Test
    void the_last_enrolment_of_a_name_counts() {
        Invite.Open first = desk().invite("maastro", Role.SITE);
        Invite.Open second = desk().invite("maastro", Role.SITE);
        desk().answer(request(second));
        clock.advance(Duration.ofHours(1));
        EnrolmentAnswer last = desk().answer(request(first));
        assertEquals(last, new InviteFolder(work, RANDOM).members(Role.SITE).get("maastro"));
    }

    private static EnrolmentRequest request(Invite.Open invite) {
        byte[] tls = CertificateRequest.make(P256.generate(RANDOM), CertificatePurpose.TLS, Set.of(Role.SITE));
        byte[] signing = CertificateRequest.make(P256.generate(RANDOM), CertificatePurpose.SIGNING, Set.of(Role.SITE));
        InviteId id = invite.guest().id();
        return new EnrolmentRequest(id, tls, signing, invite.token().proof(id, tls, signing));
    }

    private static EnrolmentRequest wrong(Invite.Open invite) {
        EnrolmentRequest right = request(invite);
        return new EnrolmentRequest(right.invite(), right.tlsRequest(), right.signingRequest(), new byte[32]);
    }

    private interface Step<T> {
        T take();
    }

    private static <T> List<T> atOnce(int times, Step<T> step) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(step::take));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        }
    }
}
