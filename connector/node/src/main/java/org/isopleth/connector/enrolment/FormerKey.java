package org.isopleth.connector.enrolment;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.masking.KeyRenewal;
import org.isopleth.masking.key.SigningKey;
import org.isopleth.site.SiteId;
import org.isopleth.wire.identity.CertificatePurpose;
import org.isopleth.wire.identity.Identity;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.isopleth.wire.identity.IdentityFolder;
import org.isopleth.wire.identity.KeyAndChain;
import org.isopleth.wire.identity.KeyFiles;
import org.isopleth.wire.identity.OwnerOnlyFiles;
import org.isopleth.wire.identity.Signer;

/// The signing key a site had until now, from an identity that was moved aside: it certifies the next one, so that
/// studies whose permits pin it go on. Immutable, thread-safe.
final class FormerKey {
    /// Partners' clocks may be behind.
    private static final Duration SKEW = Duration.ofHours(1);

    private final Path folder;
    private final KeyAndChain signing;

    private FormerKey(Path folder, KeyAndChain signing) {
        this.folder = folder;
        this.signing = signing;
    }

    /// Reads the key.
    ///
    /// @param folder of the identity that was moved aside; its certificate for connections may have expired
    /// @param now at which the signing certificate must be valid
    /// @throws IdentityException when it holds no signing key, or one whose time is over
    static FormerKey read(Path folder, Instant now) {
        KeyAndChain signing = new KeyAndChain(
                KeyFiles.readPrivateKey(folder.resolve("signing.key")),
                KeyFiles.readCertificates(folder.resolve("signing.pem")));
        try {
            signing.certificate().checkValidity(Date.from(now));
        } catch (CertificateException e) {
            throw new IdentityException(
                    Problem.EXPIRED,
                    folder.resolve("signing.pem")
                            + ": this key certifies nothing any more; enrol without --former, and let studies that run"
                            + " ask for new permits");
        }
        return new FormerKey(folder, signing);
    }

    /// Certifies the key of an identity and writes that beside it, for the coordinator's officer.
    ///
    /// @return the file
    /// @throws IdentityException when the former key is not one that this site has in this consortium
    Path certify(IdentityFolder next, Path workFolder, Instant now, SecureRandom random) {
        List<X509Certificate> chain = signing.chain();
        Identity former = next.root().verify(chain, CertificatePurpose.SIGNING, now);
        if (!former.name().equals(next.membership().name())
                || former.role() != next.membership().role()) {
            throw new IdentityException(
                    Problem.WRONG_ROLE,
                    folder + " is the identity of the " + former + ", not of this site: name the right folder");
        }
        SiteId site = former.siteId();
        String federation = next.membership().rootFingerprint().hex();
        Instant from = now.minus(SKEW);
        Instant ends = next.signing().certificate().getNotAfter().toInstant();
        Instant until = ends.isBefore(from.plus(KeyRenewal.LONGEST)) ? ends : from.plus(KeyRenewal.LONGEST);
        SigningKey old = key(chain.getFirst());
        SigningKey renewed = key(next.signing().certificate());
        byte[] statement = KeyRenewal.statement(federation, site, old, renewed, from, until);
        KeyRenewal renewal = new KeyRenewal(
                federation, site, old, renewed, from, until, new Bytes(new Signer(signing).signStatement(statement)));
        Path file = workFolder.resolve(site.name() + ".renewal.json");
        OwnerOnlyFiles.write(file, CanonicalJson.bytes(renewal.json()), random);
        return file;
    }

    private static SigningKey key(X509Certificate certificate) {
        return new SigningKey(new Bytes(certificate.getPublicKey().getEncoded()));
    }
}
