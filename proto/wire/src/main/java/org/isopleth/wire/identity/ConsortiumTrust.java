package org.isopleth.wire.identity;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.isopleth.canonical.Digest;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.IdentityException.Problem;

/// Decides in a TLS handshake whether the other side belongs to the consortium. The JDK's own trust
/// manager checks the path, the key usage and, for servers, the host name as HTTPS does; then ours
/// checks member, purpose and role. Immutable, thread-safe.
final class ConsortiumTrust extends X509ExtendedTrustManager {
    private final Function<List<X509Certificate>, TrustRoot> rootOf;
    private final InstantSource clock;

    private ConsortiumTrust(Function<List<X509Certificate>, TrustRoot> rootOf, InstantSource clock) {
        this.rootOf = rootOf;
        this.clock = clock;
    }

    /// Trusts `root`.
    static ConsortiumTrust in(TrustRoot root, InstantSource clock) {
        return new ConsortiumTrust(_ -> root, clock);
    }

    /// Trusts whatever root the other side shows at the end of its chain, if it has this fingerprint.
    static ConsortiumTrust pinned(Digest rootFingerprint, InstantSource clock) {
        return new ConsortiumTrust(chain -> shownRoot(chain, rootFingerprint), clock);
    }

    private static TrustRoot shownRoot(List<X509Certificate> chain, Digest rootFingerprint) {
        Digest shown = TrustRoot.fingerprint(chain.getLast());
        if (!shown.equals(rootFingerprint)) {
            throw new IdentityException(
                    Problem.UNTRUSTED,
                    "the server shows a root with fingerprint " + shown + ", not the expected " + rootFingerprint
                            + ": check both with the coordinator's officer, and whether the network intercepts TLS");
        }
        return TrustRoot.of(chain.getLast());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Instant now = clock.instant();
        TrustRoot root = requireMember(chain, now, false);
        platform(root, now).checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        Instant now = clock.instant();
        TrustRoot root = requireMember(chain, now, true);
        platform(root, now).checkServerTrusted(chain, authType, engine);
    }

    private TrustRoot requireMember(X509Certificate[] chain, Instant now, boolean isServer)
            throws CertificateException {
        List<X509Certificate> certificates = Arrays.asList(chain);
        try {
            TrustRoot root = rootOf.apply(certificates);
            Identity identity = root.verify(certificates, CertificatePurpose.TLS, now);
            if (isServer != (identity.role() == Role.COORDINATOR)) {
                throw new IdentityException(
                        Problem.WRONG_ROLE, "the other side is the " + identity + ", which does not belong there");
            }
            return root;
        } catch (IdentityException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }

    /// A trust manager of the JDK for this root at this instant; making one costs microseconds.
    private static X509ExtendedTrustManager platform(TrustRoot root, Instant now) throws CertificateException {
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(root.anchor()), new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the platform has no PKIX trust manager", e);
        }
        throw new CertificateException("the platform has no PKIX trust manager");
    }

    // Without an engine there is no host name to check: netty always passes one.

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only engines are supported");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only engines are supported");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are supported");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are supported");
    }

    /// None, so that a client always shows what it has and the refusal says what was wrong with it.
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
