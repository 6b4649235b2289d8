package org.isopleth.wire.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isopleth.site.Role;
import org.isopleth.wire.identity.IdentityException.Problem;

/// Reads who an end-entity certificate speaks for. It trusts nothing: [TrustRoot] verifies the path.
/// Stateless, thread-safe.
final class CertificateReader {
    private static final Pattern MEMBER =
            Pattern.compile("urn:isopleth:(site|scientist|auditor|coordinator):([a-z0-9-]{1,40})(:signing)?");
    private static final int URI_NAME = 6;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NOT_AN_AUTHORITY = -1;

    private CertificateReader() {}

    /// The identity in a certificate made for `purpose`.
    ///
    /// @throws IdentityException when the certificate is for anything else, or for more
    static Identity read(X509Certificate certificate, CertificatePurpose purpose) {
        try {
            Matcher member = MEMBER.matcher(onlyUri(certificate));
            if (!member.matches()) {
                throw new IdentityException(Problem.MALFORMED, "the certificate names no member of a consortium");
            }
            Role role = Role.valueOf(member.group(1).toUpperCase(Locale.ROOT));
            if (!member.group().equals(purpose.uri(role, member.group(2)))) {
                throw wrongPurpose(purpose);
            }
            requireUsage(certificate, purpose, role);
            P256.check(certificate.getPublicKey().getEncoded());
            return new Identity(member.group(2), role, P256.fingerprint(certificate.getPublicKey()));
        } catch (CertificateParsingException | IllegalArgumentException e) {
            throw new IdentityException(Problem.MALFORMED, "the certificate's extensions are malformed", e);
        }
    }

    private static String onlyUri(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names =
                Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElseGet(List::of);
        List<String> uris = new ArrayList<>();
        for (List<?> name : names) {
            if (name.get(0) instanceof Integer kind && kind == URI_NAME && name.get(1) instanceof String uri) {
                uris.add(uri);
            }
        }
        return uris.size() == 1 ? uris.getFirst() : "";
    }

    private static void requireUsage(X509Certificate certificate, CertificatePurpose purpose, Role role)
            throws CertificateParsingException {
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() != NOT_AN_AUTHORITY
                || usage == null
                || !purpose.extendedKeyUsage(role).equals(certificate.getExtendedKeyUsage())) {
            throw wrongPurpose(purpose);
        }
        for (int bit = 0; bit < usage.length; bit++) {
            if (usage[bit] != (bit == DIGITAL_SIGNATURE)) {
                throw wrongPurpose(purpose);
            }
        }
    }

    private static IdentityException wrongPurpose(CertificatePurpose purpose) {
        return new IdentityException(Problem.WRONG_PURPOSE, "the certificate is not one for " + purpose.word());
    }
}
