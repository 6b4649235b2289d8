package org.isopleth.connector.main;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.study.Study;
import org.isopleth.study.StudyJson;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.CoordinatorAddress;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.Membership;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.SignatureLabel;
import org.isopleth.wire.identity.TrustRoot;
import org.isopleth.wire.identity.Validity;

/// A consortium whose authority certifies whatever a test asks for.
public final class TestConsortium {
    public static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LIFE = Duration.ofDays(30);

    private final Instant founded;
    private final CertificateIssuer issuing;
    private final TrustRoot trust;

    public TestConsortium(Instant founded) {
        this.founded = founded;
        Validity validity = Validity.starting(founded, Duration.ofDays(3653));
        CertificateIssuer root = CertificateIssuer.newRoot(P256.generate(RANDOM), "test", validity, RANDOM);
        issuing = root.newIssuing(P256.generate(RANDOM), "test", validity);
        trust = TrustRoot.of(root.certificate());
    }

    public TrustRoot trust() {
        return trust;
    }

    /// A member that reaches the coordinator at `port`.
    public IdentityFolder member(String name, Role role, int port) {
        List<String> hosts = role == Role.COORDINATOR ? List.of("localhost", "127.0.0.1") : List.of();
        return new IdentityFolder(
                new Membership(new CoordinatorAddress("127.0.0.1", port), trust.fingerprint(), name, role),
                trust,
                keys(new CertificateSubject(name, role, CertificatePurpose.TLS, hosts), LIFE),
                keys(CertificateSubject.of(name, role, CertificatePurpose.SIGNING), LIFE));
    }

    /// A member, enrolled into a folder.
    public IdentityFolder enrol(Path folder, String name, Role role, int port) {
        IdentityFolder identity = member(name, role, port);
        identity.create(folder, RANDOM);
        return identity;
    }

    private KeyAndChain keys(CertificateSubject subject, Duration life) {
        KeyPair pair = P256.generate(RANDOM);
        return new KeyAndChain(
                (ECPrivateKey) pair.getPrivate(),
                issuing.certify(pair.getPublic(), subject, Validity.starting(founded, life)));
    }

    /// An offer as an honest coordinator makes it.
    public static StudyOffer offer(
            Study study, IdentityFolder scientist, IdentityFolder coordinator, IdentityFolder... sites) {
        byte[] bytes = CanonicalJson.bytes(StudyJson.write(study));
        byte[] signature = scientist.signer().sign(new SignatureLabel(StudyOffer.SIGNATURE_LABEL), bytes);
        Map<SiteId, StudyOffer.Chain> partners = new TreeMap<>();
        for (IdentityFolder site : sites) {
            partners.put(new SiteId(site.membership().name()), chain(site));
        }
        return new StudyOffer(study, chain(scientist), new Bytes(signature), chain(coordinator), partners);
    }

    public static StudyOffer.Chain chain(IdentityFolder member) {
        return StudyOffer.Chain.of(CertificateChain.encode(member.signing().chain()));
    }
}
