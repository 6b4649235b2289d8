package org.isopleth.coordinator.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.isopleth.canonical.Digest;
import org.isopleth.coordinator.grpc.EnrolmentEndpoint;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.Role;
import org.isopleth.wire.ErrorBoundary;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.WireChannel;
import org.isopleth.wire.WireServer;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.enrolment.EnrolmentClient;
import org.isopleth.wire.enrolment.EnrolmentException;
import org.isopleth.wire.enrolment.Invitation;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.enrolment.InviteToken;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateRequest;
import org.isopleth.wire.identity.CoordinatorAddress;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.TlsContexts;
import org.isopleth.wire.roles.RoleInterceptor;
import org.isopleth.wire.v1.BlobName;
import org.isopleth.wire.v1.BlobOffset;
import org.isopleth.wire.v1.EnrolRequest;
import org.isopleth.wire.v1.EnrolmentGrpc;
import org.isopleth.wire.v1.FederationGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Newcomers at a real coordinator over real connections.
class EnrolmentTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final EnrolmentClient client = new EnrolmentClient(clock, RANDOM);
    private Path work;
    private Path home;
    private EnrolmentDesk desk;
    private IdentityFolder coordinator;
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        work = folder.resolve("coordinator");
        home = folder.resolve("site");
        new ConsortiumFounding(RANDOM).found(work, List.of("localhost", "127.0.0.1"), 7443, clock.instant());
        start();
    }

    private void start() throws IOException {
        ConsortiumAuthority authority = ConsortiumAuthority.open(work, clock.instant(), RANDOM);
        coordinator = authority.identity();
        desk = new EnrolmentDesk(authority, new InviteFolder(work, RANDOM), clock, RANDOM);
        ErrorBoundary boundary = new ErrorBoundary(
                (reference, method, cause) -> {
                    throw new AssertionError(method, cause);
                },
                RANDOM);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = WireServer.builder(anyPort, coordinator, clock, boundary)
                .addService(new EnrolmentEndpoint(desk::answer))
                .addService(new Door())
                .build()
                .start();
    }

    /// Stands for the Federation service: whoever gets here was let in.
    private static final class Door extends FederationGrpc.FederationImplBase {
        @Override
        public void uploadOffset(BlobName request, StreamObserver<BlobOffset> reply) {
            assertEquals("maastro", RoleInterceptor.caller().siteId().name());
            reply.onNext(BlobOffset.getDefaultInstance());
            reply.onCompleted();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.shutdownNow();
        assertTrue(server.awaitTermination(10, TimeUnit.SECONDS));
    }

    @Test
    void a_newcomer_gets_two_certificates_for_keys_that_never_travelled() {
        Invite.Open invite = desk.invite("maastro", Role.SITE);
        IdentityFolder enrolled = client.enrol(invitation(invite), Set.of(Role.SITE), home);
        IdentityFolder read = IdentityFolder.open(home, clock.instant());
        assertEquals(enrolled.membership(), read.membership());
        assertEquals("maastro", read.membership().name());
        assertEquals(coordinator.root().fingerprint(), read.root().fingerprint());
        Instant thirtyDays = clock.instant().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
        assertEquals(thirtyDays, read.tls().certificate().getNotAfter().toInstant());
        assertEquals(
                List.of(read.signing().chain()),
                new InviteFolder(work, RANDOM)
                        .members(Role.SITE).values().stream()
                                .map(EnrolmentAnswer.Granted::signingChain)
                                .toList());
        assertEquals(
                Set.of(), new InviteFolder(work, RANDOM).members(Role.AUDITOR).keySet());
    }

    @Test
    void strangers_and_other_roles_stay_outside_the_federation() {
        SslContext stranger = TlsContexts.enrolling(fingerprint(), clock);
        assertEquals(Optional.of(ErrorCode.NOT_AUTHENTICATED), federationCall(stranger));
        IdentityFolder auditor = enrol("lawyer", Role.AUDITOR, folder.resolve("auditor"));
        assertEquals(Optional.of(ErrorCode.ROLE_NOT_ALLOWED), federationCall(TlsContexts.client(auditor, clock)));
    }

    @Test
    void a_site_is_let_in_until_its_certificate_expires() {
        IdentityFolder site = enrol("maastro", Role.SITE, home);
        assertEquals(Optional.empty(), federationCall(TlsContexts.client(site, clock)));
        clock.advance(Duration.ofDays(30).plusSeconds(1));
        assertEquals(Optional.of(ErrorCode.UNREACHABLE), federationCall(TlsContexts.client(site, clock)));
        IdentityException e = assertThrows(IdentityException.class, () -> IdentityFolder.open(home, clock.instant()));
        assertEquals(IdentityException.Problem.EXPIRED, e.problem());
    }

    private Optional<ErrorCode> federationCall(SslContext tls) {
        ManagedChannel channel = WireChannel.builder(address(), tls).build();
        try {
            FederationGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .uploadOffset(BlobName.getDefaultInstance());
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(ErrorTrailers.code(e).orElseThrow(() -> new AssertionError("no code", e)));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void scientists_and_auditors_enrol_the_same_way() {
        Set<Role> people = Set.of(Role.SCIENTIST, Role.AUDITOR);
        for (Role role : people) {
            Path own = folder.resolve(role.word());
            IdentityFolder enrolled = client.enrol(invitation(desk.invite("kim", role)), people, own);
            assertEquals(role, enrolled.membership().role());
        }
    }

    @Test
    void an_invite_works_once() throws IOException {
        Invitation invitation = invitation(desk.invite("maastro", Role.SITE));
        client.enrol(invitation, Set.of(Role.SITE), home);
        assertRefused(ErrorCode.INVITE_USED, invitation, folder.resolve("again"));
        restart();
        assertRefused(ErrorCode.INVITE_USED, invitation(invitation), folder.resolve("again"));
    }

    @Test
    void an_invite_expires_after_72_hours() {
        Invitation first = invitation(desk.invite("maastro", Role.SITE));
        clock.advance(Duration.ofDays(3));
        client.enrol(first, Set.of(Role.SITE), home);
        Invitation second = invitation(desk.invite("maastro", Role.SITE));
        clock.advance(Duration.ofDays(3).plusSeconds(1));
        assertRefused(ErrorCode.INVITE_EXPIRED, second, folder.resolve("late"));
    }

    @Test
    void five_wrong_tokens_burn_the_invite_also_across_a_restart() throws IOException {
        Invitation right = invitation(desk.invite("maastro", Role.SITE));
        for (int i = 1; i <= 5; i++) {
            Invitation wrong = withToken(right, InviteToken.random(RANDOM));
            assertRefused(i < 5 ? ErrorCode.PROOF_WRONG : ErrorCode.INVITE_BURNT, wrong, home);
            if (i == 3) {
                restart();
                right = invitation(right);
            }
        }
        assertRefused(ErrorCode.INVITE_BURNT, right, home);
    }

    @Test
    void four_wrong_tokens_do_not() {
        Invitation right = invitation(desk.invite("maastro", Role.SITE));
        for (int i = 1; i <= 4; i++) {
            assertRefused(ErrorCode.PROOF_WRONG, withToken(right, InviteToken.random(RANDOM)), home);
        }
        assertEquals(
                "maastro",
                client.enrol(right, Set.of(Role.SITE), home).membership().name());
    }

    @Test
    void an_unknown_invite_is_refused() {
        Invitation real = invitation(desk.invite("maastro", Role.SITE));
        Invitation unknown =
                new Invitation(real.address(), real.rootFingerprint(), InviteId.random(RANDOM), real.token());
        assertRefused(ErrorCode.INVITE_UNKNOWN, unknown, home);
    }

    @Test
    void a_wrong_root_fingerprint_stops_before_anything_is_sent() {
        Invitation right = invitation(desk.invite("maastro", Role.SITE));
        Invitation wrong = new Invitation(right.address(), Digest.of("another root"), right.invite(), right.token());
        EnrolmentException e =
                assertThrows(EnrolmentException.class, () -> client.enrol(wrong, Set.of(Role.SITE), home));
        String line = String.valueOf(e.getMessage());
        assertTrue(
                line.contains(fingerprint().hex())
                        && line.contains(Digest.of("another root").hex()),
                line);
        assertEquals(1, line.lines().count());
        assertNothingWritten(home);
        // The invite was not spent.
        client.enrol(right, Set.of(Role.SITE), home);
    }

    @Test
    void an_invite_for_another_role_is_refused_and_not_spent() {
        Invitation invitation = invitation(desk.invite("kim", Role.SCIENTIST));
        assertRefused(ErrorCode.ROLE_NOT_ALLOWED, invitation, home);
        client.enrol(invitation, Set.of(Role.SCIENTIST), home);
    }

    @Test
    void a_folder_that_belongs_to_a_consortium_is_refused_before_the_invite_is_spent() {
        enrol("maastro", Role.SITE, home);
        Invitation second = invitation(desk.invite("other", Role.SITE));
        IdentityException e =
                assertThrows(IdentityException.class, () -> client.enrol(second, Set.of(Role.SITE), home));
        assertEquals(IdentityException.Problem.FOLDER_TAKEN, e.problem());
        client.enrol(second, Set.of(Role.SITE), folder.resolve("other"));
    }

    @Test
    void nobody_answering_is_said_in_one_line() {
        Invitation right = invitation(desk.invite("maastro", Role.SITE));
        server.shutdownNow();
        assertRefused(ErrorCode.UNREACHABLE, right, home);
    }

    @Test
    void requests_changed_on_the_way_are_refused() {
        Invite.Open invite = desk.invite("maastro", Role.SITE);
        byte[] other = CertificateRequest.make(P256.generate(RANDOM), CertificatePurpose.TLS, Set.of(Role.SITE));
        assertEquals(ErrorCode.PROOF_WRONG, send(invite, message -> message.setTlsRequest(ByteString.copyFrom(other))));
        assertEquals(
                ErrorCode.PROOF_WRONG,
                send(
                        invite,
                        message -> message.setTlsRequest(message.getSigningRequest())
                                .setSigningRequest(message.getTlsRequest())));
    }

    @Test
    void malformed_requests_are_refused_without_costing_an_attempt() {
        Invite.Open invite = desk.invite("maastro", Role.SITE);
        KeyPair one = P256.generate(RANDOM);
        byte[] tls = CertificateRequest.make(one, CertificatePurpose.TLS, Set.of(Role.SITE));
        byte[] signing = CertificateRequest.make(P256.generate(RANDOM), CertificatePurpose.SIGNING, Set.of(Role.SITE));
        byte[] sameKey = CertificateRequest.make(one, CertificatePurpose.SIGNING, Set.of(Role.SITE));
        byte[] tampered = tls.clone();
        tampered[tampered.length - 1] ^= 1;
        for (int i = 0; i < 3; i++) {
            assertEquals(ErrorCode.REQUEST_INVALID, sendProved(invite, tampered, signing));
            assertEquals(ErrorCode.REQUEST_INVALID, sendProved(invite, tls, sameKey));
            assertEquals(ErrorCode.REQUEST_INVALID, sendProved(invite, signing, tls));
            assertEquals(ErrorCode.REQUEST_INVALID, sendProved(invite, new byte[0], signing));
        }
        client.enrol(invitation(invite), Set.of(Role.SITE), home);
    }

    @Test
    void inputs_out_of_bounds_are_refused() {
        Invite.Open invite = desk.invite("maastro", Role.SITE);
        ByteString big = ByteString.copyFrom(new byte[CertificateRequest.MAX_BYTES + 1]);
        assertEquals(ErrorCode.TOO_LARGE, send(invite, message -> message.setTlsRequest(big)));
        assertEquals(ErrorCode.TOO_LARGE, send(invite, message -> message.setSigningRequest(big)));
        assertEquals(
                ErrorCode.TOO_LARGE, send(invite, message -> message.setProof(ByteString.copyFrom(new byte[2 << 20]))));
        assertEquals(ErrorCode.REQUEST_INVALID, send(invite, message -> message.setProof(ByteString.EMPTY)));
        for (String id : List.of("", "../../identity/consortium", "x".repeat(100_000), "0123456789abcdef")) {
            assertEquals(ErrorCode.INVITE_UNKNOWN, send(invite, message -> message.setInviteId(id)));
        }
        client.enrol(invitation(invite), Set.of(Role.SITE), home);
    }

    @Test
    void every_secret_file_is_for_its_owner_alone() throws IOException {
        enrol("maastro", Role.SITE, home);
        desk.invite("other", Role.SITE);
        List<Path> exposed = new ArrayList<>();
        int seen = 0;
        for (Path root : List.of(work, home.resolve("identity"))) {
            try (var paths = Files.walk(root)) {
                for (Path path : paths.toList()) {
                    seen++;
                    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
                    mode.removeAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
                    if (!mode.equals(Files.isDirectory(path) ? Set.of(PosixFilePermission.OWNER_EXECUTE) : Set.of())) {
                        exposed.add(path);
                    }
                }
            }
        }
        assertEquals(List.of(), exposed);
        assertTrue(seen > 18, "only " + seen + " files were seen");
    }

    private IdentityFolder enrol(String name, Role role, Path into) {
        return client.enrol(invitation(desk.invite(name, role)), Set.of(role), into);
    }

    private void assertRefused(ErrorCode code, Invitation invitation, Path into) {
        EnrolmentException e =
                assertThrows(EnrolmentException.class, () -> client.enrol(invitation, Set.of(Role.SITE), into));
        assertEquals(Optional.of(code), e.code(), e.getMessage());
        String line = String.valueOf(e.getMessage());
        assertTrue(line.contains(code.remedy()) && line.lines().count() == 1, line);
        assertNothingWritten(into);
    }

    private static void assertNothingWritten(Path into) {
        assertFalse(Files.exists(into), into + " was made");
    }

    /// Sends a request that is right but for `change`, and returns how it was refused.
    private ErrorCode send(Invite.Open invite, UnaryOperator<EnrolRequest.Builder> change) {
        byte[] tls = CertificateRequest.make(P256.generate(RANDOM), CertificatePurpose.TLS, Set.of(Role.SITE));
        byte[] signing = CertificateRequest.make(P256.generate(RANDOM), CertificatePurpose.SIGNING, Set.of(Role.SITE));
        return exchange(change.apply(message(invite, tls, signing)).build());
    }

    private ErrorCode sendProved(Invite.Open invite, byte[] tls, byte[] signing) {
        return exchange(message(invite, tls, signing).build());
    }

    private static EnrolRequest.Builder message(Invite.Open invite, byte[] tls, byte[] signing) {
        InviteId id = invite.guest().id();
        return EnrolRequest.newBuilder()
                .setInviteId(id.text())
                .setTlsRequest(ByteString.copyFrom(tls))
                .setSigningRequest(ByteString.copyFrom(signing))
                .setProof(ByteString.copyFrom(invite.token().proof(id, tls, signing)));
    }

    private ErrorCode exchange(EnrolRequest request) {
        ManagedChannel channel = WireChannel.builder(address(), TlsContexts.enrolling(fingerprint(), clock))
                .build();
        try {
            StatusRuntimeException end = assertThrows(
                    StatusRuntimeException.class,
                    () -> EnrolmentGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(20, TimeUnit.SECONDS)
                            .enrol(request));
            return ErrorTrailers.code(end).orElseThrow(() -> new AssertionError("no code", end));
        } finally {
            channel.shutdownNow();
        }
    }

    private void restart() throws IOException {
        server.shutdownNow();
        start();
    }

    private Invitation invitation(Invite.Open invite) {
        return new Invitation(address(), fingerprint(), invite.guest().id(), invite.token());
    }

    /// The same invitation at the port the coordinator has now.
    private Invitation invitation(Invitation before) {
        return new Invitation(address(), before.rootFingerprint(), before.invite(), before.token());
    }

    private static Invitation withToken(Invitation invitation, InviteToken token) {
        return new Invitation(invitation.address(), invitation.rootFingerprint(), invitation.invite(), token);
    }

    private CoordinatorAddress address() {
        return new CoordinatorAddress("localhost", server.getPort());
    }

    private Digest fingerprint() {
        return coordinator.root().fingerprint();
    }
}
