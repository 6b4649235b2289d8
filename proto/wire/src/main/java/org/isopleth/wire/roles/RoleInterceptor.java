package org.isopleth.wire.roles;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.isopleth.exchange.ErrorCode;
import org.isopleth.wire.ErrorTrailers;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.TrustRoot;

/// Enforces [RolePolicy] for every call, from the certificate of the connection it came by, and tells
/// endpoints who is calling. The whole path is verified again at each call, because a connection may
/// live longer than the certificate it was opened with. Thread-safe.
public final class RoleInterceptor implements ServerInterceptor {
    private static final Context.Key<Identity> CALLER = Context.key("isopleth-caller");

    private final TrustRoot root;
    private final InstantSource clock;

    public RoleInterceptor(TrustRoot root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    /// Who makes the current call; for endpoints behind this interceptor, on the call's thread.
    ///
    /// @throws IllegalStateException when the call needs no certificate or there is no current call
    public static Identity caller() {
        Identity caller = CALLER.get();
        if (caller == null) {
            throw new IllegalStateException("no authenticated call is being answered on this thread");
        }
        return caller;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return switch (RolePolicy.access(call.getMethodDescriptor().getFullMethodName())) {
            case RolePolicy.Access.Anyone() -> next.startCall(call, headers);
            case RolePolicy.Access.Only(var roles) -> {
                Optional<Identity> caller = identity(call);
                if (caller.isEmpty()) {
                    yield refuse(call, ErrorCode.NOT_AUTHENTICATED);
                }
                if (!roles.contains(caller.get().role())) {
                    yield refuse(call, ErrorCode.ROLE_NOT_ALLOWED);
                }
                Context context = Context.current().withValue(CALLER, caller.get());
                yield Contexts.interceptCall(context, call, headers, next);
            }
        };
    }

    private Optional<Identity> identity(ServerCall<?, ?> call) {
        SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return Optional.empty();
        }
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : session.getPeerCertificates()) {
                if (!(certificate instanceof X509Certificate x509)) {
                    return Optional.empty();
                }
                chain.add(x509);
            }
            return Optional.of(root.verify(chain, CertificatePurpose.TLS, clock.instant()));
        } catch (SSLPeerUnverifiedException | IdentityException e) {
            // No certificate was shown, or it no longer holds: the answer is the same.
            return Optional.empty();
        }
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, ErrorCode code) {
        var failure = ErrorTrailers.exception(code);
        Metadata trailers = failure.getTrailers();
        call.close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
        return new ServerCall.Listener<>() {};
    }
}
