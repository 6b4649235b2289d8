package org.isopleth.wire.identity;

import java.util.List;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;

/// What an end-entity certificate is to say. Immutable, thread-safe.
///
/// @param name the member's name
/// @param role the member's role
/// @param purpose what the key is for
/// @param hosts DNS names and IP addresses under which the member is reached; only for the
///     coordinator's TLS certificate, otherwise empty
public record CertificateSubject(String name, Role role, CertificatePurpose purpose, List<String> hosts) {
    public CertificateSubject {
        name = new SiteId(name).name();
        hosts = List.copyOf(hosts);
    }

    /// A subject that is never connected to.
    public static CertificateSubject of(String name, Role role, CertificatePurpose purpose) {
        return new CertificateSubject(name, role, purpose, List.of());
    }
}
