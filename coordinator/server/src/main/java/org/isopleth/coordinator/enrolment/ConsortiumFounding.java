package org.isopleth.coordinator.enrolment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.KeyFiles;
import org.isopleth.wire.identity.Membership;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.isopleth.wire.identity.P256;
import org.isopleth.wire.identity.TrustRoot;
import org.isopleth.wire.identity.Validity;

/// Founds a consortium: root, issuing authority and the coordinator's own two certificates, all made on
/// this machine. The folder appears whole or not at all. Thread-safe.
public final class ConsortiumFounding {
    /// The coordinator's name among the members.
    static final String COORDINATOR = "coordinator";

    private static final Duration ROOT_LIFE = Duration.ofDays(3653);
    /// Also that of the coordinator's own certificates, which nobody renews before.
    private static final Duration ISSUING_LIFE = Duration.ofDays(366);

    private final SecureRandom random;

    public ConsortiumFounding(SecureRandom random) {
        this.random = random;
    }

    /// Makes the consortium in `folder`, which must be absent or empty.
    ///
    /// @param hosts DNS names and IP addresses under which the coordinator is reached, the first of them
    ///     in invites
    /// @param port where it listens
    /// @throws IdentityException when the folder belongs to something else
    public IdentityFolder found(Path folder, List<String> hosts, int port, Instant now) {
        requireEmpty(folder);
        List<CoordinatorAddress> addresses =
                hosts.stream().map(host -> new CoordinatorAddress(host, port)).toList();
        KeyPair rootPair = P256.generate(random);
        KeyPair issuingPair = P256.generate(random);
        String consortium =
                P256.fingerprint(rootPair.getPublic()).digest().hex().substring(0, 12);
        CertificateIssuer root =
                CertificateIssuer.newRoot(rootPair, consortium, Validity.starting(now, ROOT_LIFE), random);
        CertificateIssuer issuing = root.newIssuing(issuingPair, consortium, Validity.starting(now, ISSUING_LIFE));
        IdentityFolder identity = identity(issuing, addresses, now);
        Path unfinished = folder.toAbsolutePath()
                .resolveSibling("." + folder.getFileName() + "-" + OwnerOnlyFiles.randomName(random));
        ConsortiumFolder places = new ConsortiumFolder(unfinished);
        OwnerOnlyFiles.createFolder(unfinished);
        try {
            OwnerOnlyFiles.createFolder(places.authority());
            OwnerOnlyFiles.createFolder(places.invites());
            KeyFiles.writePrivateKey(places.rootKey(), rootPair.getPrivate(), random);
            KeyFiles.writePrivateKey(places.issuingKey(), issuingPair.getPrivate(), random);
            KeyFiles.writeCertificates(places.issuingChain(), issuing.chain(), random);
            identity.create(unfinished, random);
            OwnerOnlyFiles.publishFolder(unfinished, folder.toAbsolutePath());
        } finally {
            OwnerOnlyFiles.discardFolder(unfinished);
        }
        return identity;
    }

    private IdentityFolder identity(CertificateIssuer issuing, List<CoordinatorAddress> addresses, Instant now) {
        TrustRoot root = TrustRoot.of(issuing.chain().getLast());
        List<String> hosts = addresses.stream().map(CoordinatorAddress::host).toList();
        return new IdentityFolder(
                new Membership(addresses.getFirst(), root.fingerprint(), COORDINATOR, Role.COORDINATOR),
                root,
                certified(
                        issuing,
                        new CertificateSubject(COORDINATOR, Role.COORDINATOR, CertificatePurpose.TLS, hosts),
                        now),
                certified(
                        issuing,
                        CertificateSubject.of(COORDINATOR, Role.COORDINATOR, CertificatePurpose.SIGNING),
                        now));
    }

    private KeyAndChain certified(CertificateIssuer issuing, CertificateSubject subject, Instant now) {
        KeyPair pair = P256.generate(random);
        List<X509Certificate> chain = issuing.certify(pair.getPublic(), subject, Validity.starting(now, ISSUING_LIFE));
        if (pair.getPrivate() instanceof ECPrivateKey key) {
            return new KeyAndChain(key, chain);
        }
        throw new IllegalStateException("P-256 keys are elliptic curve keys");
    }

    private static void requireEmpty(Path folder) {
        if (Files.isDirectory(new ConsortiumFolder(folder).identity())) {
            IdentityFolder.requireFree(folder);
        }
        try {
            if (Files.exists(folder) && (!Files.isDirectory(folder) || !isEmpty(folder))) {
                throw new IdentityException(
                        Problem.FOLDER_TAKEN, folder + " is not an empty folder: choose another, nothing was changed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }
}
