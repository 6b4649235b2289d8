package org.isopleth.coordinator.enrolment;

import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.site.Role;
import org.isopleth.wire.enrolment.EnrolmentAnswer;
import org.isopleth.wire.enrolment.InviteId;
import org.isopleth.wire.enrolment.InviteToken;
import org.isopleth.wire.identity.IdentityException;
import org.isopleth.wire.identity.IdentityException.Problem;
import org.isopleth.wire.identity.KeyFiles;

/// The stored form of an [Invite]. Stateless, thread-safe.
final class InviteJson {
    private static final int VERSION = 1;

    private InviteJson() {}

    static byte[] write(Invite invite) {
        Invite.Guest guest = invite.guest();
        Json.Builder json = Json.object()
                .with("version", VERSION)
                .with("id", guest.id().text())
                .with("name", guest.name())
                .with("role", guest.role().word())
                .with("expires", guest.expires().toString());
        switch (invite) {
            case Invite.Open open ->
                json.with("state", "open").with("token", open.token().text()).with("wrongProofs", open.wrongProofs());
            case Invite.Used used ->
                json.with("state", "used")
                        .with("at", used.at().toString())
                        .with("tlsChain", chain(used.certificates().tlsChain()))
                        .with("signingChain", chain(used.certificates().signingChain()));
            case Invite.Burnt _ -> json.with("state", "burnt");
            case Invite.Expired _ -> json.with("state", "expired");
        }
        return CanonicalJson.bytes(json.build());
    }

    /// @throws IdentityException when the bytes are not an invite
    static Invite read(byte[] bytes) {
        try {
            Json.Obj json = CanonicalJson.parse(bytes).asObject();
            if (json.count("version") != VERSION) {
                throw new IdentityException(Problem.MALFORMED, "written by a later release: update this program");
            }
            Invite.Guest guest = new Invite.Guest(
                    new InviteId(json.text("id")),
                    json.text("name"),
                    Role.valueOf(json.text("role").toUpperCase(Locale.ROOT)),
                    Instant.parse(json.text("expires")));
            return switch (json.text("state")) {
                case "open" -> new Invite.Open(guest, InviteToken.parse(json.text("token")), json.count("wrongProofs"));
                case "used" ->
                    new Invite.Used(
                            guest,
                            Instant.parse(json.text("at")),
                            new EnrolmentAnswer.Granted(chain(json, "tlsChain"), chain(json, "signingChain")));
                case "burnt" -> new Invite.Burnt(guest);
                case "expired" -> new Invite.Expired(guest);
                default -> throw new JsonException("unknown state");
            };
        } catch (JsonException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new IdentityException(Problem.MALFORMED, "not an invite", e);
        }
    }

    private static Json chain(List<X509Certificate> chain) {
        return Json.ofTexts(
                KeyFiles.der(chain).stream().map(der -> new Bytes(der).base64()).toList());
    }

    private static List<X509Certificate> chain(Json.Obj json, String name) {
        return KeyFiles.certificates(json.get(name).asTexts().stream()
                .map(text -> Bytes.fromBase64(text).array())
                .toList());
    }
}
