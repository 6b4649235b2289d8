package org.isopleth.coordinator.enrolment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.CertificateIssuer;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.CertificateRequest;
import org.isopleth.wire.identity.CertificateSubject;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.KeyFiles;
import org.isopleth.wire.identity.Validity;

/// The opened authority of a consortium: certifies members. Its keys never leave the machine that made
/// them. Thread-safe.
public final class ConsortiumAuthority {
    private static final Duration TLS_LIFE = Duration.ofDays(30);
    private static final Duration SIGNING_LIFE = Duration.ofDays(365);

    private final IdentityFolder identity;
    private final CertificateIssuer issuing;

    private ConsortiumAuthority(IdentityFolder identity, CertificateIssuer issuing) {
        this.identity = identity;
        this.issuing = issuing;
    }

    /// Opens the consortium in `folder`.
    ///
    /// @throws IdentityException one line: what is wrong with the folder, and what to do
    public static ConsortiumAuthority open(Path folder, Instant now, SecureRandom random) {
        ConsortiumFolder places = new ConsortiumFolder(folder);
        if (!Files.isDirectory(places.authority())) {
            throw new IdentityException(
                    Problem.FILE_MISSING, folder + " holds no consortium: run `isopleth coordinator init` first");
        }
        IdentityFolder identity = IdentityFolder.open(folder, now);
        KeyAndChain keys = new KeyAndChain(
                KeyFiles.readPrivateKey(places.issuingKey()), KeyFiles.readCertificates(places.issuingChain()));
        if (identity.membership().role() != Role.COORDINATOR
                || !keys.chain().getLast().equals(identity.root().certificate())) {
            throw new IdentityException(
                    Problem.UNTRUSTED, places.issuingChain() + " belongs to another consortium: restore a backup");
        }
        return new ConsortiumAuthority(identity, new CertificateIssuer(keys.key(), keys.chain(), random));
    }

    /// The coordinator's own identity.
    public IdentityFolder identity() {
        return identity;
    }

    /// The chain for a checked request, leaf first: 30 days for connections, a year for documents.
    List<X509Certificate> certify(CertificateRequest request, String name, Role role, Instant now) {
        Duration life = request.purpose() == CertificatePurpose.TLS ? TLS_LIFE : SIGNING_LIFE;
        return issuing.certify(
                request.key(), CertificateSubject.of(name, role, request.purpose()), Validity.starting(now, life));
    }
}
