package org.isopleth.wire.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.isopleth.wire.identity.IdentityException.Problem;

/// An enrolled member's keys and certificates on disk, in the subfolder `identity` of its work folder:
///
/// ```
/// consortium.json    which consortium, as whom
/// root.pem           the consortium's root
/// tls.pem, tls.key   chain and key for connections
/// signing.pem, signing.key   chain and key for documents
/// ```
///
/// Everything has mode 0600, the folder 0700. The folder appears whole or not at all. Immutable,
/// thread-safe; later changes on disk are not seen.
///
/// @param membership which consortium, as whom
/// @param root the consortium's root, as pinned at enrolment
/// @param tls key and chain for connections
/// @param signing key and chain for documents
public record IdentityFolder(Membership membership, TrustRoot root, KeyAndChain tls, KeyAndChain signing) {
    /// The subfolder of a work folder.
    public static final String NAME = "identity";

    private static final String CONSORTIUM = "consortium.json";
    private static final String ROOT = "root.pem";
    private static final int MAX_JSON_BYTES = 4096;

    /// Opens the identity in `workFolder` and checks all of it: files, permissions, keys, names, dates.
    ///
    /// @throws IdentityException one line: what, where, what to do
    public static IdentityFolder open(Path workFolder, Instant now) {
        Path folder = workFolder.resolve(NAME);
        if (!Files.isDirectory(folder)) {
            throw new IdentityException(
                    Problem.FILE_MISSING, workFolder + " holds no identity: enrol with an invite first");
        }
        OwnerOnlyFiles.requireOwnerOnly(folder);
        Membership membership = readMembership(folder);
        TrustRoot root = readRoot(folder.resolve(ROOT), membership);
        IdentityFolder identity = new IdentityFolder(
                membership, root, read(folder, CertificatePurpose.TLS), read(folder, CertificatePurpose.SIGNING));
        identity.verify(identity.tls, CertificatePurpose.TLS, folder, now);
        identity.verify(identity.signing, CertificatePurpose.SIGNING, folder, now);
        return identity;
    }

    /// Writes a new identity into `workFolder`, which may hold other things but no identity.
    ///
    /// @throws IdentityException when the work folder already belongs to a consortium
    public void create(Path workFolder, SecureRandom random) {
        requireFree(workFolder);
        Path unfinished = workFolder.resolve("." + NAME + "-" + OwnerOnlyFiles.randomName(random));
        OwnerOnlyFiles.createFolder(unfinished);
        try {
            OwnerOnlyFiles.write(unfinished.resolve(CONSORTIUM), membership.json(), random);
            KeyFiles.writeCertificates(unfinished.resolve(ROOT), List.of(root.certificate()), random);
            write(unfinished, CertificatePurpose.TLS, tls, random);
            write(unfinished, CertificatePurpose.SIGNING, signing, random);
            OwnerOnlyFiles.publishFolder(unfinished, workFolder.resolve(NAME));
        } finally {
            OwnerOnlyFiles.discardFolder(unfinished);
        }
    }

    /// Refuses a work folder that already belongs to a consortium.
    public static void requireFree(Path workFolder) {
        Path folder = workFolder.resolve(NAME);
        if (!Files.exists(folder)) {
            return;
        }
        Membership found = readMembership(folder);
        throw new IdentityException(
                Problem.FOLDER_TAKEN,
                workFolder + " already belongs to the " + found.role().word() + " " + found.name()
                        + " of the consortium with root " + found.rootFingerprint() + ": choose another folder");
    }

    /// The signer with this member's signing key.
    public Signer signer() {
        return new Signer(signing);
    }

    /// The check of other members' signatures.
    public SignatureCheck signatures() {
        return new SignatureCheck(root);
    }

    private static Membership readMembership(Path folder) {
        Path file = folder.resolve(CONSORTIUM);
        byte[] json = OwnerOnlyFiles.read(file, MAX_JSON_BYTES);
        return naming(file, () -> Membership.parse(json));
    }

    private static TrustRoot readRoot(Path file, Membership membership) {
        X509Certificate certificate = KeyFiles.readCertificates(file).getFirst();
        if (!TrustRoot.fingerprint(certificate).equals(membership.rootFingerprint())) {
            throw new IdentityException(
                    Problem.UNTRUSTED,
                    file + ": not the root that was pinned at enrolment: restore the folder from a backup");
        }
        return naming(file, () -> TrustRoot.of(certificate));
    }

    private static KeyAndChain read(Path folder, CertificatePurpose purpose) {
        Path keyFile = folder.resolve(purpose.word() + ".key");
        ECPrivateKey key = KeyFiles.readPrivateKey(keyFile);
        List<X509Certificate> chain = KeyFiles.readCertificates(folder.resolve(purpose.word() + ".pem"));
        return naming(keyFile, () -> new KeyAndChain(key, chain));
    }

    private static void write(Path folder, CertificatePurpose purpose, KeyAndChain keys, SecureRandom random) {
        KeyFiles.writePrivateKey(folder.resolve(purpose.word() + ".key"), keys.key(), random);
        KeyFiles.writeCertificates(folder.resolve(purpose.word() + ".pem"), keys.chain(), random);
    }

    private void verify(KeyAndChain keys, CertificatePurpose purpose, Path folder, Instant now) {
        Path file = folder.resolve(purpose.word() + ".pem");
        Identity found;
        try {
            found = root.verify(keys.chain(), purpose, now);
        } catch (IdentityException e) {
            String remedy = e.problem() == Problem.EXPIRED ? ": ask for a new invite and enrol into a new folder" : "";
            throw new IdentityException(e.problem(), file + ": " + e.getMessage() + remedy, e);
        }
        if (!found.name().equals(membership.name()) || found.role() != membership.role()) {
            throw new IdentityException(
                    Problem.WRONG_ROLE, file + " speaks for the " + found + ": restore the folder from a backup");
        }
    }

    private static <T> T naming(Path file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IdentityException e) {
            throw new IdentityException(e.problem(), file + ": " + e.getMessage(), e);
        }
    }
}
