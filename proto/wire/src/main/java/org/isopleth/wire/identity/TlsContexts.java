package org.isopleth.wire.identity;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import org.isopleth.canonical.Digest;

/// TLS for gRPC: version 1.3 and nothing older, by the JDK's provider, trust from one consortium's root.
/// Stateless, thread-safe.
public final class TlsContexts {
    private static final String TLS_1_3 = "TLSv1.3";

    private TlsContexts() {}

    /// The coordinator's side. A client certificate is asked for and, if there is one, must be valid;
    /// which calls work without is decided by the role table, since enrolment has none yet.
    public static SslContext server(IdentityFolder identity, InstantSource clock) {
        KeyAndChain tls = identity.tls();
        return build(SslContextBuilder.forServer(tls.key(), tls.chain().toArray(X509Certificate[]::new))
                .clientAuth(ClientAuth.OPTIONAL)
                .trustManager(ConsortiumTrust.in(identity.root(), clock)));
    }

    /// A member's side, with its certificate.
    public static SslContext client(IdentityFolder identity, InstantSource clock) {
        KeyAndChain tls = identity.tls();
        return build(SslContextBuilder.forClient()
                .keyManager(tls.key(), tls.chain().toArray(X509Certificate[]::new))
                .trustManager(ConsortiumTrust.in(identity.root(), clock)));
    }

    /// The side of someone who enrols: no certificate yet, the root known by fingerprint only.
    public static SslContext enrolling(Digest rootFingerprint, InstantSource clock) {
        return build(SslContextBuilder.forClient().trustManager(ConsortiumTrust.pinned(rootFingerprint, clock)));
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK)
                    .protocols(TLS_1_3)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("every Java platform has TLS 1.3", e);
        }
    }
}
