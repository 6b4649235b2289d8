package org.isopleth.masking;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.site.SiteId;

/// What the coordinator says in a masked round; R0 is the [Proposal].
public sealed interface CoordinatorMessage extends MaskingMessage
        permits Proposal,
                CoordinatorMessage.Roster,
                CoordinatorMessage.Deliveries,
                CoordinatorMessage.Survivors,
                CoordinatorMessage.Agreements,
                CoordinatorMessage.Result,
                CoordinatorMessage.Cancelled {

    /// R1: the adverts of all sites that answered, in the order of the proposal.
    record Roster(List<Signed<SiteMessage.Advert>> adverts) implements CoordinatorMessage {
        public Roster {
            adverts = List.copyOf(adverts);
            bounded(adverts.size());
        }

        @Override
        public Step step() {
            return Step.SHARE;
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "roster")
                    .with("adverts", adverts.stream().map(Signed::json).toList())
                    .build();
        }
    }

    /// R2: what every sender sealed for the recipient, in the order of the roster.
    record Deliveries(List<Delivery> deliveries) implements CoordinatorMessage {
        public Deliveries {
            deliveries = List.copyOf(deliveries);
            bounded(deliveries.size());
        }

        @Override
        public Step step() {
            return Step.MASK;
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "deliveries")
                    .with("deliveries", deliveries.stream().map(Delivery::json).toList())
                    .build();
        }

        /// Written at once: there is a delivery for each pair of sites.
        @Override
        public byte[] canonical() {
            StringBuilder out = new StringBuilder("{\"deliveries\":[");
            for (int i = 0; i < deliveries.size(); i++) {
                deliveries.get(i).write(i == 0 ? out : out.append(','));
                if (i == 0) {
                    // All are about as long as the first.
                    out.ensureCapacity((out.length() + 1) * deliveries.size());
                }
            }
            return out.append("],\"kind\":\"deliveries\"}").toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /// One sender's shares for the recipient, with the proof that the sender signed them.
    ///
    /// @param self the sender's commitment to its `b`
    /// @param path Merkle path from the shares to the root
    /// @param root root over the shares for all sites
    /// @param signature the sender's, over [SiteMessage.Shares#payload()]
    record Delivery(SiteId from, Digest self, SealedShares shares, List<Digest> path, Digest root, Bytes signature) {
        public Delivery {
            path = List.copyOf(path);
            bounded(path.size() + 1);
        }

        Json.Obj json() {
            return Json.object()
                    .with("from", from.name())
                    .with("self", self.hex())
                    .with("shares", shares.json())
                    .with("path", Json.ofTexts(path.stream().map(Digest::hex).toList()))
                    .with("root", root.hex())
                    .with("signature", signature.base64())
                    .build();
        }

        /// The canonical form of [#json()]: its members in order, none of which needs an escape.
        private void write(StringBuilder out) {
            out.append("{\"from\":\"").append(from.name()).append("\",\"path\":[");
            for (int i = 0; i < path.size(); i++) {
                out.append(i == 0 ? "\"" : ",\"").append(path.get(i).hex()).append('"');
            }
            out.append("],\"root\":\"").append(root.hex());
            out.append("\",\"self\":\"").append(self.hex());
            out.append("\",\"shares\":").append(shares.canonical());
            out.append(",\"signature\":\"").append(signature.base64()).append("\"}");
        }
    }

    /// R3: the sites whose masked vectors are in the sum, in the order of the roster, each with its own
    /// signature under its vector.
    record Survivors(List<Survivor> survivors) implements CoordinatorMessage {
        public Survivors {
            survivors = List.copyOf(survivors);
            bounded(survivors.size());
        }

        @Override
        public Step step() {
            return Step.AGREE;
        }

        /// What a site signs when it agrees: the sites and their vectors.
        public Digest digest() {
            return CanonicalJson.digest(Json.of(survivors.stream()
                    .map(each -> Json.object()
                            .with("site", each.site.name())
                            .with("vector", each.vector.hex())
                            .build())
                    .toList()));
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "survivors")
                    .with("survivors", survivors.stream().map(Survivor::json).toList())
                    .build();
        }
    }

    /// One site in the sum.
    ///
    /// @param signature the site's, over its [SiteMessage.Masked]
    record Survivor(SiteId site, Digest vector, Bytes signature) {
        Json.Obj json() {
            return Json.object()
                    .with("site", site.name())
                    .with("vector", vector.hex())
                    .with("signature", signature.base64())
                    .build();
        }
    }

    /// R4: who agreed, with the signatures over [SiteMessage.Agreement].
    record Agreements(SortedMap<SiteId, Bytes> signatures) implements CoordinatorMessage {
        public Agreements {
            bounded(signatures.size());
            signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
        }

        @Override
        public Step step() {
            return Step.UNMASK;
        }

        @Override
        public Json.Obj json() {
            Json.Builder all = Json.object();
            for (Map.Entry<SiteId, Bytes> each : signatures.entrySet()) {
                all.with(each.getKey().name(), each.getValue().base64());
            }
            return Json.object()
                    .with("kind", "agreements")
                    .with("signatures", all.build())
                    .build();
        }
    }

    /// R5: the sum was opened.
    ///
    /// @param sum digest of the sum's bytes
    /// @param survivors see [Survivors#digest()]
    record Result(Digest sum, Digest survivors) implements CoordinatorMessage {
        @Override
        public Step step() {
            return Step.RESULT;
        }

        @Override
        public Json.Obj json() {
            return Json.object()
                    .with("kind", "result")
                    .with("sum", sum.hex())
                    .with("survivors", survivors.hex())
                    .build();
        }
    }

    /// The attempt is given up.
    record Cancelled() implements CoordinatorMessage {
        @Override
        public Step step() {
            return Step.STOP;
        }

        @Override
        public Json.Obj json() {
            return Json.object().with("kind", "cancelled").build();
        }
    }

    private static void bounded(int size) {
        if (size < 1 || size > Proposal.MAX_SITES) {
            throw new MaskingException("a message names 1 to " + Proposal.MAX_SITES + " sites");
        }
    }
}
