package org.isopleth.wire.identity;

import org.isopleth.site.KeyFingerprint;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;

/// Who a verified certificate speaks for. Immutable, thread-safe.
///
/// @param name the member's name in the consortium, of the form a [SiteId] has, whatever the role
/// @param role what the member may do
/// @param key the fingerprint of the certified key
public record Identity(String name, Role role, KeyFingerprint key) {

    public Identity {
        name = new SiteId(name).name();
    }

    /// The hospital's name.
    ///
    /// @throws IllegalStateException when the role is another than site
    public SiteId siteId() {
        if (role != Role.SITE) {
            throw new IllegalStateException("only a site has a site name");
        }
        return new SiteId(name);
    }

    /// Whether both certificates speak for the same member; the keys may differ.
    public boolean sameMember(Identity other) {
        return name.equals(other.name) && role == other.role;
    }

    @Override
    public String toString() {
        return role.word() + " " + name;
    }
}
