package org.isopleth.wire;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.CoordinatorAddress;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.Membership;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.TrustRoot;
import org.isopleth.wire.identity.Validity;

/// A consortium in memory, whose authority certifies whatever a test asks for.
public final class TestConsortium {
    public static final SecureRandom RANDOM = new SecureRandom();
    public static final Duration LIFE = Duration.ofDays(30);

    public final CertificateIssuer root;
    public final CertificateIssuer issuing;
    public final TrustRoot trust;

    public TestConsortium(Instant founded) {
        Validity validity = Validity.starting(founded, Duration.ofDays(3653));
        root = CertificateIssuer.newRoot(P256.generate(RANDOM), "test", validity, RANDOM);
        issuing = root.newIssuing(P256.generate(RANDOM), "test", validity);
        trust = TrustRoot.of(root.certificate());
    }

    /// A member enrolled at `now`.
    public IdentityFolder member(String name, Role role, Instant now) {
        List<String> hosts = role == Role.COORDINATOR ? List.of("localhost", "127.0.0.1") : List.of();
        return folder(
                name,
                role,
                keys(new CertificateSubject(name, role, CertificatePurpose.TLS, hosts), now),
                keys(CertificateSubject.of(name, role, CertificatePurpose.SIGNING), now));
    }

    /// An identity with any keys, fitting or not.
    public IdentityFolder folder(String name, Role role, KeyAndChain tls, KeyAndChain signing) {
        Membership membership =
                new Membership(new CoordinatorAddress("localhost", 7443), trust.fingerprint(), name, role);
        return new IdentityFolder(membership, trust, tls, signing);
    }

    /// A new key, certified at `now` for thirty days.
    public KeyAndChain keys(CertificateSubject subject, Instant now) {
        KeyPair pair = P256.generate(RANDOM);
        List<X509Certificate> chain = issuing.certify(pair.getPublic(), subject, Validity.starting(now, LIFE));
        return keys(pair, chain);
    }

    public static KeyAndChain keys(KeyPair pair, List<X509Certificate> chain) {
        return new KeyAndChain((ECPrivateKey) pair.getPrivate(), chain);
    }
}
