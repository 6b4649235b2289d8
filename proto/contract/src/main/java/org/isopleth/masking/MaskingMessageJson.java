package org.isopleth.masking;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.masking.key.CurvePoint;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.site.SiteId;

/// Reads messages of the masking protocol from bytes of anyone. Stateless, thread-safe.
///
/// Only the canonical form is taken, of at most [#MAX_BYTES]; every point, share and number is checked here,
/// so that the states never meet a malformed one.
public final class MaskingMessageJson {

    /// The longest message: deliveries from [Proposal#MAX_SITES] sites take two thirds of it.
    public static final int MAX_BYTES = 2 << 20;

    private MaskingMessageJson() {}

    /// The canonical bytes of a signed message.
    public static byte[] bytes(Signed<?> signed) {
        return signed.canonical();
    }

    /// Reads a site's signed message.
    ///
    /// @throws MaskingException when the bytes are not one
    public static Signed<? extends SiteMessage> readOfSite(byte[] bytes) {
        return reading(bytes, in -> signed(in, siteMessage(in.object("message"))));
    }

    /// Reads a signed message of the coordinator.
    ///
    /// @throws MaskingException when the bytes are not one
    public static Signed<? extends CoordinatorMessage> readOfCoordinator(byte[] bytes) {
        return reading(bytes, in -> signed(in, coordinatorMessage(in.object("message"))));
    }

    /// As [#readOfSite(byte[])], of a message that came inside another.
    public static Signed<? extends SiteMessage> readOfSite(Json.Obj json) {
        return readOfSite(CanonicalJson.bytes(json));
    }

    /// As [#readOfCoordinator(byte[])], of a message that came inside another.
    public static Signed<? extends CoordinatorMessage> readOfCoordinator(Json.Obj json) {
        return readOfCoordinator(CanonicalJson.bytes(json));
    }

    /// Reads a signed proposal that came inside another message.
    ///
    /// @throws MaskingException when it is not one
    public static Signed<Proposal> readProposal(Json.Obj json) {
        return reading(CanonicalJson.bytes(json), in -> signed(in, Proposal.read(in.object("message"))));
    }

    private static <T> T reading(byte[] bytes, Function<Json.Obj, T> reader) {
        if (bytes.length > MAX_BYTES) {
            throw new MaskingException("a masking message has at most " + MAX_BYTES + " bytes");
        }
        try {
            return reader.apply(CanonicalJson.parseCanonical(bytes).asObject());
        } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
            throw new MaskingException("the bytes are not a masking message");
        }
    }

    static <M extends MaskingMessage> Signed<M> signed(Json.Obj in, M message) {
        return new Signed<>(
                in.text("sender"), new Digest(in.text("context")), message, Bytes.fromBase64(in.text("signature")));
    }

    static SiteMessage siteMessage(Json.Obj in) {
        return switch (in.text("kind")) {
            case "advert" -> advert(in);
            case "shares" -> new SiteMessage.Shares(digest(in, "self"), list(in, "shares", SealedShares::read));
            case "masked" -> new SiteMessage.Masked(digest(in, "vector"), in.count("bytes"), digest(in, "senders"));
            case "agreement" -> new SiteMessage.Agreement(digest(in, "survivors"));
            case "unmasking" -> new SiteMessage.Unmasking(bySite(in.object("shares"), MaskingMessageJson::revealed));
            case "refused" -> SiteMessage.Refused.read(in);
            default -> throw new JsonException("not a masking message of a site");
        };
    }

    static CoordinatorMessage coordinatorMessage(Json.Obj in) {
        return switch (in.text("kind")) {
            case "proposal" -> Proposal.read(in);
            case "roster" ->
                new CoordinatorMessage.Roster(
                        list(in, "adverts", each -> signed(each, advert(each.object("message")))));
            case "deliveries" ->
                new CoordinatorMessage.Deliveries(list(in, "deliveries", MaskingMessageJson::delivery));
            case "survivors" ->
                new CoordinatorMessage.Survivors(list(
                        in,
                        "survivors",
                        each -> new CoordinatorMessage.Survivor(
                                site(each, "site"), digest(each, "vector"), bytes(each, "signature"))));
            case "agreements" ->
                new CoordinatorMessage.Agreements(
                        bySite(in.object("signatures"), each -> Bytes.fromBase64(each.asText())));
            case "result" -> new CoordinatorMessage.Result(digest(in, "sum"), digest(in, "survivors"));
            case "cancelled" -> new CoordinatorMessage.Cancelled();
            default -> throw new JsonException("not a masking message of the coordinator");
        };
    }

    private static SiteMessage.Advert advert(Json.Obj in) {
        if (!in.text("kind").equals("advert")) {
            throw new JsonException("not an advert");
        }
        return new SiteMessage.Advert(
                digest(in, "proposal"),
                new PublicKeys(
                        site(in, "site"),
                        new CurvePoint(bytes(in, "sharing")),
                        new CurvePoint(bytes(in, "masking")),
                        bytes(in, "nonce")));
    }

    private static CoordinatorMessage.Delivery delivery(Json.Obj in) {
        return new CoordinatorMessage.Delivery(
                site(in, "from"),
                digest(in, "self"),
                SealedShares.read(in.object("shares")),
                in.get("path").asTexts().stream().map(Digest::new).toList(),
                digest(in, "root"),
                bytes(in, "signature"));
    }

    private static SiteMessage.Revealed revealed(Json json) {
        Json.Obj in = json.asObject();
        if (in.members().size() != 1) {
            throw new JsonException("one share of one secret");
        }
        return in.find("self").isPresent()
                ? new SiteMessage.Revealed.OfSelfMask(bytes(in, "self"))
                : new SiteMessage.Revealed.OfKey(bytes(in, "key"));
    }

    private static <T> List<T> list(Json.Obj in, String name, Function<Json.Obj, T> reader) {
        return in.list(name).stream().map(each -> reader.apply(each.asObject())).toList();
    }

    private static <T> SortedMap<SiteId, T> bySite(Json.Obj in, Function<Json, T> reader) {
        SortedMap<SiteId, T> map = new TreeMap<>();
        for (Map.Entry<String, Json> each : in.members().entrySet()) {
            map.put(new SiteId(each.getKey()), reader.apply(each.getValue()));
        }
        return map;
    }

    private static SiteId site(Json.Obj in, String name) {
        return new SiteId(in.text(name));
    }

    private static Digest digest(Json.Obj in, String name) {
        return new Digest(in.text(name));
    }

    private static Bytes bytes(Json.Obj in, String name) {
        return Bytes.fromBase64(in.text(name));
    }
}
