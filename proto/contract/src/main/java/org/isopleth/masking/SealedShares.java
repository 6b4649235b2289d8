package org.isopleth.masking;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.ledger.MerkleHash;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.masking.key.ShareBox;
import org.isopleth.masking.share.FieldElement;

/// One site's shares for one other, sealed, with what it says of them openly, so that who answers with
/// another share later is known. Immutable, thread-safe.
///
/// @param box the share of `b` and the share of `sSK`, 64 bytes, sealed
/// @param self commitment to the share of `b`
/// @param key commitment to the share of `sSK`
public record SealedShares(Bytes box, Digest self, Digest key) {
    private static final int BOX_BYTES = 2 * FieldElement.BYTES + ShareBox.OVERHEAD;

    public SealedShares {
        if (box.array().length != BOX_BYTES) {
            throw new MaskingException("sealed shares have " + BOX_BYTES + " bytes");
        }
    }

    /// A tree over the shares for every site, in roster order: its root is signed once, and each site is
    /// shown that its own shares are under it.
    static WholeTree tree(List<SealedShares> all) {
        return WholeTree.of(all.stream().map(SealedShares::leaf).toList());
    }

    Digest leaf() {
        return MerkleHash.leaf(bytes());
    }

    private byte[] bytes() {
        return canonical().getBytes(StandardCharsets.UTF_8);
    }

    /// The canonical form of [#json()], written at once: there is one for each pair of sites.
    String canonical() {
        return "{\"box\":\"" + box.base64() + "\",\"key\":\"" + key.hex() + "\",\"self\":\"" + self.hex() + "\"}";
    }

    Json.Obj json() {
        return Json.object()
                .with("box", box.base64())
                .with("self", self.hex())
                .with("key", key.hex())
                .build();
    }

    static SealedShares read(Json.Obj in) {
        return new SealedShares(
                Bytes.fromBase64(in.text("box")), new Digest(in.text("self")), new Digest(in.text("key")));
    }
}
