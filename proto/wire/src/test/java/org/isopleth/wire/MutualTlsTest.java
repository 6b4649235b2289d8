package org.isopleth.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.CoordinatorAddress;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.TlsContexts;
import org.isopleth.wire.identity.Validity;
import org.isopleth.wire.roles.RoleInterceptor;
import org.isopleth.wire.v1.EnrolmentGrpc;
import org.isopleth.wire.v1.FederationGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every refusal on a real connection to a real server.
class MutualTlsTest {
    /// Written out again, so that a slip in the table does not repeat itself here.
    private static final Map<Role, Set<String>> MAY_CALL = new EnumMap<>(Map.of(
            Role.SITE,
            Set.of(
                    "isopleth.v1.Enrolment/Enrol",
                    "isopleth.v1.Federation/Control",
                    "isopleth.v1.Federation/Download",
                    "isopleth.v1.Federation/Upload",
                    "isopleth.v1.Federation/UploadOffset"),
            Role.SCIENTIST,
            Set.of(
                    "isopleth.v1.Enrolment/Enrol",
                    "isopleth.v1.Ledger/Read",
                    "isopleth.v1.Studies/List",
                    "isopleth.v1.Studies/Result",
                    "isopleth.v1.Studies/Submit",
                    "isopleth.v1.Studies/Watch"),
            Role.AUDITOR,
            Set.of("isopleth.v1.Enrolment/Enrol", "isopleth.v1.Ledger/Read")));

    private static final InstantSource CLOCK = InstantSource.system();

    private final Instant now = CLOCK.instant();
    private final TestConsortium consortium = new TestConsortium(now.minus(Duration.ofDays(100)));
    private final IdentityFolder site = consortium.member("maastro", Role.SITE, now);
    private final Queue<Identity> callers = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Server> running = new AtomicReference<>();

    @AfterEach
    void stop() throws InterruptedException {
        Server server = running.get();
        if (server != null) {
            server.shutdownNow();
            assertTrue(server.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void each_role_makes_its_own_calls_and_no_other() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        for (Map.Entry<Role, Set<String>> row : MAY_CALL.entrySet()) {
            IdentityFolder member = consortium.member("somebody", row.getKey(), now);
            assertEquals(
                    row.getValue(),
                    allowedCalls(address, TlsContexts.client(member, CLOCK), ErrorCode.ROLE_NOT_ALLOWED),
                    row.getKey().word());
        }
        assertEquals(4 + 5 + 1, callers.size());
        assertTrue(callers.stream().allMatch(caller -> caller.name().equals("somebody")));
    }

    @Test
    void without_a_certificate_only_enrolment_answers() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        SslContext stranger = TlsContexts.enrolling(consortium.trust.fingerprint(), CLOCK);
        assertEquals(
                Set.of("isopleth.v1.Enrolment/Enrol"), allowedCalls(address, stranger, ErrorCode.NOT_AUTHENTICATED));
    }

    @Test
    void what_is_compressed_is_refused_before_it_is_read() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        ManagedChannel channel = WireChannel.builder(address, TlsContexts.client(site, CLOCK))
                .intercept(new ClientInterceptor() {
                    @Override
                    public <Q, A> ClientCall<Q, A> interceptCall(
                            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
                        return next.newCall(method, options.withCompression("gzip"));
                    }
                })
                .build();
        try {
            StatusRuntimeException end = AnyCall.make(channel, FederationGrpc.getUploadOffsetMethod());
            assertEquals(Status.Code.UNIMPLEMENTED, end.getStatus().getCode(), end.toString());
            assertTrue(callers.isEmpty());
        } finally {
            channel.shutdownNow();
        }
    }

    private Set<String> allowedCalls(CoordinatorAddress address, SslContext tls, ErrorCode refusal) {
        ManagedChannel channel = WireChannel.builder(address, tls).build();
        Set<String> allowed = new TreeSet<>();
        try {
            for (ServiceDescriptor service : AnyCall.SERVICES) {
                for (MethodDescriptor<?, ?> method : service.getMethods()) {
                    StatusRuntimeException end = AnyCall.make(channel, method);
                    if (end.getStatus().isOk()) {
                        allowed.add(method.getFullMethodName());
                    } else {
                        assertEquals(Optional.of(refusal), ErrorTrailers.code(end), method.getFullMethodName());
                    }
                }
            }
        } finally {
            channel.shutdownNow();
        }
        return allowed;
    }

    @Test
    void a_call_of_no_service_is_denied_without_a_word() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        MethodDescriptor<?, ?> unknown = FederationGrpc.getUploadOffsetMethod().toBuilder()
                .setFullMethodName("isopleth.v1.Federation/Delete")
                .build();
        StatusRuntimeException end = call(address, TlsContexts.client(site, CLOCK), unknown);
        assertEquals(Optional.of(ErrorCode.ROLE_NOT_ALLOWED), ErrorTrailers.code(end));
        assertEquals(null, end.getStatus().getDescription());
    }

    @Test
    void a_certificate_of_another_authority_is_refused() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        IdentityFolder foreign = new TestConsortium(now).member("maastro", Role.SITE, now);
        assertHandshakeRefused(address, foreign.tls());
    }

    @Test
    void an_expired_certificate_is_refused() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        IdentityFolder expired = consortium.member("maastro", Role.SITE, now.minus(Duration.ofDays(31)));
        assertHandshakeRefused(address, expired.tls());
    }

    @Test
    void a_certificate_that_expires_while_connected_is_refused_at_the_next_call() throws IOException {
        AtomicReference<Instant> time = new AtomicReference<>(now);
        CoordinatorAddress address = serve(coordinator(), time::get);
        ManagedChannel channel =
                WireChannel.builder(address, TlsContexts.client(site, CLOCK)).build();
        try {
            assertEquals(
                    Status.Code.OK,
                    AnyCall.make(channel, FederationGrpc.getUploadOffsetMethod())
                            .getStatus()
                            .getCode());
            time.set(now.plus(TestConsortium.LIFE).plusSeconds(1));
            assertEquals(
                    Optional.of(ErrorCode.NOT_AUTHENTICATED),
                    ErrorTrailers.code(AnyCall.make(channel, FederationGrpc.getUploadOffsetMethod())));
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void a_signing_certificate_is_refused_for_connections() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        assertHandshakeRefused(address, site.signing());
    }

    @Test
    void the_coordinators_own_certificate_is_refused_from_a_client() throws IOException {
        IdentityFolder coordinator = coordinator();
        CoordinatorAddress address = serve(coordinator);
        assertHandshakeRefused(address, coordinator.tls());
    }

    @Test
    void a_certificate_signed_by_a_member_is_refused() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        KeyPair pair = P256.generate(TestConsortium.RANDOM);
        CertificateSubject subject = CertificateSubject.of("maastro", Role.SITE, CertificatePurpose.TLS);
        List<X509Certificate> chain = new CertificateIssuer(
                        site.tls().key(), site.tls().chain(), TestConsortium.RANDOM)
                .certify(pair.getPublic(), subject, Validity.starting(now, TestConsortium.LIFE));
        assertHandshakeRefused(address, TestConsortium.keys(pair, chain));
    }

    @Test
    void a_server_without_the_coordinators_role_is_refused() throws IOException {
        CertificateSubject subject =
                new CertificateSubject("maastro", Role.SITE, CertificatePurpose.TLS, List.of("localhost", "127.0.0.1"));
        CoordinatorAddress address =
                serve(consortium.folder("maastro", Role.SITE, consortium.keys(subject, now), site.signing()));
        for (SslContext tls : List.of(
                TlsContexts.client(site, CLOCK), TlsContexts.enrolling(consortium.trust.fingerprint(), CLOCK))) {
            assertServerRefused(address, tls, IdentityException.Problem.WRONG_ROLE);
        }
    }

    @Test
    void a_server_of_another_root_is_refused_with_both_fingerprints() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        Digest other = Digest.of("another root");
        IdentityException refused =
                assertServerRefused(address, TlsContexts.enrolling(other, CLOCK), IdentityException.Problem.UNTRUSTED);
        String line = String.valueOf(refused.getMessage());
        assertTrue(
                line.contains(other.hex())
                        && line.contains(consortium.trust.fingerprint().hex()),
                line);
        IdentityFolder foreign = new TestConsortium(now).member("maastro", Role.SITE, now);
        assertServerRefused(address, TlsContexts.client(foreign, CLOCK), IdentityException.Problem.UNTRUSTED);
    }

    @Test
    void a_pinned_root_that_did_not_sign_the_server_is_refused() throws IOException {
        TestConsortium other = new TestConsortium(now);
        IdentityFolder coordinator = coordinator();
        // The true root at the end of a chain that another authority signed.
        IdentityFolder forged = other.member("coordinator", Role.COORDINATOR, now);
        KeyAndChain tls = new KeyAndChain(
                forged.tls().key(),
                List.of(forged.tls().certificate(), forged.tls().chain().get(1), consortium.trust.certificate()));
        CoordinatorAddress address =
                serve(consortium.folder("coordinator", Role.COORDINATOR, tls, coordinator.signing()));
        SslContext pinned = TlsContexts.enrolling(consortium.trust.fingerprint(), CLOCK);
        assertServerRefused(address, pinned, IdentityException.Problem.UNTRUSTED);
    }

    @Test
    void an_expired_server_is_refused() throws IOException {
        CoordinatorAddress address =
                serve(consortium.member("coordinator", Role.COORDINATOR, now.minus(Duration.ofDays(40))));
        assertServerRefused(address, TlsContexts.client(site, CLOCK), IdentityException.Problem.EXPIRED);
    }

    @Test
    void a_server_under_another_host_name_is_refused() throws IOException {
        CertificateSubject elsewhere = new CertificateSubject(
                "coordinator", Role.COORDINATOR, CertificatePurpose.TLS, List.of("coordinator.example.org"));
        CoordinatorAddress address = serve(
                consortium.folder("coordinator", Role.COORDINATOR, consortium.keys(elsewhere, now), site.signing()));
        for (SslContext tls : List.of(
                TlsContexts.client(site, CLOCK), TlsContexts.enrolling(consortium.trust.fingerprint(), CLOCK))) {
            StatusRuntimeException end = call(address, tls, EnrolmentGrpc.getEnrolMethod());
            assertEquals(Optional.of(ErrorCode.UNREACHABLE), ErrorTrailers.code(end));
            assertInstanceOf(SSLException.class, rootCauses(end, SSLException.class));
        }
    }

    @Test
    void the_address_127_0_0_1_is_accepted_as_the_name_localhost_is() throws IOException {
        CoordinatorAddress address = serve(coordinator());
        StatusRuntimeException end = call(
                new CoordinatorAddress("127.0.0.1", address.port()),
                TlsContexts.client(site, CLOCK),
                FederationGrpc.getUploadOffsetMethod());
        assertTrue(end.getStatus().isOk(), end.getStatus().toString());
    }

    @Test
    void tls_1_2_is_refused() throws Exception {
        CoordinatorAddress address = serve(coordinator());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustEverything()}, null);
        for (String version : List.of("TLSv1.3", "TLSv1.2")) {
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), address.port())) {
                socket.setSoTimeout(10_000);
                socket.setEnabledProtocols(new String[] {version});
                if (version.equals("TLSv1.3")) {
                    socket.startHandshake();
                    assertEquals(version, socket.getSession().getProtocol());
                } else {
                    assertThrows(SSLException.class, socket::startHandshake);
                }
            }
        }
    }

    /// Lets the test of TLS versions get as far as the version.
    private static final class TrustEverything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private IdentityFolder coordinator() {
        return consortium.member("coordinator", Role.COORDINATOR, now);
    }

    private CoordinatorAddress serve(IdentityFolder identity) throws IOException {
        return serve(identity, CLOCK);
    }

    private CoordinatorAddress serve(IdentityFolder identity, InstantSource clock) throws IOException {
        ErrorBoundary boundary = new ErrorBoundary(
                (reference, method, cause) -> {
                    throw new AssertionError(method, cause);
                },
                TestConsortium.RANDOM);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var builder = WireServer.builder(anyPort, identity, clock, boundary);
        for (ServiceDescriptor service : AnyCall.SERVICES) {
            builder.addService(AnyCall.answering(service, call -> {
                if (!call.getMethodDescriptor().getFullMethodName().equals("isopleth.v1.Enrolment/Enrol")) {
                    callers.add(RoleInterceptor.caller());
                }
            }));
        }
        Server server = builder.build().start();
        running.set(server);
        return new CoordinatorAddress("localhost", server.getPort());
    }

    private static StatusRuntimeException call(
            CoordinatorAddress address, SslContext tls, MethodDescriptor<?, ?> method) {
        ManagedChannel channel = WireChannel.builder(address, tls).build();
        try {
            return AnyCall.make(channel, method);
        } finally {
            channel.shutdownNow();
        }
    }

    /// The client trusts the server; the server must end the handshake, whatever is called.
    private void assertHandshakeRefused(CoordinatorAddress address, KeyAndChain keys) {
        SslContext tls = TlsContexts.client(consortium.folder("x", Role.SITE, keys, site.signing()), CLOCK);
        for (MethodDescriptor<?, ?> method :
                List.of(FederationGrpc.getUploadOffsetMethod(), EnrolmentGrpc.getEnrolMethod())) {
            StatusRuntimeException end = call(address, tls, method);
            assertFalse(end.getStatus().isOk());
            assertEquals(Optional.of(ErrorCode.UNREACHABLE), ErrorTrailers.code(end), end.toString());
        }
        assertTrue(callers.isEmpty());
    }

    private static IdentityException assertServerRefused(
            CoordinatorAddress address, SslContext tls, IdentityException.Problem problem) {
        StatusRuntimeException end = call(address, tls, EnrolmentGrpc.getEnrolMethod());
        IdentityException cause = (IdentityException) rootCauses(end, IdentityException.class);
        assertEquals(problem, cause.problem(), cause.getMessage());
        return cause;
    }

    private static Throwable rootCauses(Throwable failure, Class<? extends Throwable> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.isInstance(cause)) {
                return cause;
            }
        }
        throw new AssertionError("no " + wanted.getSimpleName() + " in " + failure, failure);
    }
}
