package org.isopleth.wire.identity;

import java.util.List;
import org.isopleth.site.Role;

/// What a certified key is for. The two are kept apart twice: by extended key usage, which other TLS
/// programs also obey, and by the member's name in the certificate.
public enum CertificatePurpose {
    /// Connections: `serverAuth` for the coordinator, `clientAuth` for everyone else.
    TLS("", "tls"),
    /// Documents: studies, permits, contributions, checkpoints.
    SIGNING(":signing", "signing");

    /// RFC 5280, section 4.2.1.12.
    static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    /// Our own, from UUID 6e2fc87a-2edc-4b6c-9342-80bf4090b341 (ITU-T X.667, arc 2.25), which needs no
    /// registration. Being neither serverAuth nor clientAuth, it keeps signing keys out of TLS.
    static final String DOCUMENT_SIGNING = "2.25.146463183650951070304736537815676924737";

    private final String suffix;
    private final String word;

    CertificatePurpose(String suffix, String word) {
        this.suffix = suffix;
        this.word = word;
    }

    /// The word used in file names and certificate subjects.
    public String word() {
        return word;
    }

    /// The URI that names a member in a certificate of this purpose: `urn:isopleth:<role>:<name>`, and
    /// `:signing` after it for signing keys.
    public String uri(Role role, String name) {
        return "urn:isopleth:" + role.word() + ":" + name + suffix;
    }

    /// The complete extended key usage of a certificate of this purpose.
    List<String> extendedKeyUsage(Role role) {
        return switch (this) {
            case TLS -> List.of(role == Role.COORDINATOR ? SERVER_AUTH : CLIENT_AUTH);
            case SIGNING -> List.of(DOCUMENT_SIGNING);
        };
    }
}
