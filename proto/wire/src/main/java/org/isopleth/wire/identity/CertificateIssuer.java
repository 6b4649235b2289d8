package org.isopleth.wire.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates (RFC 5280) with one authority's key: the consortium's root makes the issuing
/// authority, the issuing authority makes members' certificates. Thread-safe when its random source is.
public final class CertificateIssuer {
    /// RFC 5280, section 4.1.2.2 allows 20 octets; 127 random bits are positive and never repeat.
    private static final int SERIAL_BITS = 127;

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final SecureRandom random;

    /// An issuer that holds `key`.
    ///
    /// @param chain the issuer's own certificate first, the root last
    public CertificateIssuer(PrivateKey key, List<X509Certificate> chain, SecureRandom random) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.random = random;
    }

    /// A new root and its issuer. It may certify issuing authorities, which may certify members only.
    public static CertificateIssuer newRoot(KeyPair pair, String consortium, Validity validity, SecureRandom random) {
        X500Name name = authorityName("root", consortium);
        X509v3CertificateBuilder builder = builder(name, name, pair.getPublic(), validity, random);
        addAuthorityExtensions(builder, 1);
        addKeyIdentifiers(builder, pair.getPublic(), pair.getPublic());
        return new CertificateIssuer(pair.getPrivate(), List.of(sign(builder, pair.getPrivate())), random);
    }

    /// Certifies an issuing authority and returns its issuer.
    public CertificateIssuer newIssuing(KeyPair pair, String consortium, Validity validity) {
        X509v3CertificateBuilder builder =
                builder(name(), authorityName("issuing", consortium), pair.getPublic(), bound(validity), random);
        addAuthorityExtensions(builder, 0);
        addKeyIdentifiers(builder, pair.getPublic(), certificate().getPublicKey());
        return new CertificateIssuer(pair.getPrivate(), withChain(sign(builder, key)), random);
    }

    /// Certifies a member's key. No certificate outlives its issuer's.
    ///
    /// @return the whole chain, the new certificate first, the root last
    public List<X509Certificate> certify(PublicKey subjectKey, CertificateSubject subject, Validity validity) {
        X500Name subjectName = new X500NameBuilder()
                .addRDN(BCStyle.O, subject.purpose().word())
                .addRDN(BCStyle.OU, subject.role().word())
                .addRDN(BCStyle.CN, subject.name())
                .build();
        X509v3CertificateBuilder builder = builder(name(), subjectName, subjectKey, bound(validity), random);
        addMemberExtensions(builder, subject);
        addKeyIdentifiers(builder, subjectKey, certificate().getPublicKey());
        return withChain(sign(builder, key));
    }

    /// The issuer's own certificate.
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// The issuer's chain, root last.
    public List<X509Certificate> chain() {
        return chain;
    }

    private X500Name name() {
        return X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    }

    private Validity bound(Validity wanted) {
        return wanted.within(new Validity(
                certificate().getNotBefore().toInstant(),
                certificate().getNotAfter().toInstant()));
    }

    private List<X509Certificate> withChain(X509Certificate certificate) {
        List<X509Certificate> all = new ArrayList<>(List.of(certificate));
        all.addAll(chain);
        return List.copyOf(all);
    }

    private static X500Name authorityName(String kind, String consortium) {
        return new X500NameBuilder()
                .addRDN(BCStyle.O, "Isopleth consortium " + consortium)
                .addRDN(BCStyle.CN, kind)
                .build();
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Validity validity, SecureRandom random) {
        BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
        return new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(validity.from()), Date.from(validity.until()), subject, key);
    }

    private static void addAuthorityExtensions(X509v3CertificateBuilder builder, int pathLength) {
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        } catch (IOException e) {
            throw new UncheckedIOException("encoding into memory cannot fail", e);
        }
    }

    private static void addMemberExtensions(X509v3CertificateBuilder builder, CertificateSubject subject) {
        KeyPurposeId[] purposes = subject.purpose().extendedKeyUsage(subject.role()).stream()
                .map(oid -> KeyPurposeId.getInstance(new org.bouncycastle.asn1.ASN1ObjectIdentifier(oid)))
                .toArray(KeyPurposeId[]::new);
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(
                GeneralName.uniformResourceIdentifier, subject.purpose().uri(subject.role(), subject.name())));
        subject.hosts()
                .forEach(host -> names.add(new GeneralName(
                        ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName, host)));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException("encoding into memory cannot fail", e);
        }
    }

    private static void addKeyIdentifiers(X509v3CertificateBuilder builder, PublicKey subject, PublicKey issuer) {
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subject));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuer));
        } catch (IOException e) {
            throw new UncheckedIOException("encoding into memory cannot fail", e);
        } catch (NoSuchAlgorithmException e) {
            // Key identifiers are SHA-1 names (RFC 5280, section 4.2.1.2), no security rests on them.
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return KeyFiles.certificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                    .getEncoded());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("every Java platform signs with P-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding into memory cannot fail", e);
        }
    }
}
