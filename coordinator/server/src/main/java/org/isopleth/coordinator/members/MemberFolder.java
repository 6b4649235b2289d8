package org.isopleth.coordinator.members;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.JsonException;
import org.isopleth.coordinator.study.Registry;
import org.isopleth.exchange.StudyOffer;
import org.isopleth.masking.KeyRenewal;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.wire.identity.CertificateChain;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyFiles;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder with one file per enrolled site: the certificate chain of its signing key, as issued last; and, where a
/// site
/// renewed its key while studies pin the former one, what it signed with that one.
/// Thread-safe; other processes may read it.
public final class MemberFolder implements Registry.Roster {
    private static final Logger LOG = LoggerFactory.getLogger(MemberFolder.class);
    private static final String ENDING = ".pem";
    private static final String RENEWAL = ".renewal.json";
    private static final int MAX_RENEWAL_BYTES = 4096;

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

    /// What a site signed when it renewed its key: the file `NAME.renewal.json` that its people handed over. One that
    /// cannot be read, or does not hold, is none: passed on, it would make every partner refuse the round.
    public Optional<KeyRenewal> renewal(SiteId site) {
        Path file = folder.resolve(site.name() + RENEWAL);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = OwnerOnlyFiles.read(file, MAX_RENEWAL_BYTES);
            return Optional.of(KeyRenewal.read(CanonicalJson.parse(bytes).asObject()))
                    .filter(renewal -> holds(file, site, renewal));
        } catch (JsonException | MaskingException e) {
            LOG.error("{}: this is no key renewal: ask the site for its file again", file);
        } catch (IdentityException e) {
            LOG.error("{}", e.getMessage());
        } catch (UncheckedIOException e) {
            LOG.error(
                    "{}: the file cannot be read by this account: give it to the account, or put it here again", file);
        }
        return Optional.empty();
    }

    /// All that can be known without the permits, whose keys the caller knows.
    private boolean holds(Path file, SiteId site, KeyRenewal renewal) {
        Optional<KeyRenewal.Problem> problem = renewal.problem(
                site,
                Map.of(site, renewal.former().fingerprint()),
                identity.membership().rootFingerprint().hex(),
                clock.instant());
        problem.ifPresent(found -> LOG.error(
                "{}: this key renewal does not hold ({}): ask the site for another",
                file,
                found.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return problem.isEmpty();
    }

    @Override
    public StudyOffer.Chain coordinator() {
        return chain(identity.signing().chain());
    }

    private static StudyOffer.Chain chain(List<X509Certificate> certificates) {
        return StudyOffer.Chain.of(CertificateChain.encode(certificates));
    }
}
