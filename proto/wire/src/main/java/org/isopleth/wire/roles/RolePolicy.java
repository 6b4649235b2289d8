package org.isopleth.wire.roles;

import java.util.Map;
import java.util.Set;
import org.isopleth.site.Role;

/// The one table of who may make which call. A call that is not in it is denied to everyone.
/// Stateless, thread-safe.
public final class RolePolicy {

    /// Who may make a call.
    public sealed interface Access {
        /// Everyone, also without a certificate: only to obtain one.
        record Anyone() implements Access {}

        /// Holders of a valid certificate with one of these roles; nobody, when there are none.
        record Only(Set<Role> roles) implements Access {
            public Only {
                roles = Set.copyOf(roles);
            }
        }
    }

    private static final Access SITES = new Access.Only(Set.of(Role.SITE));
    private static final Access SCIENTISTS = new Access.Only(Set.of(Role.SCIENTIST));
    private static final Access READERS_OF_LEDGERS = new Access.Only(Set.of(Role.AUDITOR, Role.SCIENTIST));
    private static final Access NOBODY = new Access.Only(Set.of());

    private static final Map<String, Access> TABLE = Map.ofEntries(
            Map.entry("isopleth.v1.Enrolment/Enrol", new Access.Anyone()),
            Map.entry("isopleth.v1.Federation/Control", SITES),
            Map.entry("isopleth.v1.Federation/UploadOffset", SITES),
            Map.entry("isopleth.v1.Federation/Upload", SITES),
            Map.entry("isopleth.v1.Federation/Download", SITES),
            Map.entry("isopleth.v1.Studies/Submit", SCIENTISTS),
            Map.entry("isopleth.v1.Studies/Watch", SCIENTISTS),
            Map.entry("isopleth.v1.Studies/Result", SCIENTISTS),
            Map.entry("isopleth.v1.Studies/List", SCIENTISTS),
            Map.entry("isopleth.v1.Ledger/Read", READERS_OF_LEDGERS));

    private RolePolicy() {}

    /// Who may make the call with this full name (`package.Service/Method`).
    public static Access access(String fullMethodName) {
        return TABLE.getOrDefault(fullMethodName, NOBODY);
    }

    /// Every call in the table.
    public static Set<String> methods() {
        return TABLE.keySet();
    }
}
