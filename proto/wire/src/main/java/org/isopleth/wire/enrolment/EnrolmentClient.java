package org.isopleth.wire.enrolment;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.site.Role;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.WireChannel;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateRequest;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.Membership;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.TlsContexts;
import org.isopleth.wire.identity.TrustRoot;
import org.isopleth.wire.v1.EnrolmentGrpc;

/// Enrols a newcomer: makes both keys here, has them certified, checks the answer, and only then writes
/// the identity folder, whole. Thread-safe.
public final class EnrolmentClient {
    /// An answer that comes too late has spent the invite, so this waits longer than other calls.
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final SecureRandom random;

    public EnrolmentClient(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /// Enrols with `invitation` and writes the identity into `workFolder`.
    ///
    /// @param roles the roles the calling program can work with; an invite for another is not spent
    /// @throws EnrolmentException when it was refused or the answer is not to be trusted
    /// @throws IdentityException when the folder already belongs to a consortium
    public IdentityFolder enrol(Invitation invitation, Set<Role> roles, Path workFolder) {
        IdentityFolder.requireFree(workFolder);
        KeyPair tls = P256.generate(random);
        KeyPair signing = P256.generate(random);
        byte[] tlsRequest = CertificateRequest.make(tls, CertificatePurpose.TLS, roles);
        byte[] signingRequest = CertificateRequest.make(signing, CertificatePurpose.SIGNING, roles);
        EnrolmentRequest request = new EnrolmentRequest(
                invitation.invite(),
                tlsRequest,
                signingRequest,
                invitation.token().proof(invitation.invite(), tlsRequest, signingRequest));
        try {
            EnrolmentAnswer.Granted granted = send(invitation, request);
            IdentityFolder identity =
                    identity(invitation, roles, keys(tls, granted.tlsChain()), keys(signing, granted.signingChain()));
            identity.create(workFolder, random);
            return identity;
        } catch (StatusRuntimeException e) {
            throw refused(invitation, e);
        }
    }

    private EnrolmentAnswer.Granted send(Invitation invitation, EnrolmentRequest request) {
        ManagedChannel channel = WireChannel.builder(
                        invitation.address(), TlsContexts.enrolling(invitation.rootFingerprint(), clock))
                .build();
        try {
            return distrusting(() -> EnrolmentMessages.fromMessage(EnrolmentGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .enrol(EnrolmentMessages.toMessage(request))));
        } finally {
            channel.shutdownNow();
        }
    }

    private static KeyAndChain keys(KeyPair pair, List<X509Certificate> chain) {
        if (!(pair.getPrivate() instanceof ECPrivateKey key)) {
            throw new IllegalStateException("P-256 keys are elliptic curve keys");
        }
        return distrusting(() -> new KeyAndChain(key, chain));
    }

    /// The answer comes from the pinned authority, but a mistake there must not become one here.
    private IdentityFolder identity(Invitation invitation, Set<Role> roles, KeyAndChain tls, KeyAndChain signing) {
        return distrusting(() -> {
            TrustRoot root = TrustRoot.of(tls.chain().getLast());
            if (!root.fingerprint().equals(invitation.rootFingerprint())) {
                throw new EnrolmentException("the coordinator's answer is not signed by the expected root");
            }
            Identity member = root.verify(tls.chain(), CertificatePurpose.TLS, clock.instant());
            Identity signer = root.verify(signing.chain(), CertificatePurpose.SIGNING, clock.instant());
            if (!member.sameMember(signer) || !roles.contains(member.role())) {
                throw new EnrolmentException("the coordinator certified " + member + " for connections and " + signer
                        + " for signing, which does not fit: tell the coordinator's officer");
            }
            Membership membership =
                    new Membership(invitation.address(), root.fingerprint(), member.name(), member.role());
            return new IdentityFolder(membership, root, tls, signing);
        });
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T distrusting(Step<T> step) {
        try {
            return step.take();
        } catch (IdentityException e) {
            throw new EnrolmentException("the coordinator's answer was not accepted: " + e.getMessage(), e);
        }
    }

    private static EnrolmentException refused(Invitation invitation, StatusRuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IdentityException untrusted) {
                return new EnrolmentException(
                        "the server at " + invitation.address() + " was not accepted: " + untrusted.getMessage(),
                        failure);
            }
        }
        ErrorCode code = ErrorTrailers.code(failure).orElse(ErrorCode.INTERNAL);
        String reference = ErrorTrailers.reference(failure)
                .map(text -> " (reference " + text + ")")
                .orElse("");
        return new EnrolmentException(
                code, "the coordinator at " + invitation.address() + ": " + code.line() + reference, failure);
    }
}
