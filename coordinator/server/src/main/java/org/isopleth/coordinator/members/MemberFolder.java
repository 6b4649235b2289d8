package org.isopleth.coordinator.members;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isopleth.coordinator.study.Registry;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyFiles;
import org.isopleth.wire.identity.OwnerOnlyFiles;

/// A folder with one file per enrolled site: the certificate chain of its signing key, as issued last.
/// Thread-safe; other processes may read it.
public final class MemberFolder implements Registry.Roster {
    private static final String ENDING = ".pem";

    private final Path folder;
    private final IdentityFolder identity;
    private final InstantSource clock;
    private final SecureRandom random;

    /// @param workFolder the coordinator's folder; members are kept in `members/`
    public MemberFolder(Path workFolder, IdentityFolder identity, InstantSource clock, SecureRandom random) {
        this.folder = workFolder.resolve("members");
        this.identity = identity;
        this.clock = clock;
        this.random = random;
        if (!Files.isDirectory(folder)) {
            OwnerOnlyFiles.createFolder(folder);
        }
    }

    /// Keeps the signing chain of a member just enrolled. Scientists and auditors show theirs when they
    /// sign, so only sites are kept.
    public void keep(List<X509Certificate> signingChain) {
        Identity member = identity.root().verify(signingChain, CertificatePurpose.SIGNING, clock.instant());
        if (member.role() == Role.SITE) {
            KeyFiles.writeCertificates(folder.resolve(member.name() + ENDING), signingChain, random);
        }
    }

    /// Every site whose signing certificate is valid now.
    @Override
    public Map<SiteId, StudyOffer.Chain> sites() {
        Map<SiteId, StudyOffer.Chain> sites = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(ENDING)).sorted().forEach(file -> {
                List<X509Certificate> chain = KeyFiles.readCertificates(file);
                try {
                    Identity member = identity.root().verify(chain, CertificatePurpose.SIGNING, clock.instant());
                    sites.put(member.siteId(), chain(chain));
                } catch (IdentityException e) {
                    // Expired: the site enrols again before it can be invited.
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of members cannot be read", e);
        }
        return sites;
    }

    @Override
    public StudyOffer.Chain coordinator() {
        return chain(identity.signing().chain());
    }

    private static StudyOffer.Chain chain(List<X509Certificate> certificates) {
        return StudyOffer.Chain.of(CertificateChain.encode(certificates));
    }
}
