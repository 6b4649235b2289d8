package org.isopleth.wire.identity;

import java.util.Locale;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.site.Role;
import org.isopleth.site.SiteId;
import org.isopleth.wire.identity.IdentityException.Problem;

/// Which consortium a folder belongs to, and as whom. Immutable, thread-safe.
///
/// @param address where the coordinator is reached
/// @param rootFingerprint SHA-256 of the consortium's root certificate
/// @param name the member's name
/// @param role the member's role
public record Membership(CoordinatorAddress address, Digest rootFingerprint, String name, Role role) {
    private static final int VERSION = 1;

    public Membership {
        name = new SiteId(name).name();
    }

    /// The content of `consortium.json`.
    byte[] json() {
        return CanonicalJson.bytes(Json.object()
                .with("version", VERSION)
                .with("address", address.toString())
                .with("rootFingerprint", rootFingerprint.hex())
                .with("name", name)
                .with("role", role.word())
                .build());
    }

    /// Reads `consortium.json`.
    ///
    /// @throws IdentityException when it is not such a file
    static Membership parse(byte[] json) {
        try {
            Json.Obj members = CanonicalJson.parse(json).asObject();
            if (members.count("version") != VERSION) {
                throw new IdentityException(Problem.MALFORMED, "written by a later release: update this program");
            }
            return new Membership(
                    CoordinatorAddress.parse(members.text("address")),
                    new Digest(members.text("rootFingerprint")),
                    members.text("name"),
                    Role.valueOf(members.text("role").toUpperCase(Locale.ROOT)));
        } catch (JsonException | IllegalArgumentException e) {
            throw new IdentityException(Problem.MALFORMED, "not a description of a consortium", e);
        }
    }
}
