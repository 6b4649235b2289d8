package org.isopleth.masking;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.masking.share.FieldElement;
import org.isopleth.site.SiteId;

/// What a site says in a masked round.
public sealed interface SiteMessage extends MaskingMessage {

    /// R0: the site's fresh public keys.
    ///
    /// @param proposal payload of the proposal answered, so that sites see whether all were told the same
    record Advert(Digest proposal, PublicKeys keys) implements SiteMessage {
        @Override
        public Step step() {
            return Step.PROPOSE;
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "advert")
                    .with("proposal", proposal.hex())
                    .with("site", keys.site().name())
                    .with("sharing", keys.sharing().encoded().base64())
                    .with("masking", keys.masking().encoded().base64())
                    .with("nonce", keys.nonce().base64())
                    .build();
        }
    }

    /// R1: sealed shares for every site of the roster, in its order, the sender included.
    ///
    /// @param self commitment to the sender's `b`
    record Shares(Digest self, List<SealedShares> shares) implements SiteMessage {
        public Shares {
            shares = List.copyOf(shares);
            bounded(shares.size());
        }

        @Override
        public Step step() {
            return Step.SHARE;
        }

        /// The digest over commitment, number and Merkle root, so that one recipient can check it without
        /// the shares of all others.
        @Override
        public Digest payload() {
            return payload(self, shares.size(), SealedShares.tree(shares).root());
        }

        static Digest payload(Digest self, int count, Digest root) {
            return CanonicalJson.digest(Json.object()
                    .with("self", self.hex())
                    .with("count", count)
                    .with("root", root.hex())
                    .build());
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "shares")
                    .with("self", self.hex())
                    .with("shares", shares.stream().map(SealedShares::json).toList())
                    .build();
        }
    }

    /// R2: the masked vector, named by its digest; its bytes travel in bulk.
    ///
    /// @param senders digest over the sites whose shares the sender holds and whose masks it added
    record Masked(Digest vector, int bytes, Digest senders) implements SiteMessage {
        @Override
        public Step step() {
            return Step.MASK;
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "masked")
                    .with("vector", vector.hex())
                    .with("bytes", bytes)
                    .with("senders", senders.hex())
                    .build();
        }
    }

    /// R3: the sender saw these survivors.
    ///
    /// @param survivors see [CoordinatorMessage.Survivors#digest]; the signature covers it directly
    record Agreement(Digest survivors) implements SiteMessage {
        @Override
        public Step step() {
            return Step.AGREE;
        }

        @Override
        public Digest payload() {
            return survivors;
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "agreement")
                    .with("survivors", survivors.hex())
                    .build();
        }
    }

    /// R4: one share for each site whose masks are in the sum or missing from it. A map to a sum type: both
    /// shares of one site cannot be said.
    record Unmasking(SortedMap<SiteId, Revealed> shares) implements SiteMessage {
        public Unmasking {
            bounded(shares.size());
            shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
        }

        @Override
        public Step step() {
            return Step.UNMASK;
        }

        @Override
        public Json.Obj json() {
            Json.Builder all = Json.object();
            for (Map.Entry<SiteId, Revealed> each : shares.entrySet()) {
                Revealed revealed = each.getValue();
                String kind = revealed instanceof Revealed.OfSelfMask ? "self" : "key";
                all.with(
                        each.getKey().name(),
                        Json.object().with(kind, revealed.share().base64()).build());
            }
            return Json.object()
                    .with("kind", "unmasking")
                    .with("shares", all.build())
                    .build();
        }
    }

    /// A share that opens something: of a survivor its own mask, of a lost site its key.
    sealed interface Revealed {
        /// 32 bytes.
        Bytes share();

        /// A share of `b` of a survivor.
        record OfSelfMask(Bytes share) implements Revealed {
            public OfSelfMask {
                element(share);
            }
        }

        /// A share of `sSK` of a site whose vector is not in the sum.
        record OfKey(Bytes share) implements Revealed {
            public OfKey {
                element(share);
            }
        }
    }

    /// The site takes no further part in this attempt.
    record Refused(Refusal refusal) implements SiteMessage {
        @Override
        public Step step() {
            return Step.STOP;
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "refused")
                    .with("reason", refusal.reason().word())
                    .withOptional("named", refusal.named().map(site -> Json.of(site.name())))
                    .build();
        }

        static Refused read(Json.Obj in) {
            Optional<SiteId> named = in.find("named").map(Json::asText).map(SiteId::new);
            return new Refused(new Refusal(Refusal.Reason.parse(in.text("reason")), named));
        }
    }

    private static void bounded(int size) {
        if (size < 1 || size > Proposal.MAX_SITES) {
            throw new MaskingException("a message names 1 to " + Proposal.MAX_SITES + " sites");
        }
    }

    private static void element(Bytes share) {
        if (!FieldElement.isElement(share)) {
            throw new MaskingException("a share is not a field element");
        }
    }
}
